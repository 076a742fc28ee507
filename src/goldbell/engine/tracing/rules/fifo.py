"""First in, first out (先进先出): what came first leaves first.

Every fen that ever stood in an account has a place on a line: the opening balance first, then each inflow behind the
last. Payments out take that line from its start. So money that landed on [low, high) left by exactly the payments whose
own stretch of the line overlaps it, and what lies beyond the last payment is still there. Whole fen, no queues.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels import fifo
from goldbell.engine.tracing.laying_out import Tables, as_flow
from goldbell.engine.tracing.rules import Flow, Prepared
from goldbell.engine.tracing.sequence import Sequence


@dataclass(frozen=True, slots=True)
class Fifo:
    """The rule itself."""

    code: str = "fifo"
    name: str = "先进先出"
    conserves: bool = True

    def prepare(self, sequence: Sequence) -> Prepared:
        return _Lines(sequence)


class _Lines:
    def __init__(self, sequence: Sequence) -> None:
        self.sequence = sequence
        self.tables = Tables()

    def follow(self, movement: int, *, as_of_us: int) -> Flow:
        """Follow one movement's money stretch by stretch until it rests or leaves the ledger."""
        columns, places = self.sequence.columns, self.sequence.columns.places
        row = self.sequence.row_of[movement]
        found = self.tables.filled(
            lambda waiting, carried, resting: fifo.follow_row.at(columns.rows)(
                row, as_of_us, columns.payer, columns.payee, columns.amount_fen, columns.at_us, columns.transit_from,
                places.out_from, places.out_rows, places.starts, places.lands, waiting, carried, resting,
            )
        )  # fmt: skip
        return as_flow(self.sequence, *found, movement)


RULE = Fifo()
