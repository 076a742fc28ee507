"""Rows whose direction (收付标志) is empty: the balances before and after say whether money came or went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from goldbell.adapters.statements.row_reader import Canonical
from goldbell.common.statements import FailedQuery, Rejected

#: sheet, row number, row
Placed = tuple[str, int, Canonical]
_NO_DIRECTION = "收付标志为空，前后余额也不能判断是收是付"


def decide(
    undecided: list[Placed], rows: Iterable[tuple[str, int, Canonical | Rejected | FailedQuery | None]]
) -> tuple[list[Placed], list[Rejected]]:
    """Give each row the direction its balances prove, or reject it. ``rows``: the whole file once more.

    The row's balance minus the balance of the row before it is the movement; where several rows share a second, any of
    them may be the one before, and the direction counts only if all that fit agree.
    """
    accounts = {row[0] for _, _, row in undecided}
    trails: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for _, _, row in rows:
        if isinstance(row, tuple) and row[0] in accounts and row[7] is not None:
            trails[row[0]].append((row[3], row[7]))
    decided: list[Placed] = []
    refused: list[Rejected] = []
    for sheet, number, row in undecided:
        inward = _direction(row, trails[row[0]])
        if inward is None:
            refused.append(Rejected(number, "no_direction", _NO_DIRECTION, sheet))
        else:
            decided.append((sheet, number, (*row[:6], inward, *row[7:])))
    return decided, refused


def _direction(row: Canonical, trail: list[tuple[int, int]]) -> bool | None:
    at_us, amount, balance = row[3], row[5], row[7]
    if balance is None:
        return None
    before = max((moment for moment, _ in trail if moment < at_us), default=None)
    candidates = {stated for moment, stated in trail if moment in (before, at_us)}
    came, went = balance - amount in candidates, balance + amount in candidates
    return came if came != went else None
