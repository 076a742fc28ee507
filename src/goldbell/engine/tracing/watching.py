"""Watching open money: as new rows arrive, whose followed money has just moved, and where it is now (first in, first out).

What rests of each case is a stretch of an account's line. A new payment takes the front of its payer's line; the stretches
it takes are the money that moved. So a new row costs what it moves, not what the ledger holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goldbell.common.errors import Conflict
from goldbell.engine.tracing.columns import Columns, Fens, Numbers
from goldbell.engine.tracing.kernels import appending, fifo

Table = npt.NDArray[np.int64]


class RowsTooEarly(Conflict):
    """Rows that belong before rows already taken: the money must be followed anew from the whole ledger."""

    code = "rows_too_early"


@dataclass(slots=True)
class OpenMoney:
    """The followed money that rests in a ledger, ready to be told of new rows. Cases are places in ``firsts``.

    Deterministic; what it says after new rows is what following anew through the longer ledger would say.
    """

    got: Fens
    paid: Fens
    last_us: int
    queues: Table
    pool: Table
    top: int
    known: int

    @classmethod
    def of(cls, columns: Columns, firsts: npt.NDArray[np.int64], *, until_us: int = 2**62) -> OpenMoney:
        """Follow the payments in rows ``firsts`` and keep where their money rests."""
        places = columns.places
        table = fifo.follow_rows.at(columns.rows)(
            firsts, until_us, columns.payer, columns.payee, columns.amount_fen, columns.at_us, columns.transit_from,
            places.out_from, places.out_rows, places.starts, places.lands, 256,
        )  # fmt: skip
        table = table[np.lexsort((table[:, 3], table[:, 1]))]
        got, paid = columns.opening_fen.copy(), np.zeros(columns.accounts, np.int64)
        np.add.at(got, columns.payee, columns.amount_fen)
        np.add.at(paid, columns.payer, columns.amount_fen)
        queues = np.full((columns.accounts, 2), -1, np.int64)
        pool = np.empty((table.shape[0] + 4_096, 4), np.int64)
        top = appending.queue_up.at(columns.rows)(table, queues, pool)
        last_us = int(columns.at_us.max()) if columns.rows else 0
        return cls(got, paid, last_us, queues, pool, top, int(firsts.size))

    def append(
        self, payer: Numbers, payee: Numbers, amount_fen: Fens, at_us: Fens, *, cases: Table | None = None
    ) -> Table:
        """Take rows in their order: (case, row, fen) for every stretch of followed money that a row carried.

        ``cases``: for a victim's new payment the number of its case, else -1. Raises RowsTooEarly.
        """
        if at_us.size and int(at_us.min()) < self.last_us:
            raise RowsTooEarly("新流水里有早于已有流水的，要连同已有流水重新追踪")
        accounts = max(self.got.size, int(max(payer.max(initial=-1), payee.max(initial=-1))) + 1)
        if accounts > self.got.size:
            self._open(accounts - self.got.size)
        marks = np.full(payer.size, -1, np.int64) if cases is None else cases
        told: list[Table] = []
        row, room = 0, 4_096
        take: Any = appending.append_rows.compiled
        while row < payer.size:
            moved = np.empty((room, 3), np.int64)
            row, self.top, many = take(
                row, payer, payee, amount_fen, marks, self.got, self.paid, self.queues, self.pool, self.top, moved
            )
            told.append(moved[:many])
            room *= 2
            if row < payer.size:
                self.pool = np.concatenate([self.pool, np.empty((max(4_096, self.pool.shape[0]), 4), np.int64)])
        self.last_us = max(self.last_us, int(at_us.max(initial=0)))
        return np.concatenate(told) if told else np.empty((0, 3), np.int64)

    def resting(self) -> dict[tuple[int, int], int]:
        """(case, account) → fen there now."""
        found: dict[tuple[int, int], int] = {}
        for account in np.flatnonzero(self.queues[:, 0] >= 0).tolist():
            one = int(self.queues[account, 0])
            while one >= 0:
                low, high, case, one = self.pool[one].tolist()
                found[(case, account)] = found.get((case, account), 0) + high - low
        return found

    def _open(self, more: int) -> None:
        """Room for accounts that were not there."""
        empty = np.zeros(more, np.int64)
        self.got, self.paid = np.concatenate([self.got, empty]), np.concatenate([self.paid, empty])
        self.queues = np.concatenate([self.queues, np.full((more, 2), -1, np.int64)])
