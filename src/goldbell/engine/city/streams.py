"""One stream of chance for each part of the city, so that a part added later does not change the others."""

from __future__ import annotations

import hashlib

import numpy as np

#: Goes into every stream; a change of it is a different city for every seed.
EDITION = "goldbell city 1"


def stream(seed: int, part: str, index: int = 0) -> np.random.Generator:
    """The chance of one part, such as the payments of day 3: the same for the same (seed, part, index), unlike any other's.

    NumPy may change how it draws between versions (NEP 19), so the same bytes are promised for one version of it.
    """
    digest = hashlib.sha256(f"{EDITION}/{seed}/{part}/{index}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
