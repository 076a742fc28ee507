"""Stop orders as figures: what is under way, what became of what was asked, how long it took. Sets, not yet sums: who
counts them can show the very same rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression

from goldbell.apps.identity.access import require
from goldbell.apps.interdiction.contracts import HELD, OPEN, OrderState
from goldbell.apps.interdiction.models import Contradiction, OrderDue, StopOrder
from goldbell.common.actors import Actor

#: The rows' own types too: who counts them must be able to name them.
__all__ = [
    "AGES",
    "ENDED",
    "UNDER_WAY",
    "Contradiction",
    "OrderDue",
    "StopOrder",
    "aged",
    "asked",
    "contradictions",
    "dues",
    "held",
    "on_the_board",
    "orders",
    "stopped",
    "under_way",
]

#: Somebody must still do something: a second officer, the bank, a person who finds out.
UNDER_WAY: Final = (OrderState.PROPOSED, *OPEN)
ENDED: Final = (OrderState.REFUSED, OrderState.EXPIRED, OrderState.WITHDRAWN)
#: Columns of the matrix: time since the victim's transfer, each up to and without the named age.
AGES: Final = (
    ("m30", timedelta(minutes=30)),
    ("h2", timedelta(hours=2)),
    ("h24", timedelta(hours=24)),
    ("older", None),
)
#: An order that ended this long after its proposal does not ask for a look at the whole table.
_LONGEST_LIFE: Final = timedelta(days=30)


def orders(by: Actor) -> QuerySet[StopOrder]:
    """All orders in scope."""
    require(by, "interdiction.order.read")
    return StopOrder.objects.all()


def under_way(by: Actor) -> QuerySet[StopOrder]:
    """Orders that wait for somebody, the youngest transfer first, with what a list shows of them."""
    found = orders(by).filter(state__in=UNDER_WAY)
    return found.select_related("case", "partner__unit").order_by("-clock_paid_at", "pk")


def on_the_board(by: Actor, *, now: datetime) -> QuerySet[StopOrder]:
    """Every order that is not over, and those that ended within the last 24 hours; ``age`` names the matrix column."""
    over = Q(state__in=ENDED, ended_at__gte=now - timedelta(hours=24), proposed_at__gte=now - _LONGEST_LIFE)
    living = Q(state__in=(*UNDER_WAY, OrderState.EXECUTED))
    return aged(orders(by).filter(living | over), now)


def aged(found: QuerySet[StopOrder], now: datetime) -> QuerySet[StopOrder]:
    """The same orders with ``age``: how long ago the victim's transfer was at ``now``, as a code of AGES."""
    steps = [When(clock_paid_at__gt=now - span, then=Value(code)) for code, span in AGES if span is not None]
    return found.annotate(age=Case(*steps, default=Value("older"), output_field=CharField()))


def stopped(by: Actor, *, since: datetime, until: datetime) -> QuerySet[StopOrder]:
    """Orders by which a bank held money in the period; ``span``: from the victim's transfer to the bank's execution."""
    found = orders(by).filter(state__in=HELD, held_fen__gt=0, executed_at__gte=since, executed_at__lt=until)
    return found.annotate(span=_span("executed_at", "clock_paid_at"))


def asked(by: Actor, *, since: datetime, until: datetime) -> QuerySet[StopOrder]:
    """Orders that a second officer approved in the period: what was asked of banks. ``open_fen``: not answered yet."""
    found = orders(by).filter(approved_at__gte=since, approved_at__lt=until).exclude(state=OrderState.WITHDRAWN)
    return found.annotate(
        open_fen=Case(When(state__in=OPEN, then=F("ask_fen")), default=Value(0), output_field=BigIntegerField())
    )


def held(by: Actor) -> QuerySet[StopOrder]:
    """Money that banks hold now, waiting for its owner."""
    return orders(by).filter(state=OrderState.EXECUTED, held_fen__gt=0)


def dues(by: Actor) -> QuerySet[OrderDue]:
    """Moments of the 48 hours that are still to come, the nearest first."""
    require(by, "interdiction.order.read")
    found = OrderDue.objects.filter(fired_at=None, order__state=OrderState.EXECUTED)
    return found.select_related("order__partner__unit").order_by("due_at", "pk")


def contradictions(by: Actor) -> QuerySet[Contradiction]:
    """Answers that do not fit what is on record and that nobody has looked at."""
    require(by, "interdiction.order.read")
    return Contradiction.objects.filter(looked_at=None).select_related("order__partner__unit").order_by("at", "pk")


def _span(end: str, start: str) -> ExpressionWrapper[CombinedExpression]:
    return ExpressionWrapper(F(end) - F(start), output_field=DurationField())
