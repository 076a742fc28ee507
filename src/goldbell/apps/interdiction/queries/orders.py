"""Stop orders to read: one, lists, and the sums that must add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from goldbell.apps.identity.access import require
from goldbell.apps.interdiction.contracts import HELD, OPEN, OrderState, Totals
from goldbell.apps.interdiction.failures import NoSuchOrder
from goldbell.apps.interdiction.models import Contradiction, OnwardLeg, OrderDue, StopOrder
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind
from goldbell.common.actors import Actor

#: Age bands by minutes since the victim's transfer, as the board's matrix names them.
AGE_BANDS: Final = {"under30": (0, 30), "to120": (30, 120), "to1440": (120, 1440), "over1440": (1440, None)}
_ASKED = Q(state__in=[*OPEN, *HELD, OrderState.REFUSED])
SORTS: Final = {
    "clock": "clock_paid_at",
    "ask": "ask_fen",
    "held": "held_fen",
    "state": "state",
    "proposed": "proposed_at",
    "expires": "expires_at",
}


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list shows. ``text``: an order or case number, or a whole account number. ``age``: a name of AGE_BANDS."""

    states: tuple[str, ...] = ()
    partner_id: int | None = None
    case_id: int | None = None
    age: str = ""
    text: str = ""
    sort: str = "-proposed"


def orders(by: Actor) -> QuerySet[StopOrder]:
    """All orders in scope, with what a row shows."""
    require(by, "interdiction.order.read")
    return StopOrder.objects.select_related("partner__unit", "unit")


def order(by: Actor, order_id: int) -> StopOrder:
    """One order. Raises NoSuchOrder for none and for one out of scope alike."""
    found = orders(by).filter(pk=order_id).first()
    if found is None:
        raise NoSuchOrder("没有这张止付单，或不在你的范围内")
    return found


def find_orders(by: Actor, wanted: OrderFilter, *, now: datetime) -> QuerySet[StopOrder]:
    """Orders that fit a filter, sorted."""
    found = orders(by)
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.partner_id:
        found = found.filter(partner_id=wanted.partner_id)
    if wanted.case_id:
        found = found.filter(case_id=wanted.case_id)
    if wanted.age in AGE_BANDS:
        found = found.filter(_aged(wanted.age, now))
    if wanted.text.strip():
        found = found.filter(_texted(wanted.text.strip()))
    key = wanted.sort.lstrip("-")
    column = SORTS.get(key, "proposed_at")
    descending = wanted.sort.startswith("-") or key not in SORTS
    return found.order_by(f"-{column}" if descending else column, "-pk")


def _aged(age: str, now: datetime) -> Q:
    youngest, oldest = AGE_BANDS[age]
    found = Q(clock_paid_at__lte=now - timedelta(minutes=youngest)) if youngest else Q()
    return found & Q(clock_paid_at__gt=now - timedelta(minutes=oldest)) if oldest else found


def _texted(text: str) -> Q:
    found = Q(order_no__icontains=text) | Q(case_no__icontains=text)
    digits = "".join(sign for sign in text if sign.isdigit())
    return found | Q(account_blind=blind(Kind.ACCOUNT, text)) if len(digits) >= 8 else found


def totals(by: Actor, *, case_id: int | None = None, partner_id: int | None = None) -> Totals:
    """What was asked of banks and what became of it: of a case, a partner, or all in scope."""
    found = orders(by)
    if case_id is not None:
        found = found.filter(case_id=case_id)
    if partner_id is not None:
        found = found.filter(partner_id=partner_id)
    return totals_of(found)


def totals_of(found: QuerySet[StopOrder]) -> Totals:
    """The sums of a set of orders. Proposals and withdrawn ones were asked of nobody."""
    sums = found.order_by().filter(_ASKED).aggregate(**_SUMS)
    return Totals(sums["orders"], sums["asked"], sums["stopped"], sums["missed"], sums["open"])


def totals_by_partner(by: Actor) -> dict[str, Totals]:
    """Partner code → sums."""
    found = orders(by)
    codes = found.order_by().filter(_ASKED).values_list("partner__code", flat=True).distinct()
    return {code: totals_of(found.filter(partner__code=code)) for code in codes}


def onward(by: Actor, order_id: int) -> QuerySet[OnwardLeg]:
    """Where the money went before the stop, as the bank says."""
    require(by, "interdiction.order.read")
    return OnwardLeg.objects.filter(order=order_id)


def dues_of(by: Actor, order_id: int) -> QuerySet[OrderDue]:
    """The moments of one order's 48 hours."""
    require(by, "interdiction.order.read")
    return OrderDue.objects.filter(order=order_id)


def contradictions_of(by: Actor, order_id: int) -> QuerySet[Contradiction]:
    """What the bank said that does not fit."""
    require(by, "interdiction.order.read")
    return Contradiction.objects.filter(order=order_id)


def pending_on(by: Actor, *, case_id: int, account_no: str) -> StopOrder | None:
    """The order of a case on an account that is not done with, if there is one."""
    pending = orders(by).filter(case_id=case_id, account_blind=blind(Kind.ACCOUNT, account_no))
    return pending.filter(state__in=(OrderState.PROPOSED, *OPEN)).order_by("-pk").first()


def next_to_approve(by: Actor) -> StopOrder | None:
    """The proposal that ``by`` should look at next: another's, the youngest transfer first."""
    waiting = orders(by).filter(state=OrderState.PROPOSED).exclude(proposed_by=by.key)
    return waiting.order_by("-clock_paid_at", "pk").first()


_SUMS = {
    "orders": Count("pk"),
    "asked": Coalesce(Sum("ask_fen"), 0),
    "stopped": Coalesce(Sum("held_fen"), 0),
    "missed": Coalesce(Sum("missed_fen"), 0),
    "open": Coalesce(Sum("ask_fen", filter=Q(state__in=OPEN)), 0),
}
