"""Passages of long pages: a script pasted into a page is found by windows, then its exact span by its pairs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: A text of up to so many tokens is one passage; a longer one is looked up by windows too.
LONG: Final = 256
#: Beyond this nobody tells one story; such a page is windows only.
_WHOLE: Final = 1_024
_WINDOWS: Final = ((192, 96), (64, 32))


def passages(tokens: int, *, long: int = LONG) -> list[tuple[int, int]]:
    """The windows in which a text of ``tokens`` tokens is looked up, as half-open spans; none for a text without a pair."""
    if tokens < 2:
        return []
    if tokens <= long:
        return [(0, tokens)]
    found = [(0, tokens)] if tokens <= _WHOLE else []
    for width, step in _WINDOWS:
        if width >= tokens:
            continue
        found += [(start, start + width) for start in range(0, tokens - width, step)]
        found.append((tokens - width, tokens))
    return found


def densest_span(shared: NDArray[np.bool_], worth: NDArray[np.float64]) -> tuple[int, int]:
    """Where the shared pairs lie thickest: the stretch with the greatest sum of worth minus a toll for each foreign pair.

    ``shared[i]``: the pair at ``i`` is also in the other text. Returns pair indexes, half open; (0, 0) when none is shared.
    """
    gains = np.where(shared, np.maximum(worth, 0.2), -0.55)
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    lowest = np.minimum.accumulate(sums)
    rise = sums - lowest
    end = int(np.argmax(rise))
    if rise[end] <= 0:
        return 0, 0
    start = int(np.flatnonzero(sums[: end + 1] == lowest[end])[-1])
    return start, end
