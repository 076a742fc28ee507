"""The regions of the duty board and what each shows; the page draws all of them, a ring of the bell one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from goldbell.apps.console.answers import partner_lines
from goldbell.apps.console.clocks import instruments
from goldbell.apps.console.contracts import Act, Due, Region
from goldbell.apps.console.lines import order_lines
from goldbell.apps.console.matrix import order_matrix
from goldbell.apps.console.plug_ins import act_kinds, due_sources
from goldbell.apps.identity.access import may
from goldbell.common.actors import Actor
from goldbell.common.ways import PaymentWay, rescue

_MOST_DUES: Final = 8


def next_act(by: Actor, now: datetime) -> Act | None:
    """The most urgent thing that this officer can do: by kind, then what can still be saved, then what waits longest."""
    for kind in act_kinds():
        if may(by, kind.permission):
            acts = list(kind.find(by=by, now=now))
            if acts:
                return min(acts, key=lambda act: (_closing(act, now), act.waits_since))
    return None


def _closing(act: Act, now: datetime) -> float:
    """Seconds left of the rescue window, the fewest first; past windows and acts without a clock come last."""
    if act.paid_at is None:
        return float("inf")
    window = rescue(PaymentWay(act.way), act.paid_at, now)
    return (window.until - now).total_seconds() if window.possible and window.until else float("inf")


def what_expires(by: Actor, now: datetime) -> list[Due]:
    """What comes next, from all sources, the nearest (and the late) first."""
    found = [due for source in due_sources() if may(by, source.permission) for due in source.find(by=by, now=now)]
    return sorted(found, key=lambda due: due.due_at)[:_MOST_DUES]


def _next_facts(by: Actor, now: datetime) -> Mapping[str, object]:
    act = next_act(by, now)
    coming = [] if act else [due for due in what_expires(by, now) if due.due_at > now]
    return {"act": act, "coming": coming[0] if coming else None}


def _clock_facts(by: Actor, now: datetime) -> Mapping[str, object]:
    return {"instruments": instruments(by, now)}


def _due_facts(by: Actor, now: datetime) -> Mapping[str, object]:
    return {"dues": what_expires(by, now)}


REGIONS: Final = {
    region.name: region
    for region in (
        Region(
            "next", ("orders", "cases", "messages"), "console/_next.html", "console.board.read", _next_facts, every=30
        ),
        Region("clocks", ("orders", "cases"), "console/_clocks.html", "console.board.read", _clock_facts),
        Region("matrix", ("orders",), "console/_matrix.html", "interdiction.order.read", order_matrix),
        Region("orders", ("orders",), "console/_orders.html", "interdiction.order.read", order_lines),
        Region("due", ("orders", "statements"), "console/_due.html", "console.board.read", _due_facts, every=30),
        Region("partners", ("messages", "orders"), "console/_partners.html", "exchange.message.read", partner_lines),
    )
}


def regions(by: Actor, now: datetime) -> dict[str, dict[str, object]]:
    """All regions the reader may see, by name, each with what it shows."""
    return {name: facts_of(region, by, now) for name, region in REGIONS.items() if may(by, region.permission)}


def facts_of(region: Region, by: Actor, now: datetime) -> dict[str, object]:
    """What one region shows."""
    return {**region.facts(by, now), "region": region}
