"""Poison (全部沾染): an account that followed money reached is tainted whole, and so is all that it pays from then on.

Shows who has been touched; it says nothing of how much, and nobody is stopped for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels.sharing import POISON
from goldbell.engine.tracing.rules import Prepared
from goldbell.engine.tracing.sequence import Sequence
from goldbell.engine.tracing.shared import Sharing


@dataclass(frozen=True, slots=True)
class Poison:
    """The rule itself."""

    code: str = "poison"
    name: str = "全部沾染"
    conserves: bool = False

    def prepare(self, sequence: Sequence) -> Prepared:
        return Sharing(sequence, POISON)


RULE = Poison()
