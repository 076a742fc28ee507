"""MinHash signatures of texts: two texts share about as many of their 126 signs as they share pairs of neighbouring tokens.

42 bands of 3 signs: texts that share half of their pairs meet in at least one band 99.6 times in 100, texts that share
a tenth 4 times in 100. Source: Broder 1997; the banding is that of Leskovec, Rajaraman, Ullman, chapter 3.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

BANDS: Final = 42
ROWS_IN_BAND: Final = 3
SIGNS: Final = BANDS * ROWS_IN_BAND
#: Pairs hashed at one go: 126 × 8,192 numbers of four bytes stay in the processor's cache.
_AT_ONCE: Final = 8_192


def _constants(name: str, count: int) -> NDArray[np.uint32]:
    """Numbers that are the same on every machine and in every release."""
    drawn = b"".join(hashlib.sha256(f"goldbell {name} {n}".encode()).digest()[:4] for n in range(count))
    return np.frombuffer(drawn, "<u4").astype(np.uint32)


_FACTORS: Final = (_constants("factor", SIGNS) | np.uint32(1))[:, None]
_SHIFTS: Final = _constants("shift", SIGNS)[:, None]


def pairs(tokens: NDArray[np.uint16]) -> NDArray[np.uint32]:
    """Each pair of neighbouring tokens as one number; one fewer than there are tokens."""
    wide = tokens.astype(np.uint32)
    return (wide[:-1] << np.uint32(16)) | wide[1:]


def mixed(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The numbers scattered over 32 bits (lowbias32)."""
    x = numbers ^ (numbers >> np.uint32(16))
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x


def signatures(found: NDArray[np.uint32], begins: NDArray[np.int64]) -> NDArray[np.uint32]:
    """One row of 126 signs for each group of mixed pairs; group ``i`` is ``found[begins[i]:begins[i+1]]``, none is empty."""
    rows = np.empty((len(begins) - 1, SIGNS), np.uint32)
    start = 0
    while start < len(rows):
        stop = int(np.searchsorted(begins, begins[start] + _AT_ONCE, side="right")) - 1
        stop = min(max(stop, start + 1), len(rows))
        part = found[begins[start] : begins[stop]]
        hashed = part[None, :] * _FACTORS + _SHIFTS
        rows[start:stop] = np.minimum.reduceat(hashed, begins[start:stop] - begins[start], axis=1).T
        start = stop
    return rows


def band_keys(signed: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The key of each band: texts with equal keys agree in all three signs of that band."""
    three = signed.reshape(len(signed), BANDS, ROWS_IN_BAND)
    key = three[:, :, 0] * np.uint32(0x9E3779B1)
    key ^= (key >> np.uint32(15)) + three[:, :, 1]
    key *= np.uint32(0x85EBCA77)
    key ^= (key >> np.uint32(13)) + three[:, :, 2]
    return mixed(key)


def short_signs(signed: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Eight bits of each sign: enough to tell in how many of them two texts agree, at a quarter of the memory."""
    return (signed >> np.uint32(8)).astype(np.uint8)
