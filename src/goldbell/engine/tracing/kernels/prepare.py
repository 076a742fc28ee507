"""What is reckoned once for a ledger: opening balances, each account's rows in order, where every row starts and lands."""

from __future__ import annotations

from typing import Any

import numpy as np

from goldbell.engine.tracing.kernels.compiled import kernel

Array = Any


@kernel
def least_openings(payer: Array, payee: Array, amount_fen: Array, accounts: int) -> Array:
    """The least each account must have had at first, so that it could make every payment it made."""
    balance = np.zeros(accounts, np.int64)
    lowest = np.zeros(accounts, np.int64)
    for row in range(amount_fen.size):
        source = payer[row]
        amount = amount_fen[row]
        left = balance[source] - amount
        balance[source] = left
        if left < lowest[source]:
            lowest[source] = left
        balance[payee[row]] += amount
    return -lowest


@kernel
def index_rows(payer: Array, payee: Array, amount_fen: Array, opening_fen: Array) -> Any:
    """(out_from, out_rows, starts, in_from, in_rows, lands, had) as ``columns.Places`` says; two passes over the rows."""
    rows = amount_fen.size
    accounts = opening_fen.size
    out_from = np.zeros(accounts + 1, np.int64)
    in_from = np.zeros(accounts + 1, np.int64)
    for row in range(rows):
        out_from[payer[row] + 1] += 1
        in_from[payee[row] + 1] += 1
    for account in range(accounts):
        out_from[account + 1] += out_from[account]
        in_from[account + 1] += in_from[account]
    out_next = out_from[:-1].copy()
    in_next = in_from[:-1].copy()
    paid = np.zeros(accounts, np.int64)
    got = opening_fen.copy()
    out_rows = np.empty(rows, np.int32)
    in_rows = np.empty(rows, np.int32)
    starts = np.empty(rows, np.int64)
    lands = np.empty(rows, np.int64)
    had = np.empty(rows, np.int64)
    for row in range(rows):
        source = payer[row]
        target = payee[row]
        amount = amount_fen[row]
        place = out_next[source]
        out_next[source] = place + 1
        out_rows[place] = row
        start = paid[source]
        starts[place] = start
        had[row] = got[source] - start
        paid[source] = start + amount
        place = in_next[target]
        in_next[target] = place + 1
        in_rows[place] = row
        lands[row] = got[target]
        got[target] += amount
    return out_from, out_rows, starts, in_from, in_rows, lands, had
