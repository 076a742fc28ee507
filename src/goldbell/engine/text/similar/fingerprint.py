"""The fingerprint of one text (话术指纹), for those who keep it in a table of their own instead of an index in a folder."""

from __future__ import annotations

from typing import Final

import numpy as np

from goldbell.engine.text.similar.segment import sign_passages
from goldbell.engine.text.similar.tokens import tokenise

#: Shorter texts look alike by chance.
FEWEST_TOKENS: Final = 24


def fingerprint(text: str) -> tuple[int, ...] | None:
    """The keys of a text's 42 bands, masked (names, numbers, links do not count); None for one too short to compare.

    Two texts agree in a band with the third power of the share of neighbouring words that they have in common.
    """
    batch = tokenise([text])
    count = len(batch.tokens)
    if count < FEWEST_TOKENS:
        return None
    keys, _signs = sign_passages(batch.tokens, np.zeros(1, np.int64), np.array([count], np.int64))
    return tuple(keys[0].tolist())
