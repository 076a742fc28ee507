"""The 48 hours: what is due fires once, whatever happened to the process or the clock in between."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.audit import services as audit
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import everything, tell
from goldbell.apps.interdiction.contracts import DueKind, OrderState
from goldbell.apps.interdiction.models import OrderDue, StopOrder
from goldbell.apps.interdiction.services.orders import moved, subject_of
from goldbell.common.crash_points import reach

_AT_ONCE = 200


def fire_due(*, now: datetime) -> int:
    """Fire the moments that are due, each once; at the end of a stop the order expires. How many fired."""
    with everything("interdiction") as by:
        require(by, "interdiction.order.expire")
        rows = OrderDue.objects.select_for_update(skip_locked=True, of=("self",)).filter(fired_at=None, due_at__lte=now)
        due = list(rows.select_related("order")[:_AT_ONCE])
        for one in due:
            OrderDue.objects.filter(pk=one.pk, fired_at=None).update(fired_at=now)
            order = StopOrder.objects.select_for_update().get(pk=one.order_id)
            if order.state != OrderState.EXECUTED:
                continue
            if one.kind == DueKind.EXPIRY:
                moved(order, OrderState.EXPIRED, ended_at=now)
            audit.record(
                by=by,
                now=now,
                action="interdiction.order.expire",
                subject=subject_of(order),
                facts={"due": one.kind, "held_fen": order.held_fen},
            )
        if due:
            tell("orders")
            reach("interdiction.due_before_commit")
        return len(due)
