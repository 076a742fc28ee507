"""Last in, first out as a table of pieces: which payment took which stretch of which inflow, reckoned once for all.

An inflow is a lot on its account's stack. Every payment takes from the top; what it takes of one lot is a piece. A piece
knows its stretch of the lot and where in the payment it lies, so that any payment is then followed by look-ups alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.extending import register_jitable

from goldbell.engine.tracing.kernels.compiled import kernel
from goldbell.engine.tracing.kernels.searching import add_rests, after, new_work, put, rest

Array = Any


@register_jitable
def _wider(column: Array, room: int) -> Array:
    wider = np.empty(room, column.dtype)
    wider[: column.size] = column
    return wider


@register_jitable
def _by_lot(rows: int, pieces: int, lot: Array, taker: Array, low: Array, high: Array, offset: Array) -> Any:
    """The pieces gathered by lot, lowest stretch first: of one lot the highest was taken first, so they are filled backwards."""
    piece_from = np.zeros(rows + 1, np.int64)
    for piece in range(pieces):
        piece_from[lot[piece] + 1] += 1
    for row in range(rows):
        piece_from[row + 1] += piece_from[row]
    last = piece_from[1:].copy()
    by_taker = np.empty(pieces, np.int32)
    by_low = np.empty(pieces, np.int64)
    by_high = np.empty(pieces, np.int64)
    by_offset = np.empty(pieces, np.int64)
    for piece in range(pieces):
        place = last[lot[piece]] - 1
        last[lot[piece]] = place
        by_taker[place] = taker[piece]
        by_low[place] = low[piece]
        by_high[place] = high[piece]
        by_offset[place] = offset[piece]
    return piece_from, by_taker, by_low, by_high, by_offset


@register_jitable
def follow_one(
    first: int, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    piece_from: Array, taker: Array, low: Array, high: Array, offset: Array, waiting: Array, carried: Array,
    resting: Array,
) -> tuple[int, int]:  # fmt: skip
    """Follow one row's money, as ``fifo.follow_one`` does."""
    top = put(waiting, 0, first, 0, amount_fen[first], 1)
    ways = rests = 0
    while top > 0:
        top -= 1
        row = waiting[top, 0]
        begin = waiting[top, 1]
        end = begin + waiting[top, 2]
        tier = waiting[top, 3]
        if rests + 1 >= resting.shape[0] or ways + 1 >= carried.shape[0]:
            return -1, -1
        carried[ways, 0] = row
        carried[ways, 1] = end - begin
        carried[ways, 2] = tier
        ways += 1
        account = payee[row]
        onward = tier if account >= transit_from else tier + 1
        stays = end - begin
        stop = piece_from[row + 1]
        piece = after(high, piece_from[row], stop, begin)
        while piece < stop and low[piece] < end:
            out = taker[piece]
            if at_us[out] <= until_us:
                since = max(begin, low[piece])
                until = min(end, high[piece])
                if top >= waiting.shape[0]:
                    return -1, -1
                top = put(waiting, top, out, offset[piece] + since - low[piece], until - since, onward)
                stays -= until - since
            piece += 1
        if stays > 0:
            rests = rest(resting, rests, account, stays, 0)
    return ways, rests


@kernel
def follow_row(
    first: int, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    piece_from: Array, taker: Array, low: Array, high: Array, offset: Array, waiting: Array, carried: Array,
    resting: Array,
) -> tuple[int, int]:  # fmt: skip
    """One payment with its ways, see ``follow_one``."""
    return follow_one(
        first, until_us, payer, payee, amount_fen, at_us, transit_from, piece_from, taker, low, high, offset, waiting,
        carried, resting,
    )  # fmt: skip


@kernel
def follow_rows(
    firsts: Array, until_us: int, payer: Array, payee: Array, amount_fen: Array, at_us: Array, transit_from: int,
    piece_from: Array, taker: Array, low: Array, high: Array, offset: Array, room: int,
) -> Any:  # fmt: skip
    """Many payments: rows of (place in ``firsts``, account, fen, 0). ``room``: pieces of one, grown at need."""
    work = new_work(room)
    table = np.empty((firsts.size * 4 + 16, 4), np.int64)
    filled = 0
    for place in range(firsts.size):
        rests = -1
        while rests < 0:
            waiting, carried, resting = work
            _, rests = follow_one(
                firsts[place], until_us, payer, payee, amount_fen, at_us, transit_from, piece_from, taker, low, high,
                offset, waiting, carried, resting,
            )  # fmt: skip
            if rests < 0:
                room *= 4
                work = new_work(room)
        table, filled = add_rests(table, filled, place, resting, rests)
    return table[:filled].copy()


@kernel
def cut_pieces(payer: Array, payee: Array, amount_fen: Array, opening_fen: Array) -> Any:
    """(piece_from, taker, low, high, offset): pieces of the lot of row r are [piece_from[r], piece_from[r + 1]), lowest first.

    ``taker``: the row that took it; [low, high): its stretch of the lot; ``offset``: where in the taker it begins.
    """
    rows = amount_fen.size
    accounts = opening_fen.size
    # The stack of an account: its lots linked from the top; a lot is the row that brought it, or rows + account at first.
    below = np.full(rows, -1, np.int64)
    top = np.full(accounts, -1, np.int64)
    left = amount_fen.copy()
    opening = opening_fen.copy()
    room = rows * 2 + 16
    lot = np.empty(room, np.int32)
    taker = np.empty(room, np.int32)
    low = np.empty(room, np.int64)
    high = np.empty(room, np.int64)
    offset = np.empty(room, np.int64)
    pieces = 0
    for row in range(rows):
        source = payer[row]
        wanted = amount_fen[row]
        while wanted > 0 and top[source] >= 0:
            if pieces == room:
                room *= 2
                lot = _wider(lot, room)
                taker = _wider(taker, room)
                low = _wider(low, room)
                high = _wider(high, room)
                offset = _wider(offset, room)
            brought = top[source]
            fen = min(left[brought], wanted)
            wanted -= fen
            lot[pieces] = brought
            taker[pieces] = row
            low[pieces] = left[brought] - fen
            high[pieces] = left[brought]
            # What was on top leaves last inside the payment, so that the next account finds it on top again.
            offset[pieces] = wanted
            pieces += 1
            left[brought] -= fen
            if left[brought] == 0:
                top[source] = below[brought]
        opening[source] -= wanted
        target = payee[row]
        below[row] = top[target]
        top[target] = row
    return _by_lot(rows, pieces, lot, taker, low, high, offset)
