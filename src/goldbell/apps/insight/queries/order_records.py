"""Rows of lower duties as records behind a figure: numbers, states and spans, never names."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from goldbell.apps.insight.contracts import Record

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder

#: The glyph of each state of an order; a state without its own glyph borrows the shape that says the same.
ORDER_GLYPHS: Final = {"proposed": "half", "withdrawn": "expired"}
_DOTS: Final = {"unknown": "ask", "refused": "late", "expired": "late"}
_UNDER_WAY: Final = frozenset({"proposed", "approved", "sent"})


def order_glyph(state: str) -> str:
    """The word of the states vocabulary that draws an order's state."""
    return ORDER_GLYPHS.get(state, state)


def order_record(order: StopOrder, *, now: datetime, fen: int | None = None) -> Record:
    """A stop order, with the time since the victim's transfer: up to the bank's execution, or still running."""
    until = order.executed_at or (now if order.state in (*_UNDER_WAY, "unknown") else order.ended_at or now)
    return Record(
        kind="interdiction.order",
        id=order.pk,
        label=order.order_no,
        state=order_glyph(order.state),
        word=order.get_state_display(),
        at=order.proposed_at,
        span=until - order.clock_paid_at,
        fen=order.ask_fen if fen is None else fen,
        dot="" if order.state in _UNDER_WAY else _DOTS.get(order.state, "done"),
        route="interdiction:order",
        keys={"order_id": order.pk},
        clock_paid_at=order.clock_paid_at,
        clock_way=order.clock_way,
    )
