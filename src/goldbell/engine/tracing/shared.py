"""The rules that keep one followed sum per account, prepared for a ledger (see ``kernels.sharing``)."""

from __future__ import annotations

from typing import Final

import numpy as np

from goldbell.engine.tracing.kernels import sharing
from goldbell.engine.tracing.laying_out import as_flow
from goldbell.engine.tracing.rules import Flow
from goldbell.engine.tracing.sequence import Sequence

#: More tiers than any chain of payments has.
_ALL_TIERS: Final = 2**15 - 1


class Sharing:
    """One of the modes of ``kernels.sharing``, ready for a ledger."""

    def __init__(self, sequence: Sequence, mode: int) -> None:
        self.sequence = sequence
        self.mode = mode
        self.tracked = np.zeros(sequence.columns.accounts, np.int64)
        self.tiers = np.zeros(sequence.columns.accounts, np.int16)

    def follow(self, movement: int, *, as_of_us: int) -> Flow:
        """Follow one movement's money through every account that shares it."""
        columns, places = self.sequence.columns, self.sequence.columns.places
        firsts = np.array([self.sequence.row_of[movement]], dtype=np.int64)
        carried, resting = sharing.follow_rows.at(columns.rows)(
            firsts, self.mode, 0, _ALL_TIERS, as_of_us, columns.payee, columns.amount_fen, columns.at_us, columns.transit_from,
            places.out_from, places.out_rows, places.had, self.tracked, self.tiers,
        )  # fmt: skip
        if self.mode == sharing.POISON:
            resting = [(account, self._all_of(account, fen, as_of_us)) for account, fen in resting]
        return as_flow(self.sequence, carried, resting, movement)

    def _all_of(self, account: int, fen: int, as_of_us: int) -> int:
        """An account with a statement is tainted with all it has; of the others only what reached them is known."""
        if self.sequence.name_of(account) not in self.sequence.ledger.books or account >= len(self.sequence.names):
            return fen
        columns, places = self.sequence.columns, self.sequence.columns.places
        moved = [
            columns.amount_fen[rows][columns.at_us[rows] <= as_of_us].sum()
            for rows in (
                places.in_rows[places.in_from[account] : places.in_from[account + 1]],
                places.out_rows[places.out_from[account] : places.out_from[account + 1]],
            )
        ]
        return int(columns.opening_fen[account] + moved[0] - moved[1])
