"""The rules that keep one sum per account: how much of a payment out of a mixed account is the followed money.

An account holds ``balance``, of which ``tracked`` is followed. A payment of ``amount`` carries ``carry`` of it on and leaves
``keep``; the rules differ in these two figures only (``CERTAIN`` … below), so that one loop serves them all.
"""

from __future__ import annotations

import heapq
from typing import Any, Final

import numpy as np
from numba.extending import register_jitable

from goldbell.engine.tracing.kernels.compiled import kernel
from goldbell.engine.tracing.kernels.searching import after

Array = Any

#: In proportion; keeps every fen (rounded down, the rest stays).
PRO_RATA: Final = 0
#: The account's other money is spent first, the followed money only when nothing else is left; keeps every fen.
LOWEST_BALANCE: Final = 1
#: What can be proved to be in each payment and each account, whatever was spent first; adds up to less.
CERTAIN: Final = 2
#: What can be in each payment and each account at most; adds up to more.
POSSIBLE: Final = 3
#: Whatever an account does after followed money reached it is tainted, whole.
POISON: Final = 4


@register_jitable
def proportion(tracked: Any, amount: Any, balance: Any) -> Any:
    """⌊tracked × amount / balance⌋ without 128-bit numbers: a quotient guessed in floating point, mended by its remainder.

    The products may wrap around; the remainder of a guess that is off by a few is small, so it comes out right.
    """
    guess = np.int64(tracked / balance * amount)
    rest = tracked * amount - guess * balance
    while rest < 0:
        guess -= 1
        rest += balance
    while rest >= balance:
        guess += 1
        rest -= balance
    return guess


@register_jitable
def share(mode: int, tracked: Any, amount: Any, balance: Any) -> Any:
    """(carry, keep) of a payment of ``amount`` out of ``balance`` under a rule."""
    others = balance - tracked
    if mode == PRO_RATA:
        carry = tracked if amount >= balance else proportion(tracked, amount, balance)
        return carry, tracked - carry
    if mode == LOWEST_BALANCE:
        carry = min(tracked, max(0, amount - others))
        return carry, tracked - carry
    if mode == CERTAIN:
        return min(tracked, max(0, amount - others)), max(0, tracked - amount)
    if mode == POSSIBLE:
        return min(amount, tracked), max(0, min(tracked, balance - amount))
    return (amount, balance - amount) if tracked > 0 else (0, 0)


@kernel
def follow_rows(
    firsts: Array, mode: int, dust_fen: int, most_tiers: int, until_us: int, payee: Array, amount_fen: Array, at_us: Array,
    transit_from: int, out_from: Array, out_rows: Array, had: Array, tracked: Array, tiers: Array,
) -> Any:  # fmt: skip
    """Follow the rows' money together: (carried: row, fen, tier; resting: account, fen).

    Runs along the rows in their order, looking only at accounts that have followed money. An account left with no more
    than ``dust_fen``, or reached only beyond ``most_tiers``, pays nothing on. ``tracked`` (int64) and ``tiers`` (int16:
    tier of what the account pays on, negative while nothing of it waits) are work columns, one place an account, zero
    before and after.
    """
    waiting = [(np.int64(row), np.int64(-1), np.int64(0)) for row in firsts]
    heapq.heapify(waiting)
    most = amount_fen[firsts].sum()
    carried = [(np.int64(0), np.int64(0), np.int64(0)) for _ in range(0)]
    touched = [np.int64(0) for _ in range(0)]
    while len(waiting) > 0:
        row, account, place = heapq.heappop(waiting)
        if at_us[row] > until_us:
            continue
        if account < 0:
            fen = amount_fen[row]
            tier = 1
        else:
            fen, keep = share(mode, tracked[account], amount_fen[row], had[row])
            tracked[account] = keep
            tier = tiers[account]
            if keep > dust_fen and place + 1 < out_from[account + 1]:
                heapq.heappush(waiting, (np.int64(out_rows[place + 1]), account, place + 1))
            else:
                # From here on the account is passive: it is woken by the next money that reaches it.
                tiers[account] = -tiers[account]
            if fen <= 0:
                continue
        carried.append((row, np.int64(fen), np.int64(tier)))
        target = np.int64(payee[row])
        # What the account pays on is one tier further; through transit it is the same tier still.
        onward = tier if target >= transit_from else tier + 1
        if tiers[target] == 0:
            touched.append(target)
        asleep = tiers[target] <= 0
        tracked[target] = min(tracked[target] + fen, most) if mode == POSSIBLE else tracked[target] + fen
        known = abs(tiers[target])
        tiers[target] = onward if known == 0 else min(known, onward)
        if asleep:
            onwards = after(out_rows, out_from[target], out_from[target + 1], row)
            if onwards < out_from[target + 1] and tracked[target] > dust_fen and tiers[target] <= most_tiers:
                heapq.heappush(waiting, (np.int64(out_rows[onwards]), target, onwards))
            else:
                tiers[target] = -tiers[target]
    resting = [(np.int64(0), np.int64(0)) for _ in range(0)]
    for target in touched:
        if tracked[target] > 0:
            resting.append((target, tracked[target]))
        tracked[target] = 0
        tiers[target] = 0
    return carried, resting


@kernel
def share_all(
    seeds: Array, mode: int, payer: Array, payee: Array, amount_fen: Array, opening_fen: Array, tracked: Array
) -> Any:
    """All followed money of all cases as one sum, in one pass over the ledger; ``tracked`` ends as each account's part.

    ``seeds``: uint8, 1 where a row is a victim's payment; what its payer had of followed money stays with the payer.
    Returns the fen that were followed.
    """
    balance = opening_fen.copy()
    followed = np.int64(0)
    for row in range(amount_fen.size):
        source = payer[row]
        amount = amount_fen[row]
        had = tracked[source]
        carry = np.int64(0)
        if seeds[row]:
            carry = amount
            followed += amount
            if had > 0:
                # The payment is the victim's loss whole; followed money that stood there before stays, as far as it can.
                tracked[source] = min(had, balance[source] - amount)
                followed -= had - tracked[source]
        elif had > 0:
            carry, tracked[source] = share(mode, had, amount, balance[source])
        balance[source] -= amount
        balance[payee[row]] += amount
        tracked[payee[row]] += carry
    return followed
