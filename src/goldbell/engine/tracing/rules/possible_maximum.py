"""Possible maximum (可能最高): the most of the followed money that can be in each payment and account, whatever was spent first."""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels.sharing import POSSIBLE
from goldbell.engine.tracing.rules import Prepared
from goldbell.engine.tracing.sequence import Sequence
from goldbell.engine.tracing.shared import Sharing


@dataclass(frozen=True, slots=True)
class PossibleMaximum:
    """The rule itself."""

    code: str = "possible_maximum"
    name: str = "可能最高"
    conserves: bool = False

    def prepare(self, sequence: Sequence) -> Prepared:
        return Sharing(sequence, POSSIBLE)


RULE = PossibleMaximum()
