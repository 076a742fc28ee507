"""Backwards (反向追踪): whose money is in this account? First in, first out is exact both ways, so the line is read back.

What stands in an account is the end of its line. Each stretch of it came in by a movement, and stood before on the payer's
line; so it is led back until it meets a reported payment, an account whose statement is not here, or money that was
there before any statement begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from goldbell.common.errors import NotFound
from goldbell.engine.tracing.contracts import Payment
from goldbell.engine.tracing.following import micros, with_payments
from goldbell.engine.tracing.ledger import Ledger
from goldbell.engine.tracing.sequence import SOURCE, in_sequence


class NoStatement(NotFound):
    """The account has no statement here, so nobody can say what is in it."""

    code = "no_statement"


class OriginKind(StrEnum):
    """Where a way back ends. OPENING: money an account had before its first row. OUTSIDE: paid by an account without a
    statement, whose owner may be a victim nobody knows yet. UNNAMED: the row names no payer (cash in, interest, a gap)."""

    PAYMENT = "payment"
    OUTSIDE = "outside"
    OPENING = "opening"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Origin:
    """One source of what is in the account. ``name``: the payment's ref, the outside account, or the account that opened
    with it; ``payer`` is the account that paid first."""

    kind: OriginKind
    name: str
    payer: str
    fen: int


def origins(ledger: Ledger, account: str, payments: Sequence[Payment], *, as_of: datetime) -> tuple[Origin, ...]:
    """Everything that is in ``account`` at ``as_of``, by origin, largest first; adds up to its balance. Raises NoStatement."""
    if account not in ledger.books:
        raise NoStatement("账户 %(account)s 没有交易明细，说不出里面是谁的钱", account=account)
    ledger, found = with_payments(ledger, payments)
    return _Back(ledger, {movement: payments[index] for index, movement in found.items()}, micros(as_of)).of(account)


class _Back:
    def __init__(self, ledger: Ledger, payments: Mapping[int, Payment], as_of_us: int) -> None:
        self.ledger = ledger
        self.payments = payments
        self.as_of_us = as_of_us
        self.sequence = in_sequence(ledger)
        places = self.sequence.columns.places
        self.start = np.zeros(self.sequence.columns.rows, np.int64)
        self.start[places.out_rows] = places.starts

    def of(self, account: str) -> tuple[Origin, ...]:
        """See ``origins``."""
        number = self.sequence.numbers[account]
        waiting = [(number, *self._standing(number))]
        sums: Counter[tuple[OriginKind, str, str]] = Counter()
        while waiting:
            number, low, high = waiting.pop()
            opening = int(self.sequence.columns.opening_fen[number])
            if low < opening:
                name = self.sequence.name_of(number)
                sums[(OriginKind.OPENING, name, name)] += min(high, opening) - low
            for row, begin, end in self._brought(number, max(low, opening), high):
                known = self._known(row)
                if known is not None:
                    sums[known] += end - begin
                else:
                    payer = int(self.sequence.columns.payer[row])
                    waiting.append((payer, int(self.start[row]) + begin, int(self.start[row]) + end))
        ranked = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Origin(*what, fen) for what, fen in ranked if fen)

    def _standing(self, number: int) -> tuple[int, int]:
        """The stretch of the account's line that is there at the moment: behind what was paid, before what has not come."""
        columns, places = self.sequence.columns, self.sequence.columns.places
        moved = [
            int(columns.amount_fen[rows][columns.at_us[rows] <= self.as_of_us].sum())
            for rows in (
                places.in_rows[places.in_from[number] : places.in_from[number + 1]],
                places.out_rows[places.out_from[number] : places.out_from[number + 1]],
            )
        ]
        return moved[1], int(columns.opening_fen[number]) + moved[0]

    def _brought(self, number: int, low: int, high: int) -> list[tuple[int, int, int]]:
        """The rows that brought [low, high) of an account's line: (row, begin, end) within each row."""
        columns, places = self.sequence.columns, self.sequence.columns.places
        rows = places.in_rows[places.in_from[number] : places.in_from[number + 1]]
        lands = places.lands[rows]
        found = []
        place = max(0, int(np.searchsorted(lands, low, side="right")) - 1)
        while low < high and place < rows.size:
            row, begin = int(rows[place]), int(lands[place])
            end = begin + int(columns.amount_fen[row])
            if end > low:
                stop = min(end, high)
                found.append((row, low - begin, stop - begin))
                low = stop
            place += 1
        return found

    def _known(self, row: int) -> tuple[OriginKind, str, str] | None:
        """Where the way back ends at this row, or None when it goes on."""
        index = self.sequence.movement[row]
        movement = self.ledger.movements[index]
        payment = self.payments.get(index)
        if payment is not None:
            return OriginKind.PAYMENT, payment.ref, payment.from_account
        if int(self.sequence.columns.payer[row]) != SOURCE:
            return None
        kind = OriginKind.OUTSIDE if movement.payer else OriginKind.UNNAMED
        return kind, movement.payer or movement.kind.value, movement.payer
