"""Reads that are written down: printing a receipt, opening a case's page."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.models import Case, Report
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import Actor

#: The purpose of opening what one works on.
WORK = "investigate"


def note_receipt(*, by: Actor, now: datetime, report: Report) -> None:
    """Write down that a receipt was made for the reporter."""
    require(by, "cases.report.read")
    audit.record(by=by, now=now, action="cases.report.receipt", subject=_of_report(report))


def note_report(*, by: Actor, now: datetime, report: Report) -> None:
    """Write down that an officer opened a report's page."""
    require(by, "cases.report.read")
    privacy.note_read(by=by, now=now, subject=_of_report(report), purpose=WORK)


def note_case(*, by: Actor, now: datetime, case: Case) -> None:
    """Write down that an officer opened a case's page."""
    require(by, "cases.case.read")
    subject = Subject("cases.case", str(case.pk), case_id=case.pk, unit_id=case.unit_id)
    privacy.note_read(by=by, now=now, subject=subject, purpose=WORK)


def note_search(*, by: Actor, now: datetime, purpose: str, kinds: str, hits: int) -> None:
    """Write down that an officer searched: what for, in which fields, how many were found. Never what was typed."""
    require(by, "cases.case.search")
    subject = Subject("cases.search", by.key, unit_id=by.unit_id)
    facts: dict[str, str | int] = {"kinds": kinds, "hits": hits}
    audit.record(by=by, now=now, action="cases.case.search", subject=subject, purpose=purpose, facts=facts)
    # counted among the officer's looks: somebody who searches all day is noticed
    privacy.note_read(by=by, now=now, subject=subject, purpose=purpose)


def _of_report(report: Report) -> Subject:
    return Subject("cases.report", str(report.pk), case_id=report.case_id, unit_id=report.unit_id)
