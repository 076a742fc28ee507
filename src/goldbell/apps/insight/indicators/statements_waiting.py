"""待读流水: statement files that were handed in and nobody has read yet: money is out of sight meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.insight.contracts import Figure, Indicator, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import median_of
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.queries import figures as tracing

if TYPE_CHECKING:
    from goldbell.apps.tracing.queries.figures import StatementFile
    from goldbell.common.actors import Actor


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    age = ExpressionWrapper(Value(now, DateTimeField()) - F("handed_in_at"), output_field=DurationField())
    waiting = tracing.waiting_files(by).annotate(span=age)
    failed = tracing.failed_files(by, since=period.since)
    middle, count = median_of(waiting)

    def row(one: StatementFile) -> Record:
        bad = one.state == FileState.FAILED
        return Record(
            kind="tracing.file",
            id=one.pk,
            label=_("%(case)s 流水 %(number)s") % {"case": one.case.case_no, "number": one.pk},
            state="refused" if bad else "todo",
            word=one.get_state_display(),
            at=one.handed_in_at,
            span=((one.read_at or now) if bad else now) - one.handed_in_at,
            dot="late" if bad else "",
            route="tracing:file",
            keys={"case_id": one.case_id, "file_id": one.pk},
        )

    unread = failed.count()
    bad = Figure("failed", gettext_lazy("读不了"), unread, "files", "refused")
    return Reading(
        figures=(
            Figure("waiting", gettext_lazy("待读流水"), count, "files", "todo"),
            Figure("waiting", gettext_lazy("已等多久，中位"), middle, "span"),
            bad,
        ),
        listings=(
            Listing("waiting", gettext_lazy("待读流水"), waiting, row),
            Listing("failed", gettext_lazy("读不了的流水"), failed, row),
        ),
        stands_on=count,
        alarm=bad if unread else None,
    )


INDICATOR = Indicator(
    code="statements_waiting",
    order=80,
    name=gettext_lazy("待读流水"),
    short=gettext_lazy("流水"),
    span=gettext_lazy("交入 → 读取"),
    formula=gettext_lazy("已交入、还没有读取的流水文件数；每份：现在 − 交入时间"),
    denominator=gettext_lazy("此刻等待读取的文件，一份算一次"),
    cut_off=gettext_lazy("待读看此刻；读不了的按交入时间计入期内"),
    left_out=gettext_lazy("重复文件不计"),
    owner=gettext_lazy("反诈中心研判员"),
    unit="files",
    permission="tracing.file.read",
    read=_read,
)
