"""The ledger: every movement of money once, and for each account with a statement its opening balance and its order.

Where the balances show a movement that no row explains, the ledger says so with a GAP movement of exactly that amount, so
that an account never pays what it does not have and a missing row does not shift everything behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goldbell.common.statements import StatementReading
from goldbell.engine.tracing import entries as rows
from goldbell.engine.tracing.contracts import Kind
from goldbell.engine.tracing.entries import Entry
from goldbell.engine.tracing.pairing import pair


@dataclass(frozen=True, slots=True)
class Movement:
    """Money going from ``payer`` to ``payee`` once; an empty name is nobody named (cash, fee, gap …).

    ``at_us``: the moment in the payer's book where there is one, else in the payee's. ``sides``: the rows that prove it.
    """

    payer: str
    payee: str
    amount_fen: int
    at_us: int
    kind: Kind
    sides: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One movement in one account's book. ``balance_fen``: as the statement says after it, None if it does not."""

    movement: int
    inward: bool
    at_us: int
    balance_fen: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """One account as its statement tells it: ``ins`` and ``outs`` are indexes of movements in the account's order.

    ``order`` has both together: an index for money in, its complement (``~index``) for money out.
    """

    account: str
    opening_fen: int
    ins: tuple[int, ...]
    outs: tuple[int, ...]
    order: tuple[int, ...]
    gaps: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All movements in one stored order, the books of all accounts with a statement, names, and repeated files."""

    movements: tuple[Movement, ...]
    books: Mapping[str, Book]
    holders: Mapping[str, tuple[str, ...]]
    banks: Mapping[str, str]
    repeats: Mapping[str, str]
    steps: Mapping[str, tuple[Step, ...]]
    whole: tuple[Movement, ...]

    def with_reported(self, reported: Sequence[Movement]) -> Ledger:
        """The ledger with movements that only the victims know of; each reaches its payee's book at its time."""
        movements = [*self.whole, *reported]
        steps = {account: list(one) for account, one in self.steps.items()}
        for index, movement in enumerate(reported, start=len(self.whole)):
            if movement.payee in steps:
                _insert(steps[movement.payee], Step(index, True, movement.at_us, None))
        return _walked(self, movements, {account: tuple(one) for account, one in steps.items()})


def merge(readings: Iterable[StatementReading]) -> Ledger:
    """One ledger from all statements: repeated files and rows count once, the two sides of a transfer become one."""
    distinct, repeats = rows.distinct_readings(readings)
    books = rows.books(distinct)
    movements, steps = _movements(books)
    names, banks = _names(books)
    empty = {account: Book(account, 0, (), (), (), 0, tuple(entries)) for account, entries in books.items()}
    bare = Ledger((), empty, names, banks, repeats, {}, ())
    return _walked(bare, movements, steps)


def _movements(books: Mapping[str, Sequence[Entry]]) -> tuple[list[Movement], dict[str, tuple[Step, ...]]]:
    sides = pair(books)
    made: list[Movement] = []
    for entries in books.values():
        for entry in entries:
            other = sides.get(id(entry))
            if other is None or not entry.inward:
                made.append(_movement(entry, other))
    made.sort(key=_total_order)
    place = {id(side): index for index, movement in enumerate(made) for side in movement.sides}
    steps = {
        account: [Step(place[id(entry)], entry.inward, entry.at_us, entry.balance_fen) for entry in entries]
        for account, entries in books.items()
    }
    for index, movement in enumerate(made):
        # Seen in one book only, though the other account has a statement too: it still passed through that account.
        own = movement.sides[0].account
        for account, inward in ((movement.payer, False), (movement.payee, True)):
            if len(movement.sides) == 1 and account != own and account in steps:
                _insert(steps[account], Step(index, inward, movement.at_us, None))
    return made, {account: tuple(one) for account, one in steps.items()}


