"""Small steps that all moves of an order share."""

from __future__ import annotations

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.scope import everything
from goldbell.apps.interdiction.contracts import MOVES, SPENT, OrderState
from goldbell.apps.interdiction.failures import Moved, NoSuchOrder
from goldbell.apps.interdiction.models import StopOrder

SUBJECT = "interdiction.order"


def subject_of(order: StopOrder) -> Subject:
    """The order as the audit and the exchange name it."""
    return Subject(SUBJECT, str(order.pk), case_id=order.case_id, unit_id=order.unit_id)


def locked(order_id: int) -> StopOrder:
    """The order, locked until the transaction ends. Raises NoSuchOrder."""
    order = StopOrder.objects.select_for_update(of=("self",)).select_related("partner").filter(pk=order_id).first()
    if order is None:
        raise NoSuchOrder("没有这张止付单，或不在你的范围内")
    return order


def moved(order: StopOrder, after: OrderState, **changes: object) -> None:
    """Move an order from the state it was read in. Raises Moved when that is no legal move or somebody was first."""
    if after not in MOVES[order.state]:
        raise Moved("这张单的状态已经变了，请刷新再看")
    won = StopOrder.objects.filter(pk=order.pk, state=order.state).update(state=after, **changes)
    if won != 1:
        raise Moved("这张单的状态已经变了，请刷新再看")
    # What was written is what was said: the row is locked or the state matched, so nobody else's word is in it.
    order.state = after
    for name, value in changes.items():
        setattr(order, name, value)


def stops_of(partner_id: int, account_blind: bytes) -> list[int]:
    """Ordinals of the stops an account has borne or may be bearing, in any unit's case. Nothing else is told."""
    with everything("interdiction"):
        rows = StopOrder.objects.filter(partner_id=partner_id, account_blind=account_blind, state__in=SPENT)
        return sorted(ordinal for ordinal in rows.values_list("ordinal", flat=True) if ordinal)
