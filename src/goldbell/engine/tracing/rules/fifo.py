"""First in, first out (先进先出): what came first leaves first.

Every fen that ever stood in an account has a place on a line: the opening balance first, then each inflow behind the
last. Payments out take that line from its start. So money that landed on [low, high) left by exactly the payments whose
own stretch of the line overlaps it, and what lies beyond the last payment is still there. Whole fen, no queues.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from goldbell.engine.tracing.ledger import Ledger
from goldbell.engine.tracing.rules import Flow, Prepared


@dataclass(frozen=True, slots=True)
class Fifo:
    """The rule itself."""

    code: str = "fifo"
    name: str = "先进先出"

    def prepare(self, ledger: Ledger) -> Prepared:
        return FifoLines(ledger)


class FifoLines:
    """Where on its payee's line each movement lands, and where on its payer's line it starts."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        amounts = [movement.amount_fen for movement in ledger.movements]
        self.lands = [0] * len(amounts)
        self.starts: dict[str, list[int]] = {}
        for account, book in ledger.books.items():
            for movement, place in zip(
                book.ins, accumulate((amounts[i] for i in book.ins), initial=book.opening_fen), strict=False
            ):
                self.lands[movement] = place
            self.starts[account] = list(accumulate((amounts[i] for i in book.outs), initial=0))

    def follow(self, movement: int, *, as_of_us: int) -> Flow:
        """Follow one movement's money stretch by stretch until it rests or leaves the ledger."""
        resting: Counter[str] = Counter()
        sunk: Counter[int] = Counter()
        carried: Counter[tuple[int, int]] = Counter()
        waiting = [(movement, 0, self.ledger.movements[movement].amount_fen, 1)]
        while waiting:
            by, offset, fen, tier = waiting.pop()
            if by == movement and tier > 1:
                # Books that contradict each other within a second can lead money round to before it was paid. Every fen
                # has one way only, so such a round must pass the payment itself: there it is left, with the payer.
                resting[self.ledger.movements[by].payer] += fen
                continue
            carried[(by, tier)] += fen
            payee = self.ledger.movements[by].payee
            if not payee:
                sunk[by] += fen
            elif payee not in self.ledger.books:
                resting[payee] += fen
            else:
                left = self._pay_on(payee, self.lands[by] + offset, fen, as_of_us, tier + 1, waiting)
                if left:
                    resting[payee] += left
        return Flow(dict(sorted(resting.items())), dict(sorted(sunk.items())), dict(sorted(carried.items())))

    def _pay_on(
        self, account: str, low: int, fen: int, as_of_us: int, tier: int, waiting: list[tuple[int, int, int, int]]
    ) -> int:
        """Queue what left the stretch [low, low + fen) of the account's line; the rest, still there, is returned."""
        starts, outs, high = self.starts[account], self.ledger.books[account].outs, low + fen
        index = bisect_right(starts, low) - 1
        while low < high and index < len(outs) and self.ledger.movements[outs[index]].at_us <= as_of_us:
            stop = min(high, starts[index + 1])
            waiting.append((outs[index], low - starts[index], stop - low, tier))
            low = stop
            index += 1
        return high - low


RULE = Fifo()
