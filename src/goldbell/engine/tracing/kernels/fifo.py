"""First in, first out as an interval map: a payment's stretch of a line leaves by the payments whose stretches overlap it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from goldbell.engine.tracing.kernels.compiled import kernel
from goldbell.engine.tracing.kernels.searching import add_rests, after, new_work, put, rest

Array = Any


@register_jitable
def follow_one(
    first: int, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    out_from: Array, out_rows: Array, starts: Array, lands: Array, waiting: Array, carried: Array, resting: Array,
) -> tuple[int, int]:  # fmt: skip
    """Follow one row's money: fills ``carried`` (row, fen, tier) and ``resting`` (account, fen, where on
    its line); how many of each.

    ``waiting`` (row, offset, fen, tier), ``carried`` and ``resting`` are int64 work tables; (-1, -1) if one was too small.
    """
    top = put(waiting, 0, first, 0, amount_fen[first], 1)
    ways = rests = 0
    while top > 0:
        top -= 1
        row = waiting[top, 0]
        offset = waiting[top, 1]
        fen = waiting[top, 2]
        tier = waiting[top, 3]
        if rests + 1 >= resting.shape[0] or ways + 1 >= carried.shape[0]:
            return -1, -1
        if row == first and tier > 1:
            # Books that contradict each other within a second can lead money round to before it was paid. Every fen has
            # one way only, so such a round must pass the payment itself: there it is left, with the payer.
            rests = rest(resting, rests, payer[row], fen, 0)
            continue
        carried[ways, 0] = row
        carried[ways, 1] = fen
        carried[ways, 2] = tier
        ways += 1
        account = payee[row]
        low = lands[row] + offset
        high = low + fen
        stop = out_from[account + 1]
        place = max(after(starts, out_from[account], stop, low) - 1, out_from[account])
        onward = tier if account >= transit_from else tier + 1
        while low < high and place < stop:
            out = out_rows[place]
            if at_us[out] > until_us:
                break
            end = min(starts[place] + amount_fen[out], high)
            if end > low:
                if top >= waiting.shape[0]:
                    return -1, -1
                top = put(waiting, top, out, low - starts[place], end - low, onward)
                low = end
            place += 1
        if low < high:
            rests = rest(resting, rests, account, high - low, low)
    return ways, rests


@kernel
def follow_row(
    first: int, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    out_from: Array, out_rows: Array, starts: Array, lands: Array, waiting: Array, carried: Array, resting: Array,
) -> tuple[int, int]:  # fmt: skip
    """One payment with its ways, see ``follow_one``."""
    return follow_one(
        first, until_us, payer, payee, amount_fen, at_us, transit_from, out_from, out_rows, starts, lands, waiting,
        carried, resting,
    )  # fmt: skip


@kernel
def follow_rows(
    firsts: Array, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    out_from: Array, out_rows: Array, starts: Array, lands: Array, room: int,
) -> Any:  # fmt: skip
    """Many payments: rows of (place in ``firsts``, account, fen, where on its line). ``room``: pieces of one, grown at need."""
    work = new_work(room)
    table = np.empty((firsts.size * 4 + 16, 4), np.int64)
    filled = 0
    for place in range(firsts.size):
        rests = -1
        while rests < 0:
            waiting, carried, resting = work
            _, rests = follow_one(
                firsts[place], until_us, payer, payee, amount_fen, at_us, transit_from, out_from, out_rows, starts,
                lands, waiting, carried, resting,
            )  # fmt: skip
            if rests < 0:
                room *= 4
                work = new_work(room)
        table, filled = add_rests(table, filled, place, resting, rests)
    return table[:filled].copy()
