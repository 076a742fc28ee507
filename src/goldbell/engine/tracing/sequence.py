"""The statements' ledger in the form the kernels run over: one order of movements in which every book keeps its own order.

Two banks' books are two orders. Where money left one book and reached the other with other rows of the payee's between,
the movement becomes two rows, into transit and out of it. Where books contradict each other (each says the other's row came
first) the incoming side gives way and follows at once on the outgoing one.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldbell.engine.tracing.columns import Columns
from goldbell.engine.tracing.ledger import Ledger

#: Pays what comes from nobody named, or from an account whose statement is not here.
SOURCE: Final = 0
#: Gets what goes to nobody named: cash, fees, gaps.
SINK: Final = 1

_OUT: Final = 0
_IN: Final = 1
_Event = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sequence:
    """The columns, and the way back: ``movement[row]``, ``row_of[movement]`` (its first row), names of accounts by number.

    ``names`` counts from SOURCE; the accounts behind them are transit, of the movements in ``transit``.
    """

    ledger: Ledger
    columns: Columns
    movement: tuple[int, ...]
    row_of: Mapping[int, int]
    names: tuple[str, ...]
    numbers: Mapping[str, int]
    transit: tuple[int, ...]

    def name_of(self, number: int) -> str:
        """The account of that number; for transit the one that the money is on its way to."""
        if number < len(self.names):
            return self.names[number]
        return self.ledger.movements[self.transit[number - len(self.names)]].payee


def in_sequence(ledger: Ledger) -> Sequence:
    """One order of all movements. Deterministic; each book's own order is kept but where two books contradict each other."""
    names = ["", "", *sorted(ledger.books)]
    names += sorted({one.payee for one in ledger.movements} - ledger.books.keys() - {""})
    numbers = {name: number for number, name in enumerate(names) if number > SINK}
    merging = _Merging(ledger)
    legs = _legs(ledger, merging.events())
    # A payment that only the victim knows of stands in no book of its payer's: it comes from outside.
    paid = merging.outs
    rows: list[tuple[int, int, int]] = []
    movement: list[int] = []
    row_of: dict[int, int] = {}
    transit: dict[int, int] = {}
    for index, leg in legs:
        one = ledger.movements[index]
        payer = numbers[one.payer] if index in paid else SOURCE
        payee = numbers[one.payee] if one.payee else SINK
        if leg is not None:
            number = transit.setdefault(index, len(names) + len(transit))
            payer, payee = (payer, number) if leg == _OUT else (number, payee)
        row_of.setdefault(index, len(rows))
        rows.append((payer, payee, one.amount_fen))
        movement.append(index)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    at_us = np.array([ledger.movements[index].at_us for index in movement], dtype=np.int64)
    opening = np.zeros(len(names) + len(transit), dtype=np.int64)
    for account, book in ledger.books.items():
        opening[numbers[account]] = book.opening_fen
    opening[SOURCE] = int(table[table[:, 0] == SOURCE, 2].sum())
    payer_column, payee_column = (np.ascontiguousarray(table[:, side], dtype=np.int32) for side in (0, 1))
    made = Columns(payer_column, payee_column, np.ascontiguousarray(table[:, 2]), at_us, opening, len(names))
    return Sequence(ledger, made, tuple(movement), row_of, tuple(names), numbers, tuple(transit))


def _legs(ledger: Ledger, events: list[_Event]) -> list[tuple[int, int | None]]:
    """Events as rows: (movement, None) where both sides are one row, (movement, _OUT) and later (movement, _IN) where not."""
    place = {(movement, side): number for number, (_, movement, side) in enumerate(events)}
    last_of: dict[str, int] = {}
    before: dict[int, int] = {}
    for number, (_, movement, side) in enumerate(events):
        one = ledger.movements[movement]
        account = one.payer if side == _OUT else one.payee
        before[number] = last_of.get(account, -1)
        last_of[account] = number
    legs: list[tuple[int, int | None]] = []
    for _, movement, side in events:
        out, into = place.get((movement, _OUT)), place.get((movement, _IN))
        if out is None or into is None:
            legs.append((movement, None))
        elif before[into] < out or before[into] == out:
            if side == _OUT:
                legs.append((movement, None))
        else:
            legs.append((movement, side))
    return legs


class _Merging:
    """All books' orders merged into one by time, an incoming side never before its outgoing one."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.next = dict.fromkeys(ledger.books, 0)
        self.outs = {~one for book in ledger.books.values() for one in book.order if one < 0}
        self.ins = {one for book in ledger.books.values() for one in book.order if one >= 0}
        self.blocked: dict[int, str] = {}
        self.paid: set[int] = set()
        self.deferred: set[int] = set()
        self.made: list[_Event] = []
        self.ready: list[tuple[int, int, int, str]] = []
        self.landed_us = {
            (account, step.movement): step.at_us
            for account, steps in ledger.steps.items()
            for step in steps
            if step.inward
        }

    def events(self) -> list[_Event]:
        for account in self.ledger.books:
            self._look(account)
        lone = [
            (one.at_us, index)
            for index, one in enumerate(self.ledger.movements)
            if index not in self.outs and index not in self.ins
        ]
        self.made += [(at_us, index, _OUT) for at_us, index in sorted(lone)]
        while self.ready or self.blocked:
            if not self.ready:
                self._give_way()
                continue
            at_us, movement, side, account = heapq.heappop(self.ready)
            self._make(at_us, movement, side)
            self.next[account] += 1
            self._look(account)
        return self.made

    def _make(self, at_us: int, movement: int, side: int) -> None:
        self.made.append((at_us, movement, side))
        if side == _OUT:
            self.paid.add(movement)
            if movement in self.deferred:
                self.made.append((at_us, movement, _IN))
            elif movement in self.blocked:
                self._look(self.blocked.pop(movement))

    def _look(self, account: str) -> None:
        """Queue the account's next event, or mark it as waiting for the other book."""
        order = self.ledger.books[account].order
        while self.next[account] < len(order):
            one = order[self.next[account]]
            movement = one if one >= 0 else ~one
            if one >= 0 and movement in self.deferred:
                self.next[account] += 1
                continue
            if one >= 0 and movement in self.outs and movement not in self.paid:
                self.blocked[movement] = account
                return
            at_us = self.ledger.movements[movement].at_us
            if one >= 0:
                at_us = self.landed_us.get((account, movement), at_us)
            heapq.heappush(self.ready, (at_us, movement, _IN if one >= 0 else _OUT, account))
            return

    def _give_way(self) -> None:
        movement = min(self.blocked, key=lambda one: (self.ledger.movements[one].at_us, one))
        account = self.blocked.pop(movement)
        self.deferred.add(movement)
        self._look(account)
