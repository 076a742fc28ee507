"""What a kernel found, row by row and account by account, told in the statements' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from goldbell.engine.tracing.rules import Flow
from goldbell.engine.tracing.sequence import SINK, SOURCE, Sequence

Table = npt.NDArray[Any]


def as_flow(
    sequence: Sequence, carried: Iterable[tuple[int, int, int]], resting: Iterable[tuple[int, int]], first: int
) -> Flow:
    """The kernels' (row, fen, tier) and (account, fen) as a Flow of movements and names.

    Money in transit is told as the payee's: its bank has paid it. ``first``: the movement followed, whose payer keeps what
    contradicting books would lead round to before it.
    """
    ways: Counter[tuple[int, int]] = Counter()
    sunk: Counter[int] = Counter()
    for row, fen, tier in carried:
        index = sequence.movement[row]
        if sequence.columns.payer[row] < sequence.columns.transit_from:
            ways[(index, int(tier))] += int(fen)
        if sequence.columns.payee[row] == SINK:
            sunk[index] += int(fen)
    rests: Counter[str] = Counter()
    for account, fen in resting:
        if account == SINK:
            continue
        if account == SOURCE:
            rests[sequence.ledger.movements[first].payer] += int(fen)
        else:
            rests[sequence.name_of(int(account))] += int(fen)
    return Flow(dict(sorted(rests.items())), dict(sorted(sunk.items())), dict(sorted(ways.items())))


class Tables:
    """Work tables of the kernels that write ways and rests, grown until a payment fits."""

    def __init__(self) -> None:
        self.room = 256

    def filled(
        self, follow: Callable[[Table, Table, Table], tuple[int, int]]
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
        """What ``follow`` wrote into its tables of (waiting, carried, resting), as lists."""
        while True:
            waiting, carried, resting = (np.empty((self.room, wide), np.int64) for wide in (4, 3, 3))
            ways, rests = follow(waiting, carried, resting)
            if ways >= 0:
                return [(a, b, c) for a, b, c in carried[:ways].tolist()], [
                    (a, b) for a, b, _ in resting[:rests].tolist()
                ]
            self.room *= 4
