"""New rows behind a ledger whose followed money is known: whose money just moved, without looking at the ledger again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from goldbell.engine.tracing.kernels.compiled import kernel

Array = Any


@register_jitable
def _behind(queues: Array, pool: Array, top: Any, account: Any, low: Any, high: Any, case: Any) -> Any:
    """Put a stretch behind the others of its account; one that goes on where the last of the same case ends joins it."""
    last = queues[account, 1]
    if last >= 0 and pool[last, 1] == low and pool[last, 2] == case:
        pool[last, 1] = high
        return top
    pool[top, 0] = low
    pool[top, 1] = high
    pool[top, 2] = case
    pool[top, 3] = -1
    if last >= 0:
        pool[last, 3] = top
    else:
        queues[account, 0] = top
    queues[account, 1] = top
    return top + 1


@kernel
def queue_up(table: Array, queues: Array, pool: Array) -> int:
    """Fill the queues of open stretches from rows of (case, account, fen, where), sorted by account and where."""
    top = 0
    for row in range(table.shape[0]):
        low = table[row, 3]
        top = _behind(queues, pool, top, table[row, 1], low, low + table[row, 2], table[row, 0])
    return top


@register_jitable
def _take(queues: Array, pool: Array, account: Any, before: Any, one: Any, end: Any) -> Any:
    """Take what of a stretch lies before ``end`` off its queue; the stretch that now stands before the next one."""
    if pool[one, 1] > end:
        pool[one, 0] = end
        return one
    if before >= 0:
        pool[before, 3] = pool[one, 3]
    else:
        queues[account, 0] = pool[one, 3]
    if queues[account, 1] == one:
        queues[account, 1] = before
    return before


@kernel
def append_rows(
    first: int, payer: Array, payee: Array, amount_fen: Array, cases: Array, got: Array, paid: Array, queues: Array,
    pool: Array, top: Any, moved: Array,
) -> Any:  # fmt: skip
    """Take the rows from ``first`` on; ``cases[row]`` ≥ 0 is a victim's payment of that case. Returns (next row, top, told).

    ``got``/``paid``: each account's line so far. ``queues`` (first, last) and ``pool`` (low, high, case, next): open
    stretches, lowest first; those of several cases may overlap. ``moved`` gets (case, row, fen). Stops before a row for
    which a table has no room. An account that pays more than it is known to have got the rest unseen.
    """
    told = 0
    for row in range(first, amount_fen.size):
        source = payer[row]
        start = paid[source]
        end = start + amount_fen[row]
        stretches = 2
        one = queues[source, 0]
        while one >= 0 and pool[one, 0] < end:
            stretches += 1
            one = pool[one, 3]
        if top + stretches > pool.shape[0] or told + stretches > moved.shape[0]:
            return row, top, told
        got[source] = max(got[source], end)
        target = payee[row]
        shift = got[target] - start
        if cases[row] >= 0:
            top = _behind(queues, pool, top, target, start + shift, end + shift, cases[row])
        before = np.int64(-1)
        one = queues[source, 0]
        while one >= 0 and pool[one, 0] < end:
            low = pool[one, 0]
            high = min(end, pool[one, 1])
            top = _behind(queues, pool, top, target, low + shift, high + shift, pool[one, 2])
            moved[told, 0] = pool[one, 2]
            moved[told, 1] = row
            moved[told, 2] = high - low
            told += 1
            onward = pool[one, 3]
            before = _take(queues, pool, source, before, one, end)
            one = onward
        paid[source] = end
        got[target] += amount_fen[row]
    return amount_fen.size, top, told
