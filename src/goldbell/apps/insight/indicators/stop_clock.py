"""止付钟: from the victim's transfer, not from the report, to money held at the bank."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goldbell.apps.insight.contracts import Axis, Figure, Indicator, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import median_of
from goldbell.apps.insight.queries.order_records import order_record
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder
    from goldbell.common.actors import Actor


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    stopped = interdiction.stopped(by, since=period.since, until=period.until).order_by("-executed_at", "-pk")
    waiting = interdiction.under_way(by)
    unknown = waiting.filter(state=OrderState.UNKNOWN)
    middle, count = median_of(stopped)
    lost = unknown.count()

    def held(order: StopOrder) -> Record:
        return order_record(order, now=now, fen=order.held_fen)

    def open_(order: StopOrder) -> Record:
        return order_record(order, now=now)

    ask = Figure("unknown", _("不明"), lost, "orders", "unknown")
    return Reading(
        figures=(
            Figure("stopped", _("转出到止住，中位"), middle, "span"),
            Figure("stopped", _("止住的单"), count, "orders", "executed"),
            Figure("under_way", _("在途的单"), waiting.count(), "orders", "sent"),
            ask,
        ),
        listings=(
            Listing("stopped", _("止住的单"), stopped, held),
            Listing("under_way", _("在途的单"), waiting, open_),
            Listing("unknown", _("结果不明的单"), unknown, open_),
        ),
        stands_on=count,
        alarm=ask if lost else None,
    )


INDICATOR = Indicator(
    code="stop_clock",
    order=20,
    name=_("止付钟：转出到银行止住"),
    short=_("止付"),
    span=_("转出 → 银行止住"),
    formula=_("每张止付单：银行执行时间 − 受害人转出时间；取中位数"),
    denominator=_("期内银行执行、且止住金额大于零的止付单，一张算一次"),
    cut_off=_("按银行执行时间计入期内；到期放款不改变已计的用时"),
    left_out=_("被拒绝的、没有止住钱的、结果不明的和在途的单另列，不进中位数"),
    owner=_("反诈中心值班长"),
    unit="span",
    permission="interdiction.order.read",
    read=_read,
    axis=Axis(
        low=3,
        high=1440,
        ticks=((5, _("5分")), (30, _("30分")), (120, _("2时")), (1440, _("24时"))),
        dots=("under_way", "stopped"),
        goal=30,
        zone=30,
    ),
    basis=(_("银发〔2016〕86号"),),
)
