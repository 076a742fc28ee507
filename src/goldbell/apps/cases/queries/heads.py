"""Reads about one case or report: its head, its transfers, its evidence, what looks the same."""

from __future__ import annotations

from django.db.models import QuerySet

from goldbell.apps.cases.contracts import CaseHead, SameAs, TransferFacts
from goldbell.apps.cases.failures import NoSuchCase, NoSuchReport, NoSuchRow
from goldbell.apps.cases.models import Case, Element, Evidence, Report, SameReport, Transfer
from goldbell.apps.identity.access import require
from goldbell.apps.privacy.sealing import Sealed, unseal, warm
from goldbell.common.actors import Actor


def case(by: Actor, case_id: int) -> Case:
    """The case, with its unit. Raises NoSuchCase for none and for one out of scope alike."""
    require(by, "cases.case.read")
    found = Case.objects.select_related("unit").filter(pk=case_id).first()
    if found is None:
        raise NoSuchCase("没有这个案件，或不在你的范围内")
    return found


def report(by: Actor, report_id: int) -> Report:
    """The report, with its unit. Raises NoSuchReport for none and for one out of scope alike."""
    require(by, "cases.report.read")
    found = Report.objects.select_related("unit", "case").filter(pk=report_id).first()
    if found is None:
        raise NoSuchReport("没有这份警情，或不在你的范围内")
    return found


def case_head(by: Actor, case_id: int) -> CaseHead:
    """What stands on top of every page about a case. Raises NoSuchCase."""
    return head_of(case(by, case_id))


def head_of(row: Case) -> CaseHead:
    """The head of a case that is already read."""
    return CaseHead(
        id=row.pk,
        case_no=row.case_no,
        unit_id=row.unit_id,
        key=row.key,
        scam_type=row.scam_type,
        state=row.state,
        clock_paid_at=row.clock_paid_at,
        clock_way=row.clock_way,
        victim_masked=str(row.victim or ""),
        loss_fen=row.loss_fen,
        victim=row.victim,
    )


def transfers(by: Actor, case_id: int) -> list[TransferFacts]:
    """The case's transfers in plain words, by time, without those struck; for services, never for showing."""
    head = case(by, case_id)
    rows = list(transfer_rows(case_id=head.pk).filter(struck_at__isnull=True))
    return [
        TransferFacts(
            id=row.pk,
            case_id=row.case_id,
            case_no=head.case_no,
            paid_at=row.paid_at,
            amount_fen=row.amount_fen,
            way=row.way,
            from_account=_plain(row.from_account),
            to_account=_plain(row.to_account),
            to_name=_plain(row.to_name),
            to_bank=row.to_bank,
        )
        for row in rows
    ]


def transfer_rows(*, case_id: int | None = None, report_id: int | None = None) -> QuerySet[Transfer]:
    """The rows of a case or a report by time, struck ones included, for pages that show them masked."""
    owner = {"case_id": case_id} if case_id is not None else {"report_id": report_id}
    rows = Transfer.objects.filter(**owner)
    return rows.order_by("paid_at", "pk")


def elements(by: Actor, *, case_id: int | None = None, report_id: int | None = None) -> list[Element]:
    """The elements of a case or a report in the order of the words."""
    require(by, "cases.case.read")
    owner = {"case_id": case_id} if case_id is not None else {"report_id": report_id}
    rows = Element.objects.filter(**owner)
    found = list(rows.order_by("report_id", "start", "pk"))
    warm(row.value for row in found)
    return found


def element_value(row: Element) -> str:
    """An element's value for services that compare; never for showing a person's number."""
    return unseal(row.value)


def evidence(by: Actor, case_id: int) -> list[Evidence]:
    """The case's files, oldest first."""
    require(by, "cases.case.read")
    return list(Evidence.objects.filter(case_id=case(by, case_id).pk))


def transfer(by: Actor, transfer_id: int) -> Transfer:
    """One transfer of a case. Raises NoSuchRow."""
    require(by, "cases.case.read")
    found = Transfer.objects.select_related("case").filter(pk=transfer_id, case__isnull=False).first()
    if found is None:
        raise NoSuchRow("没有这笔转账，或不在你的范围内")
    return found


def evidence_row(by: Actor, evidence_id: int) -> Evidence:
    """One file of a case. Raises NoSuchRow."""
    require(by, "cases.evidence.read")
    found = Evidence.objects.select_related("case").filter(pk=evidence_id).first()
    if found is None:
        raise NoSuchRow("没有这份证据，或不在你的范围内")
    return found


def reports_of(by: Actor, case_id: int) -> list[Report]:
    """The reports that make up a case, the first one first."""
    require(by, "cases.report.read")
    return list(Report.objects.filter(case_id=case_id).select_related("unit").order_by("received_at", "pk"))


def same_as(by: Actor, report_id: int) -> list[SameAs]:
    """Earlier reports that look like this one. Out of scope: unit and number, nothing else."""
    require(by, "cases.report.read")
    rows = list(SameReport.objects.filter(report_id=report_id).select_related("earlier_unit").order_by("-earlier_id"))
    seen = set(Report.objects.filter(pk__in=[row.earlier_id for row in rows]).values_list("pk", flat=True))
    return [
        SameAs(
            id=row.pk,
            number=row.earlier_number,
            unit_id=row.earlier_unit_id,
            unit_name=row.earlier_unit.name,
            reasons=tuple(row.reasons),
            verdict=row.verdict,
            visible=row.earlier_id in seen,
            report_id=row.earlier_id,
        )
        for row in rows
    ]


def _plain(value: Sealed | None) -> str:
    return unseal(value) if value is not None else ""
