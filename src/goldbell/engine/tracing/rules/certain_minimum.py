"""Certain minimum (确定最低): of a payment E certainly carries the followed money B only E − (A + C), where A stood before B
came and C came in besides; the practice of government audits, and what art. 8(2) rests on (银监发〔2016〕41号).
"""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels.sharing import CERTAIN
from goldbell.engine.tracing.rules import Prepared
from goldbell.engine.tracing.sequence import Sequence
from goldbell.engine.tracing.shared import Sharing


@dataclass(frozen=True, slots=True)
class CertainMinimum:
    """The rule itself."""

    code: str = "certain_minimum"
    name: str = "确定最低"
    conserves: bool = False

    def prepare(self, sequence: Sequence) -> Prepared:
        return Sharing(sequence, CERTAIN)


RULE = CertainMinimum()
