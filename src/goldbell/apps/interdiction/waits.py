"""What waits for an officer among the stop orders: a second signature, and an outcome that somebody must find out."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity.access import may
from goldbell.apps.interdiction import queries
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.common.actors import Actor


def among_orders(*, by: Actor, now: datetime, most: int) -> int:
    """Counted up to ``most``; an officer's own proposals wait for somebody else."""
    found = queries.orders(by)
    count = 0
    if may(by, "interdiction.order.approve"):
        count += found.filter(state=OrderState.PROPOSED).exclude(proposed_by=by.key)[:most].count()
    if may(by, "interdiction.order.settle"):
        count += found.filter(state=OrderState.UNKNOWN)[:most].count()
    return count


WAITS = {"interdiction:orders": among_orders}
