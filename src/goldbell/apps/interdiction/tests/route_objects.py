"""One object per route for the generated access matrix: an order of a station's case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.exchange.tests.route_objects import registered_bank
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.interdiction import services
from goldbell.apps.interdiction.contracts import ProposalDraft
from goldbell.apps.interdiction.models import Contradiction, OnwardLeg, StopOrder
from goldbell.apps.interdiction.tests.builders import HOLDER, MULE, PAID_FEN
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, seal

#: An account can be stopped twice; each order here has one of its own.
_numbers = count()


def _order(world: Any) -> StopOrder:
    account = str(int(MULE) + next(_numbers))
    by = actor(Role.STATION, unit=world.unit)
    partner = registered_bank(world)
    paid_at = world.now - timedelta(minutes=10)
    transfer = TransferDraft(
        paid_at=paid_at, amount_fen=PAID_FEN, way="instant", to_account=account, to_name=HOLDER, from_account=""
    )
    case = make_case(by, world.now, transfers=(transfer,))
    draft = ProposalDraft(
        case_id=case.pk,
        account_no=account,
        holder=HOLDER,
        transfer_fen=PAID_FEN,
        transferred_at=paid_at,
        ask_fen=PAID_FEN,
        partner_id=partner.pk,
    )
    return services.propose(by=by, now=world.now, draft=draft)


def _order_id(world: Any) -> dict[str, int]:
    return {"order_id": _order(world).pk}


def _leg(world: Any) -> dict[str, int]:
    order = _order(world)
    leg = OnwardLeg.objects.create(
        unit_id=order.unit_id,
        partner_unit_id=order.partner.unit_id,
        order=order,
        to_account=seal(order.account.key, Kind.ACCOUNT, "6222020000000000025"),
        to_account_blind=blind(Kind.ACCOUNT, "6222020000000000025"),
        to_name=seal(order.account.key, Kind.NAME, "王五"),
        to_bank="临江银行",
        amount_fen=100,
        at=world.now - timedelta(minutes=5),
    )
    return {"leg_id": leg.pk}


def _contradiction(world: Any) -> dict[str, int]:
    order = _order(world)
    row = Contradiction.objects.create(
        unit_id=order.unit_id,
        partner_unit_id=order.partner.unit_id,
        order=order,
        at=world.now,
        outcome="executed",
        bank_serial="S",
        reason="already_refused",
    )
    return {"order_id": order.pk, "contradiction_id": row.pk}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "interdiction:order": _order_id,
    "interdiction:paper": _order_id,
    "interdiction:approve": _order_id,
    "interdiction:withdraw": _order_id,
    "interdiction:settle": _order_id,
    "interdiction:look": _contradiction,
    "interdiction:propose_onward": _leg,
    "api:read_order": _order_id,
    "api:approve_order": _order_id,
    "api:withdraw_order": _order_id,
}
