"""How far money can have come: who can have been reached, when first, over how many payments."""

from __future__ import annotations

import heapq
from typing import Any, Final

import numpy as np

from goldbell.engine.tracing.kernels.compiled import kernel
from goldbell.engine.tracing.kernels.searching import after

Array = Any

#: An account that nothing reached.
NEVER: Final = 2**62


@kernel
def arrivals(seeds: Array, payer: Array, payee: Array, at_us: Array, arrived_us: Array) -> int:
    """Earliest arrival at every account, in one pass; fills ``arrived_us`` (NEVER before) and counts the accounts reached."""
    reached = 0
    for row in range(at_us.size):
        if arrived_us[payer[row]] != NEVER or seeds[row]:
            target = payee[row]
            if arrived_us[target] == NEVER:
                arrived_us[target] = at_us[row]
                reached += 1
    return reached


@kernel
def within(
    firsts: Array, most_hops: int, window_us: int, payee: Array, at_us: Array, out_from: Array, out_rows: Array,
    hops: Array,
) -> Any:  # fmt: skip
    """The accounts that the rows' money can have reached in so many payments, each no longer than ``window_us`` after money came.

    Returns (account, hops, row by which it came first). ``hops`` (int16) is a work column, zero before and after. An
    account reached early by many payments and later by fewer is looked at again with the fewer.
    """
    waiting = [(np.int64(row), np.int64(-1), np.int64(0), np.int64(0)) for row in firsts]
    heapq.heapify(waiting)
    found = [(np.int64(0), np.int64(0), np.int64(0)) for _ in range(0)]
    while len(waiting) > 0:
        row, account, place, until_us = heapq.heappop(waiting)
        hop = 1
        if account >= 0:
            hop = hops[account] + 1
            later = place + 1
            if later < out_from[account + 1] and at_us[out_rows[later]] <= until_us:
                heapq.heappush(waiting, (np.int64(out_rows[later]), account, later, until_us))
        target = np.int64(payee[row])
        if hops[target] == 0 or hop < hops[target]:
            if hops[target] == 0:
                found.append((target, np.int64(hop), row))
            hops[target] = hop
            if hop < most_hops:
                left = after(out_rows, out_from[target], out_from[target + 1], row)
                if left < out_from[target + 1] and at_us[out_rows[left]] <= at_us[row] + window_us:
                    heapq.heappush(waiting, (np.int64(out_rows[left]), target, left, at_us[row] + window_us))
    for target, _, _ in found:
        hops[target] = 0
    return found
