"""A room with stop orders in every state, and reports, to count."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity import scope
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.builders import HOLDER, PAID_FEN, Room, make_room, now

__all__ = ["Counted", "make_counted", "now"]

#: Each order stops an account of its own.
_accounts = count(1_000)


@dataclass
class Counted:
    """``orders`` by state; each asks for 90,000 yuan of a transfer of ten minutes ago."""

    room: Room
    at: datetime
    orders: dict[str, StopOrder] = field(default_factory=dict)

    def order(self, name: str, **changes: Any) -> StopOrder:
        """One more order in a case of its own, moved to where ``changes`` say (the constraints hold)."""
        account = f"622202{next(_accounts):013d}"
        told = TransferDraft(
            paid_at=self.room.paid_at, amount_fen=PAID_FEN, way="instant", to_account=account, to_name=HOLDER
        )
        with scope.acting(self.room.chief) as by:
            case = make_case(by, now(), transfers=(told,))
        made = self.room.propose(case_id=case.pk, account_no=account)
        with scope.everything("test"):
            if changes:
                StopOrder.objects.filter(pk=made.pk).update(**changes)
            self.orders[name] = StopOrder.objects.get(pk=made.pk)
        return self.orders[name]

    def signed(self, **changes: Any) -> dict[str, Any]:
        """What an approved order carries."""
        told = {
            "approved_by": self.room.chief.key,
            "approved_at": self.at - timedelta(minutes=5),
            "partner_unit_id": self.room.partner.unit_id,
            "sent_at": self.at - timedelta(minutes=5),
        }
        return told | changes

    def held(self, fen: int, *, minutes_ago: float = 2, ordinal: int = 1) -> dict[str, Any]:
        """What an executed order carries."""
        executed = self.at - timedelta(minutes=minutes_ago)
        return self.signed(
            state="executed",
            ordinal=ordinal,
            held_fen=fen,
            missed_fen=9_000_000 - fen,
            executed_at=executed,
            expires_at=executed + timedelta(hours=48),
        )


def make_counted() -> Counted:
    """One proposed, one refused, one executed that held two thirds, one executed earlier, one sent, each in its case."""
    room = make_room()
    found = Counted(room, now())
    found.order("proposed")
    found.order(
        "refused",
        **found.signed(
            state="refused", ordinal=1, held_fen=0, missed_fen=9_000_000, refusal_code="name", ended_at=found.at
        ),
    )
    found.order("executed", **found.held(6_000_000, minutes_ago=2))
    found.order("earlier", **found.held(3_000_001, minutes_ago=4, ordinal=2))
    return found
