"""The rows of all statements as one list per account, each row once, in the order in which the account lived them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldbell.common.statements import ROWS, StatementReading
from goldbell.engine.tracing.contracts import Source

_COLUMNS = [name for name in ROWS.names if name != "summary"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of one account's statement, with account names already made one. Times UTC microseconds, money fen."""

    account: str
    at_us: int
    whole_day: bool
    amount_fen: int
    inward: bool
    balance_fen: int | None
    other: str
    other_name: str
    other_bank: str
    holder: str
    kind: str
    serial: str
    source: Source

    @property
    def signed_fen(self) -> int:
        return self.amount_fen if self.inward else -self.amount_fen


def distinct_readings(readings: Iterable[StatementReading]) -> tuple[list[StatementReading], dict[str, str]]:
    """The readings without repeats, and for each repeated file the one it repeats.

    Copies get suffixes, so of equal files the one with the shortest name is the original.
    """
    ordered = sorted(readings, key=lambda reading: (len(reading.name), reading.name))
    first: dict[str, StatementReading] = {}
    repeats: dict[str, str] = {}
    for reading in ordered:
        known = first.setdefault(reading.sha256, reading)
        if known is not reading:
            repeats[reading.name] = known.name
    return sorted(first.values(), key=lambda reading: reading.name), repeats


def books(readings: Sequence[StatementReading]) -> dict[str, list[Entry]]:
    """For each account with a statement its rows, repeated rows taken once, in the account's own order."""
    names = _one_name_each(readings)
    rows: dict[str, list[Entry]] = defaultdict(list)
    for reading in readings:
        columns = (reading.table.column(name).to_pylist() for name in _COLUMNS)
        for (
            sheet, row, account, _, holder, at_us, whole_day, amount, inward, balance, other, other_name, other_bank,
            kind, serial,
        ) in zip(*columns, strict=True):  # fmt: skip
            own = names.get(account, account)
            rows[own].append(
                Entry(
                    own, at_us, whole_day, amount, inward, balance, names.get(other, other), other_name, other_bank,
                    holder, kind, serial, Source(reading.name, sheet, row),
                )
            )  # fmt: skip
    return {account: in_order(without_repeats(rows[account])) for account in sorted(rows)}


def _one_name_each(readings: Sequence[StatementReading]) -> dict[str, str]:
    """Account number or further card → the one name the account goes by here: its smallest card number."""
    cards: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        pairs = zip(
            reading.table.column("account").to_pylist(), reading.table.column("account_no").to_pylist(), strict=True
        )
        for card, number in set(pairs):
            if number and card != number:
                cards[number].add(card)
    names: dict[str, str] = {}
    for number in sorted(cards):
        chief = min(cards[number])
        names |= dict.fromkeys(cards[number] | {number}, chief)
    return names


def without_repeats(entries: Sequence[Entry]) -> list[Entry]:
    """Each movement once, though it stands in two overlapping files or twice in one.

    Rows are the same if time, direction, amount and balance agree. Rows of one file that differ in serial are two
    movements; rows without balance and serial are as many as the file with most of them says.
    """
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[(entry.at_us, entry.inward, entry.amount_fen, entry.balance_fen)].append(entry)
    kept: list[Entry] = []
    for group in groups.values():
        kept.extend(group if len(group) == 1 else _fullest_file(group))
    return kept


def _fullest_file(group: Sequence[Entry]) -> list[Entry]:
    by_file: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(group, key=lambda one: (one.source.file, one.source.sheet, one.source.row)):
        rows = by_file[entry.source.file]
        same = any(
            other.serial == entry.serial
            and other.other == entry.other
            and (entry.serial or entry.balance_fen is not None)
            for other in rows
        )
        if not same:
            rows.append(entry)
    return max(by_file.values(), key=len)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The rows by time; rows of one moment in the order their balances prove, else by serial and place in the file."""
    ordered = sorted(entries, key=_moment_then_serial)
    placed: list[Entry] = []
    start = 0
    while start < len(ordered):
        stop = start + 1
        while stop < len(ordered) and ordered[stop].at_us == ordered[start].at_us:
            stop += 1
        same_moment = ordered[start:stop]
        before = placed[-1].balance_fen if placed else None
        placed.extend(same_moment if len(same_moment) == 1 else _chained(same_moment, before))
        start = stop
    return placed


def _moment_then_serial(entry: Entry) -> tuple[int, int, str, str, str, int]:
    source = entry.source
    return entry.at_us, len(entry.serial), entry.serial, source.file, source.sheet, source.row


def _chained(entries: list[Entry], before: int | None) -> list[Entry]:
    """The order in which each row starts from the balance the last one left: a path over all rows (Hierholzer)."""
    leaving: dict[int, list[Entry]] = defaultdict(list)
    surplus: dict[int, int] = defaultdict(int)
    for entry in reversed(entries):
        if entry.balance_fen is None:
            return entries
        leaving[entry.balance_fen - entry.signed_fen].append(entry)
        surplus[entry.balance_fen - entry.signed_fen] += 1
        surplus[entry.balance_fen] -= 1
    ends = [balance for balance, more in surplus.items() if more > 0]
    if before is None or not leaving.get(before):
        first = entries[0]
        before = ends[0] if ends else (first.balance_fen or 0) - first.signed_fen
    path: list[Entry] = []
    open_rows: list[tuple[int, Entry | None]] = [(before, None)]
    while open_rows:
        balance, arrived_by = open_rows[-1]
        if leaving.get(balance):
            entry = leaving[balance].pop()
            open_rows.append((balance + entry.signed_fen, entry))
        else:
            open_rows.pop()
            if arrived_by is not None:
                path.append(arrived_by)
    path.reverse()
    return path if len(path) == len(entries) else entries
