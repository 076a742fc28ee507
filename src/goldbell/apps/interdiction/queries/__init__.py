"""Reads of interdiction, scoped by permission and, underneath, by the rows the actor may see."""

from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.queries.orders import (
    AGE_BANDS,
    OrderFilter,
    contradictions_of,
    dues_of,
    find_orders,
    next_to_approve,
    onward,
    order,
    orders,
    pending_on,
    totals,
    totals_by_partner,
    totals_of,
)

#: ``StopOrder`` is here for the type annotations of higher apps, which may not look into our models.
__all__ = [
    "AGE_BANDS",
    "OrderFilter",
    "StopOrder",
    "contradictions_of",
    "dues_of",
    "find_orders",
    "next_to_approve",
    "onward",
    "order",
    "orders",
    "pending_on",
    "totals",
    "totals_by_partner",
    "totals_of",
]
