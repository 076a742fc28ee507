"""What the routes of insight need. A list behind a number belongs to a unit (here: what was asked in one case); the
indicators themselves are the same for all police."""

from __future__ import annotations

from typing import Any

from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.route_objects import OBJECTS as ORDERS


def _asked_in_one_case(world: Any) -> dict[str, str]:
    order = StopOrder.objects.select_related("partner").get(pk=ORDERS["interdiction:order"](world)["order_id"])
    StopOrder.objects.filter(pk=order.pk).update(
        state="approved",
        ordinal=1,
        approved_by="officer:0",
        approved_at=world.now,
        partner_unit_id=order.partner.unit_id,
    )
    return {"code": "asked_stopped_missed", "key": f"case-{order.case_id}"}


def _indicator(world: Any) -> dict[str, str]:
    return {"code": "stop_clock"}


OBJECTS = {
    "insight:indicator": _indicator,
    "insight:records": _asked_in_one_case,
    "api:figure": _indicator,
    "api:figure_records": _asked_in_one_case,
}
SHARED = ("insight:indicator", "api:figure")
