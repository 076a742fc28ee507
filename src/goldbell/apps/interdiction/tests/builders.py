"""A case with money on its way to an account at a simulated bank, and officers who may act on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.models import Case
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.exchange.models import Partner
from goldbell.apps.exchange.tests.builders import BANK, HOLDER, MULE, OUR_CODE, now
from goldbell.apps.exchange.tests.builders import make_world as make_exchange
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import District, actor
from goldbell.apps.interdiction import services
from goldbell.apps.interdiction.contracts import ProposalDraft
from goldbell.apps.interdiction.models import StopOrder
from goldbell.common.actors import Actor

__all__ = ["BANK", "HOLDER", "MULE", "OUR_CODE", "Room", "make_room", "now"]
PAID_FEN = 10_000_000


@dataclass
class Room:
    """The district, its people, one case with 100,000 yuan paid to MULE ten minutes ago, the bank."""

    district: District
    analyst: Actor
    chief: Actor
    second_chief: Actor
    case: Case
    partner: Partner
    paid_at: datetime

    def draft(self, **changes: Any) -> ProposalDraft:
        told: dict[str, Any] = {
            "case_id": self.case.pk,
            "account_no": MULE,
            "holder": HOLDER,
            "transfer_fen": PAID_FEN,
            "transferred_at": self.paid_at,
            "ask_fen": 9_000_000,
        }
        return ProposalDraft(**{**told, **changes})

    def propose(self, **changes: Any) -> StopOrder:
        with scope.acting(self.analyst):
            return services.propose(by=self.analyst, now=now(), draft=self.draft(**changes))

    def approve(self, order: StopOrder, by: Actor | None = None) -> StopOrder:
        officer = by or self.chief
        with scope.acting(officer):
            return services.approve(by=officer, now=now(), order_id=order.pk)

    def order(self, order: StopOrder) -> StopOrder:
        """The order as it stands now."""
        with scope.everything("test"):
            return StopOrder.objects.get(pk=order.pk)

    def another_case(self) -> Case:
        return _case(self.chief, self.paid_at)


def make_room(address: str = "http://127.0.0.1:9", public_pem: bytes = b"", *, deduplicates: bool = True) -> Room:
    """Build the room; without an address the bank cannot be reached."""
    from goldbell.adapters.messages.keys import SigningKey

    pem = public_pem or SigningKey.create(owner=BANK).known.pem
    world = make_exchange(address, pem, deduplicates=deduplicates)
    with scope.everything("test"):
        centre = world.district.centre
        analyst, chief, second = (actor(role, unit=centre) for role in (Role.ANALYST, Role.DUTY_CHIEF, Role.DUTY_CHIEF))
    paid_at = now().replace(microsecond=0) - timedelta(minutes=10)
    return Room(world.district, analyst, chief, second, _case(chief, paid_at), world.partner, paid_at)


def _case(by: Actor, paid_at: datetime) -> Case:
    transfer = TransferDraft(
        paid_at=paid_at,
        amount_fen=PAID_FEN,
        way="instant",
        from_account="6228480000000000033",
        to_account=MULE,
        to_name=HOLDER,
        to_bank="临江银行",
    )
    with scope.acting(by):
        return make_case(by, now(), transfers=(transfer,))
