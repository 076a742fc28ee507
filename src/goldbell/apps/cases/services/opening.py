"""Opening a case from a report, and moving reports and cases between their states."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.contracts import (
    CASE_MOVES,
    CASE_MOVES_WITH_REASON,
    REPORT_MOVES,
    CaseState,
    ReportState,
    Verdict,
)
from goldbell.apps.cases.failures import IllegalMove, NoSuchCase, NoSuchReport, ReasonMissing
from goldbell.apps.cases.matching import SAME_MOMENT
from goldbell.apps.cases.models import Case, CaseMove, Element, Report, SameReport, Transfer
from goldbell.apps.cases.scam_types import check_type
from goldbell.apps.cases.services.clock import refresh_clock
from goldbell.apps.cases.services.numbers import CASE, next_number
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI


@transaction.atomic
def open_case(*, by: Actor, now: datetime, report_id: int, scam_type: str = "") -> Case:
    """Take a report in as a case (受案); asked again it returns the same case. Raises NoSuchReport, IllegalMove."""
    require(by, "cases.case.open")
    report = locked_report(report_id)
    if report.case_id is not None and report.state == ReportState.OPENED:
        return Case.objects.get(pk=report.case_id)
    set_report_state(report, ReportState.OPENED)
    code = scam_type or report.scam_type
    case = Case.objects.create(
        unit_id=report.unit_id,
        case_no=next_number(by=by, unit_id=report.unit_id, series=CASE, at=now),
        key=report.matter_key,
        victim=report.reporter_name,
        victim_blind=report.reporter_name_blind,
        scam_type=code,
        scam_type_version=check_type(code, now),
        opened_at=now,
        opened_by=by.key,
        state_at=now,
    )
    CaseMove.objects.create(unit_id=case.unit_id, case=case, before="", after=case.state, at=now, by=by.key)
    attach_report(report, case)
    joined = SameReport.objects.filter(earlier=report, verdict=Verdict.JOINED).values("report_id")
    for other in Report.objects.filter(pk__in=joined, case__isnull=True):
        attach_report(other, case)
    audit.record(
        by=by, now=now, action="cases.case.open", subject=_of_case(case), facts={"report": report.pk, "scam_type": code}
    )
    scope.tell("cases")
    case.refresh_from_db()
    return case


def attach_report(report: Report, case: Case) -> None:
    """Put a report's elements and transfers into a case; a transfer that the case has already is not counted twice."""
    report.case = case
    report.save(update_fields=["case"])
    Element.objects.filter(report=report).update(case=case)
    for transfer in Transfer.objects.filter(report=report, case__isnull=True):
        around = (transfer.paid_at - SAME_MOMENT, transfer.paid_at + SAME_MOMENT)
        known = Transfer.objects.filter(case=case, amount_fen=transfer.amount_fen, paid_at__range=around)
        if not known.exclude(report=report).exists():
            transfer.case = case
            transfer.save(update_fields=["case"])
    refresh_clock(case.pk)


@transaction.atomic
def move_report(*, by: Actor, now: datetime, report_id: int, after: str, reason: str) -> Report:
    """Refuse a report or hand it to another organ, with the reason. Raises NoSuchReport, IllegalMove, ReasonMissing."""
    require(by, "cases.report.settle")
    if after not in {ReportState.REFUSED, ReportState.TRANSFERRED}:
        raise IllegalMove("警情只能在这里不予受理或移送，没有动。受案和并入请用各自的按钮")
    if not reason.strip():
        raise ReasonMissing("要写明原因，警情没有动。请补上")
    report = locked_report(report_id)
    before = report.state
    set_report_state(report, after)
    report.state_reason = reason.strip()[:400]
    report.save(update_fields=["state_reason"])
    audit.record(
        by=by,
        now=now,
        action="cases.report.move",
        subject=Subject("cases.report", str(report.pk), case_id=report.case_id, unit_id=report.unit_id),
        facts={"before": before, "after": after},
    )
    scope.tell("cases")
    return report


@transaction.atomic
def move_case(*, by: Actor, now: datetime, case_id: int, after: str, reason: str = "") -> Case:
    """Move a case as the table of moves allows; one of two at once wins.

    Raises NoSuchCase, IllegalMove, ReasonMissing."""
    require(by, "cases.case.move")
    case = _case(case_id)
    if after not in CaseState.values or after not in CASE_MOVES[case.state]:
        raise IllegalMove("案件现在的状态不能这样变，没有动。请看案件现在的状态")
    if after in CASE_MOVES_WITH_REASON and not reason.strip():
        raise ReasonMissing("这一步要写明原因，案件没有动。请补上")
    if not Case.objects.filter(pk=case.pk, state=case.state).update(state=after, state_at=now):
        raise IllegalMove("别人刚刚变更了这个案件，没有再动。请刷新后再看")
    _start_or_stop_retention(by, now, case, after)
    CaseMove.objects.create(
        unit_id=case.unit_id, case=case, before=case.state, after=after, at=now, by=by.key, reason=reason.strip()[:400]
    )
    audit.record(
        by=by, now=now, action="cases.case.move", subject=_of_case(case), facts={"before": case.state, "after": after}
    )
    scope.tell("cases")
    case.refresh_from_db()
    return case


@transaction.atomic
def set_scam_type(*, by: Actor, now: datetime, case_id: int, scam_type: str) -> Case:
    """Say which scam it is, from the code table in force. Raises NoSuchCase, UnknownScamType."""
    require(by, "cases.case.edit")
    case = _case(case_id)
    version = check_type(scam_type, now)
    before = case.scam_type
    if before == scam_type:
        return case
    case.scam_type, case.scam_type_version = scam_type, version
    case.save(update_fields=["scam_type", "scam_type_version"])
    facts = {"before": before, "after": scam_type, "version": version}
    audit.record(by=by, now=now, action="cases.case.type", subject=_of_case(case), facts=facts)
    scope.tell("cases")
    return case


def locked_report(report_id: int) -> Report:
    """The report, locked until the transaction ends. Raises NoSuchReport."""
    report = Report.objects.select_for_update().filter(pk=report_id).first()
    if report is None:
        raise NoSuchReport("没有这份警情，或不在你的范围内，什么都没有动")
    return report


def set_report_state(report: Report, after: str) -> None:
    """Move a locked report as the table of moves allows. Raises IllegalMove."""
    if after not in REPORT_MOVES[report.state]:
        raise IllegalMove("警情现在的状态不能这样变，没有动。请刷新后再看")
    report.state = after
    report.save(update_fields=["state"])


def _start_or_stop_retention(by: Actor, now: datetime, case: Case, after: str) -> None:
    """What a closed case sealed is kept for its term from today; opened again, the term stops."""
    ended = after in {CaseState.CLOSED, CaseState.REFUSED, CaseState.TRANSFERRED}
    keys = {case.key, *Report.objects.filter(case=case).values_list("key", flat=True)}
    for key in keys:
        privacy.end_business(by=by, now=now, key=key, on=now.astimezone(SHANGHAI).date() if ended else None)


def _case(case_id: int) -> Case:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NoSuchCase("没有这个案件，或不在你的范围内，什么都没有动")
    return case


def _of_case(case: Case) -> Subject:
    return Subject("cases.case", str(case.pk), case_id=case.pk, unit_id=case.unit_id)
