"""Lowest intermediate balance (最低余额): the account's own money is spent first, so of the followed money stays what the lowest
balance since it came still covers.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels.sharing import LOWEST_BALANCE
from goldbell.engine.tracing.rules import Prepared
from goldbell.engine.tracing.sequence import Sequence
from goldbell.engine.tracing.shared import Sharing


@dataclass(frozen=True, slots=True)
class LowestBalance:
    """The rule itself."""

    code: str = "lowest_balance"
    name: str = "最低余额"
    conserves: bool = True

    def prepare(self, sequence: Sequence) -> Prepared:
        return Sharing(sequence, LOWEST_BALANCE)


RULE = LowestBalance()
