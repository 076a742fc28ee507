"""Last in, first out (后进先出): what came last leaves first, as an account does that passes on whatever it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldbell.engine.tracing.kernels import lifo
from goldbell.engine.tracing.laying_out import Tables, as_flow
from goldbell.engine.tracing.rules import Flow, Prepared
from goldbell.engine.tracing.sequence import Sequence


@dataclass(frozen=True, slots=True)
class Lifo:
    """The rule itself."""

    code: str = "lifo"
    name: str = "后进先出"
    conserves: bool = True

    def prepare(self, sequence: Sequence) -> Prepared:
        return _Pieces(sequence)


class _Pieces:
    def __init__(self, sequence: Sequence) -> None:
        self.sequence = sequence
        self.tables = Tables()
        columns = sequence.columns
        self.pieces: Any = lifo.cut_pieces.at(columns.rows)(
            columns.payer, columns.payee, columns.amount_fen, columns.opening_fen
        )

    def follow(self, movement: int, *, as_of_us: int) -> Flow:
        """Follow one movement's money piece by piece until it rests or leaves the ledger."""
        columns = self.sequence.columns
        row = self.sequence.row_of[movement]
        follow: Any = lifo.follow_row.at(columns.rows)
        found = self.tables.filled(
            lambda waiting, carried, resting: follow(
                row, as_of_us, columns.payer, columns.payee, columns.amount_fen, columns.at_us, columns.transit_from,
                *self.pieces, waiting, carried, resting,
            )
        )  # fmt: skip
        return as_flow(self.sequence, *found, movement)


RULE = Lifo()