def _movement(entry: Entry, other: Entry | None) -> Movement:
    if other is not None:
        return Movement(entry.account, other.account, entry.amount_fen, entry.at_us, Kind.TRANSFER, (entry, other))
    kind = Kind(entry.kind)
    # One side only and both names the same account: where the money went or came from is not told.
    far = entry.other if kind is Kind.TRANSFER and entry.other != entry.account else ""
    if kind is Kind.TRANSFER and not far:
        kind = Kind.UNNAMED
    payer, payee = (far, entry.account) if entry.inward else (entry.account, far)
    return Movement(payer, payee, entry.amount_fen, entry.at_us, kind, (entry,))


def _total_order(movement: Movement) -> tuple[int, int, str, str, str, int]:
    side = movement.sides[0]
    source = side.source
    return movement.at_us, len(side.serial), side.serial, source.file, source.sheet, source.row


def _insert(steps: list[Step], step: Step) -> None:
    steps.insert(bisect_right(steps, step.at_us, key=lambda one: one.at_us), step)


def _walked(ledger: Ledger, movements: Sequence[Movement], steps: Mapping[str, tuple[Step, ...]]) -> Ledger:
    every = list(movements)
    books = {account: _walk(ledger.books[account], steps[account], every) for account in steps}
    return replace(ledger, movements=tuple(every), books=books, steps=steps, whole=tuple(movements))


def _walk(book: Book, steps: Sequence[Step], movements: list[Movement]) -> Book:
    """Follow the account through its rows, adding a GAP wherever the stated balances move without a row."""
    order: list[int] = []
    have = opening = _opening(steps, movements)
    before = len(movements)

    def gap(towards: int, at_us: int) -> None:
        nonlocal have
        if towards == have:
            return
        inward = towards > have
        payer, payee = ("", book.account) if inward else (book.account, "")
        order.append(len(movements) if inward else ~len(movements))
        movements.append(Movement(payer, payee, abs(towards - have), at_us, Kind.GAP))
        have = towards

    for step in steps:
        amount = movements[step.movement].amount_fen
        if step.balance_fen is not None:
            gap(max(0, step.balance_fen - amount if step.inward else step.balance_fen + amount), step.at_us)
        if not step.inward and have < amount:
            gap(amount, step.at_us)
        order.append(step.movement if step.inward else ~step.movement)
        have += amount if step.inward else -amount
        if step.balance_fen is not None and step.balance_fen <= 0:
            gap(0, step.at_us)
    ins, outs = tuple(one for one in order if one >= 0), tuple(~one for one in order if one < 0)
    return replace(book, opening_fen=opening, ins=ins, outs=outs, order=tuple(order), gaps=len(movements) - before)


def _opening(steps: Sequence[Step], movements: Sequence[Movement]) -> int:
    """The balance before the first row, reckoned back from the first stated balance; without balances the least that
    lets every payment be made."""
    moved = lowest = 0
    for step in steps:
        amount = movements[step.movement].amount_fen
        moved += amount if step.inward else -amount
        lowest = min(lowest, moved)
        if step.balance_fen is not None:
            return max(0, step.balance_fen - moved)
    return -lowest


def _names(books: Mapping[str, Sequence[Entry]]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Holders' names (own statement first) and bank of each account, as the statements say them; the most frequent first."""
    own: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    banks: dict[str, Counter[str]] = defaultdict(Counter)
    for entries in books.values():
        for entry in entries:
            own[entry.account][entry.holder] += 1
            told[entry.other][entry.other_name] += 1
            banks[entry.other][entry.other_bank] += 1
    names = {
        account: tuple(dict.fromkeys([*_by_count(own[account]), *_by_count(told[account])]))
        for account in sorted({*own, *told} - {""})
    }
    return names, {account: next(iter(_by_count(banks[account])), "") for account in sorted(banks) if account}


def _by_count(counts: Counter[str]) -> list[str]:
    return [text for text, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if text]
