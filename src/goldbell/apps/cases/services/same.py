"""Two reports that look like one: a person says whether they are, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.contracts import ReportState, Verdict
from goldbell.apps.cases.failures import AlreadySettled, NoSuchRow
from goldbell.apps.cases.models import Case, Report, SameReport
from goldbell.apps.cases.services.opening import attach_report, locked_report, set_report_state
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor


@transaction.atomic
def settle_same(*, by: Actor, now: datetime, same_id: int, joined: bool) -> SameReport:
    """Join a report to the earlier one, or keep them apart for good.

    Joined, it becomes part of the earlier one's case where the actor sees that; where not, the report
    only says to which number it belongs. Raises NoSuchRow, AlreadySettled, IllegalMove.
    """
    require(by, "cases.report.settle")
    row = SameReport.objects.select_for_update().filter(pk=same_id).first()
    if row is None:
        raise NoSuchRow("没有这一对警情，或不在你的范围内，什么都没有动")
    verdict = Verdict.JOINED if joined else Verdict.APART
    if row.verdict == verdict:
        return row
    if row.verdict != Verdict.PROPOSED:
        raise AlreadySettled("这一对警情已经判断过，没有再动。原来的判断还在")
    row.verdict, row.decided_by, row.decided_at = verdict, by.key, now
    row.save(update_fields=["verdict", "decided_by", "decided_at"])
    if joined:
        _join(row)
    report = Report.objects.get(pk=row.report_id)
    audit.record(
        by=by,
        now=now,
        action="cases.same.settle",
        subject=Subject("cases.report", str(report.pk), case_id=report.case_id, unit_id=row.unit_id),
        facts={"earlier": row.earlier_id, "verdict": str(verdict)},
    )
    scope.tell("cases")
    return row


def _join(row: SameReport) -> None:
    report = locked_report(row.report_id)
    set_report_state(report, ReportState.JOINED)
    earlier = Report.objects.filter(pk=row.earlier_id, case__isnull=False).first()
    if earlier is not None and earlier.case_id is not None:
        attach_report(report, Case.objects.get(pk=earlier.case_id))
