"""串并钟, as far as this release goes: from the report to a person's word that it is the same matter as an earlier one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases.contracts import Verdict
from goldbell.apps.cases.queries import figures as cases
from goldbell.apps.insight.contracts import Axis, Figure, Indicator, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import median_of

if TYPE_CHECKING:
    from goldbell.apps.cases.queries.figures import SameReport
    from goldbell.common.actors import Actor

#: 逐案研判: every case is looked at within a day.
_DAY: Final = timedelta(hours=24)


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    decided = cases.settled_likeness(by, since=period.since, until=period.until).order_by("-decided_at", "-pk")
    joined, apart = decided.filter(verdict=Verdict.JOINED), decided.filter(verdict=Verdict.APART)
    waiting = cases.open_likeness(by)
    middle, count = median_of(joined)
    undecided = waiting.count()

    def row(one: SameReport) -> Record:
        done = one.decided_at is not None
        span = (one.decided_at or now) - one.report.taken_at
        return Record(
            kind="cases.report",
            id=one.report_id,
            label=one.report.number,
            state="done" if done else "doing",
            word=one.get_verdict_display() if done else _("待研判"),
            at=one.report.taken_at,
            span=span,
            dot="done" if done else "late" if span > _DAY else "",
            route="cases:report",
            keys={"report_id": one.report_id},
        )

    wait = Figure("waiting", gettext_lazy("待研判"), undecided, "reports", "doing")
    return Reading(
        figures=(
            Figure("joined", gettext_lazy("受理到认定同一起，中位"), middle, "span"),
            Figure("joined", gettext_lazy("认定同一起"), count, "reports", "done"),
            Figure("apart", gettext_lazy("认定不是同一起"), apart.count(), "reports", "done"),
            wait,
        ),
        listings=(
            Listing("joined", gettext_lazy("认定同一起"), joined, row),
            Listing("apart", gettext_lazy("认定不是同一起"), apart, row),
            Listing("waiting", gettext_lazy("待研判"), waiting, row),
        ),
        stands_on=count,
        alarm=wait if undecided else None,
    )


INDICATOR = Indicator(
    code="link_clock",
    order=30,
    name=gettext_lazy("串并钟：受理到认定同一起"),
    short=gettext_lazy("串并"),
    span=gettext_lazy("受理 → 认定同一起"),
    formula=gettext_lazy("每对相似警情：民警认定“同一起”的时间 − 后一件警情的受理时间；取中位数"),
    denominator=gettext_lazy("期内由民警认定为同一起的警情对，一对算一次"),
    cut_off=gettext_lazy("按认定时间计入期内"),
    left_out=gettext_lazy("系统提示而无人认定的，和认定不是同一起的，另列。案件入串、成团的用时要等串并任务上线才有"),
    owner=gettext_lazy("反诈中心研判员"),
    unit="span",
    permission="cases.report.read",
    read=_read,
    axis=Axis(
        low=60,
        high=4320,
        ticks=(
            (60, gettext_lazy("1时")),
            (360, gettext_lazy("6时")),
            (1440, gettext_lazy("24时")),
            (4320, gettext_lazy("3天")),
        ),
        dots=("waiting", "joined"),
        goal=1440,
    ),
)
