"""预警钟, as far as this release goes: from the call to the report being taken by an officer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases.queries import figures as cases
from goldbell.apps.insight.contracts import Axis, Figure, Indicator, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import median_of

if TYPE_CHECKING:
    from goldbell.apps.cases.queries.figures import Draft, Report
    from goldbell.common.actors import Actor


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    taken = cases.taken(by, since=period.since, until=period.until).order_by("-received_at", "-pk")
    listening = cases.listening(by, now=now)
    middle, count = median_of(taken)
    calls = listening.count()
    waiting = Figure("listening", gettext_lazy("正在接听"), calls, "reports", "doing")

    def call(row: Draft) -> Record:
        mine = row.officer == by.key
        return Record(
            kind="cases.draft",
            id=row.pk,
            label=_("通话 %(number)s") % {"number": row.pk},
            state="doing",
            word=_("正在接听"),
            at=row.started_at,
            span=now - row.started_at,
            dot="",
            route="cases:draft" if mine else "",
            keys={"draft_id": row.pk},
        )

    return Reading(
        figures=(
            Figure("taken", gettext_lazy("来电到受理，中位"), middle, "span"),
            Figure("taken", gettext_lazy("受理的警情"), count, "reports", "done"),
            waiting,
        ),
        listings=(
            Listing("taken", gettext_lazy("受理的警情"), taken, _report),
            Listing("listening", gettext_lazy("正在接听"), listening, call),
        ),
        stands_on=count,
        alarm=waiting if calls else None,
    )


def _report(row: Report) -> Record:
    return Record(
        kind="cases.report",
        id=row.pk,
        label=row.number,
        state="done",
        word=row.get_state_display(),
        at=row.received_at,
        span=row.taken_at - row.received_at,
        route="cases:report",
        keys={"report_id": row.pk},
    )


INDICATOR = Indicator(
    code="warn_clock",
    order=10,
    name=gettext_lazy("预警钟：来电到受理"),
    short=gettext_lazy("预警"),
    span=gettext_lazy("来电 → 民警受理"),
    formula=gettext_lazy("每件警情：受理时间 − 来电时间；取中位数"),
    denominator=gettext_lazy("期内来电、并已由民警受理的警情，一件算一次；同一人来电两次是两件"),
    cut_off=gettext_lazy("按来电时间计入期内；受理时即定，以后不变"),
    left_out=gettext_lazy(
        "还在接听的来电另列，不进中位数。预警线索到见到人的用时，要等预警任务上线才有，这里不用来电代替见面"
    ),
    owner=gettext_lazy("反诈中心值班长"),
    unit="span",
    permission="cases.report.read",
    read=_read,
    axis=Axis(
        low=0.5,
        high=180,
        ticks=(
            (1, gettext_lazy("1分")),
            (5, gettext_lazy("5分")),
            (15, gettext_lazy("15分")),
            (60, gettext_lazy("60分")),
            (180, gettext_lazy("3时")),
        ),
        dots=("listening", "taken"),
    ),
)
