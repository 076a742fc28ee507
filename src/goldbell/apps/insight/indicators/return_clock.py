"""返还钟, as far as this release goes: nothing can be returned yet, so it shows the held money that waits, and how long."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Sum, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.insight.contracts import Axis, Figure, Indicator, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import median_of
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder
    from goldbell.common.actors import Actor


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    age = ExpressionWrapper(Value(now, DateTimeField()) - F("executed_at"), output_field=DurationField())
    waiting = interdiction.held(by).annotate(span=age).order_by("executed_at", "pk")
    lapsed = interdiction.stopped(by, since=period.since, until=period.until)
    lapsed = lapsed.filter(state=OrderState.EXPIRED).order_by("-ended_at", "-pk")
    middle, count = median_of(waiting)
    fen = waiting.aggregate(all=Sum("held_fen"))["all"] or 0

    def row(order: StopOrder) -> Record:
        over = order.state == OrderState.EXPIRED
        until = (order.ended_at or now) if over else now
        began = order.executed_at or until
        return Record(
            kind="interdiction.order",
            id=order.pk,
            label=order.order_no,
            state="expired" if over else "stopped",
            word=order.get_state_display() if over else _("止付中，待返还"),
            at=order.executed_at,
            span=until - began,
            fen=order.held_fen,
            dot="late" if over else "",
            route="interdiction:order",
            keys={"order_id": order.pk},
            clock_paid_at=order.clock_paid_at,
            clock_way=order.clock_way,
        )

    gone = lapsed.count()
    lost = Figure("lapsed", gettext_lazy("到期放款"), gone, "orders", "expired")
    return Reading(
        figures=(
            Figure("waiting", gettext_lazy("止付款已等多久，中位"), middle, "span"),
            Figure("waiting", gettext_lazy("待返还的单"), count, "orders", "stopped"),
            Figure("waiting", gettext_lazy("待返还的钱"), fen, "fen", "stopped"),
            lost,
        ),
        listings=(
            Listing("waiting", gettext_lazy("待返还的单"), waiting, row),
            Listing("lapsed", gettext_lazy("到期放款的单"), lapsed, row),
        ),
        stands_on=count,
        alarm=lost if gone else None,
    )


INDICATOR = Indicator(
    code="return_clock",
    order=40,
    name=gettext_lazy("返还钟：止住到回到受害人"),
    short=gettext_lazy("返还"),
    span=gettext_lazy("止住 → 回到受害人"),
    formula=gettext_lazy(
        "本版还不能办返还，先看等待：每张止付中的单，现在 − 银行执行时间；取中位数。能返还以后改为返还到账时间 − 银行执行时间"
    ),
    denominator=gettext_lazy("此刻银行正在止付、止住金额大于零的单，一张算一次"),
    cut_off=gettext_lazy("此刻；到期放款的单按银行执行时间计入期内"),
    left_out=gettext_lazy("冻结和返还的钱不在其中：止付、冻结、返还是三个口径，不相加"),
    owner=gettext_lazy("刑警大队办案单位"),
    unit="span",
    permission="interdiction.order.read",
    read=_read,
    axis=Axis(
        low=60,
        high=259_200,
        ticks=(
            (1440, gettext_lazy("1天")),
            (10_080, gettext_lazy("7天")),
            (43_200, gettext_lazy("30天")),
            (259_200, gettext_lazy("180天")),
        ),
        dots=("waiting", "lapsed"),
        goal=None,
    ),
    basis=(gettext_lazy("银监发〔2016〕41号"),),
)
