"""Looking up a place in a sorted stretch of a column: the step that every kernel takes millions of times."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

Array = Any


@register_jitable
def after(column: Array, left: Any, right: Any, value: Any) -> Any:
    """The first place in [left, right) whose value is greater than ``value``; ``right`` if there is none."""
    while left < right:
        middle = (left + right) >> 1
        if column[middle] <= value:
            left = middle + 1
        else:
            right = middle
    return left


@register_jitable
def put(table: Array, place: Any, row: Any, offset: Any, fen: Any, tier: Any) -> Any:
    """Write one waiting stretch of money into its place: the row that carries it, where in the row, how much, which tier."""
    table[place, 0] = row
    table[place, 1] = offset
    table[place, 2] = fen
    table[place, 3] = tier
    return place + 1


@register_jitable
def rest(resting: Array, place: Any, account: Any, fen: Any, where: Any) -> Any:
    """Write one stretch of money that stays into its place: the account, how much, where on the account's line."""
    resting[place, 0] = account
    resting[place, 1] = fen
    resting[place, 2] = where
    return place + 1


@register_jitable
def new_work(room: Any) -> Any:
    """Work tables of one payment: waiting (row, offset, fen, tier), carried (row, fen, tier), resting (account, fen, where)."""
    return np.empty((room, 4), np.int64), np.empty((room, 3), np.int64), np.empty((room, 3), np.int64)


@register_jitable
def add_rests(table: Array, filled: Any, place: Any, resting: Array, rests: Any) -> Any:
    """Put one payment's rests behind the others'; the table, wider if it must be, and how far it is filled."""
    if filled + rests > table.shape[0]:
        wider = np.empty((2 * (filled + rests), 4), np.int64)
        wider[:filled] = table[:filled]
        table = wider
    for one in range(rests):
        table[filled + one, 0] = place
        table[filled + one, 1] = resting[one, 0]
        table[filled + one, 2] = resting[one, 1]
        table[filled + one, 3] = resting[one, 2]
    return table, filled + rests
