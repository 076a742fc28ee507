"""Reports and cases for programs: the same services, with plain answers that stay masked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.api_reading import router as reading
from goldbell.apps.cases.contracts import ReportDraft, TransferDraft
from goldbell.apps.cases.models import Case, Evidence, Report, Transfer
from goldbell.apps.identity.access import page
from goldbell.apps.identity.idempotency import idempotent
from goldbell.common.moments import utc_now
from goldbell.common.money import MOST_FEN

router = Router(tags=["cases"])
router.add_router("", reading)
MOST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Short = Annotated[str, Field(max_length=80)]


class TransferIn(Schema):
    """One transfer as it was told."""

    paid_at: datetime = Field(description="带时区")
    amount_fen: int = Field(ge=1, le=MOST_FEN, description="分")
    way: str = Field(
        max_length=16, description="instant, ordinary, next_day, atm, pos, cash, courier, ecny, crypto, other"
    )
    from_account: Short = ""
    to_account: Short = ""
    to_name: Short = ""
    to_bank: Short = ""

    def told(self) -> TransferDraft:
        return TransferDraft(**self.dict())


class ReportIn(Schema):
    """A report as it is handed in."""

    channel: str = Field(max_length=16, description="call_110, call_96110, station, online, handed_over, other")
    received_at: datetime
    words: str = Field(max_length=50_000)
    reporter_name: Short = ""
    reporter_phone: str = Field("", max_length=32)
    reporter_id_number: str = Field("", max_length=32)
    reporter_address: str = Field("", max_length=200)
    on_phone: str = Field("unknown", max_length=8)
    balance_left_fen: int | None = Field(None, ge=0, le=MOST_FEN)
    scam_type: str = Field("", max_length=40)
    outside_no: str = Field("", max_length=60)
    transfers: list[TransferIn] = Field(default_factory=list, max_length=500)


class ReportOut(Schema):
    """A report; values of people are masked."""

    id: int
    number: str
    state: str
    case_id: int | None
    received_at: datetime
    taken_at: datetime
    channel: str
    reporter_name: str
    reporter_phone: str

    @staticmethod
    def of(row: Report) -> ReportOut:
        return ReportOut(
            id=row.pk,
            number=row.number,
            state=row.state,
            case_id=row.case_id,
            received_at=row.received_at,
            taken_at=row.taken_at,
            channel=row.channel,
            reporter_name=str(row.reporter_name or ""),
            reporter_phone=str(row.reporter_phone or ""),
        )


class CaseOut(Schema):
    """A case; the victim is masked."""

    id: int
    case_no: str
    state: str
    scam_type: str
    victim: str
    loss_fen: int
    clock_paid_at: datetime | None
    clock_way: str
    opened_at: datetime

    @staticmethod
    def of(row: Case) -> CaseOut:
        return CaseOut(
            id=row.pk,
            case_no=row.case_no,
            state=row.state,
            scam_type=row.scam_type,
            victim=str(row.victim or ""),
            loss_fen=row.loss_fen,
            clock_paid_at=row.clock_paid_at,
            clock_way=row.clock_way,
            opened_at=row.opened_at,
        )


class TransferOut(Schema):
    """A transfer; accounts and names are masked."""

    id: int
    paid_at: datetime
    amount_fen: int
    way: str
    from_account: str
    to_account: str
    to_name: str
    to_bank: str
    struck: bool
    settled: bool

    @staticmethod
    def of(row: Transfer) -> TransferOut:
        return TransferOut(
            id=row.pk,
            paid_at=row.paid_at,
            amount_fen=row.amount_fen,
            way=row.way,
            from_account=str(row.from_account or ""),
            to_account=str(row.to_account or ""),
            to_name=str(row.to_name or ""),
            to_bank=row.to_bank,
            struck=row.struck_at is not None,
            settled=row.settled_at is not None,
        )


class EvidenceOut(Schema):
    """An evidence file's entry; its name is masked, its content is not given here."""

    id: int
    name: str
    sha256: str
    size_bytes: int
    added_at: datetime

    @staticmethod
    def of(row: Evidence) -> EvidenceOut:
        return EvidenceOut(
            id=row.pk, name=str(row.name), sha256=row.sha256, size_bytes=row.size_bytes, added_at=row.added_at
        )


class CasePage(Schema):
    """A page of cases, the youngest first."""

    count: int
    cases: list[CaseOut]


@router.post("/reports", response={201: ReportOut}, url_name="take_report")
@idempotent
@page("cases.report.take")
def take_report(request: HttpRequest, told: ReportIn) -> tuple[int, ReportOut]:
    """接警: take a report. ``Idempotency-Key`` is compulsory: the same key is the same report."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise HttpError(400, "Idempotency-Key is missing")
    facts = told.dict() | {"transfers": tuple(one.told() for one in told.transfers)}
    draft = ReportDraft(idempotency_key=f"api-{key}"[:80], **facts)
    with transaction.atomic():
        row = services.take_report(by=request.actor, now=utc_now(), draft=draft)  # type: ignore[attr-defined]
    return 201, ReportOut.of(row)


@router.get("/reports/{report_id}", response=ReportOut, url_name="read_report")
@page("cases.report.read")
def read_report(request: HttpRequest, report_id: Id) -> ReportOut:
    """One report, masked."""
    return ReportOut.of(queries.report(request.actor, report_id))  # type: ignore[attr-defined]


@router.post("/reports/{report_id}/case", response=CaseOut, url_name="open_case")
@idempotent
@page("cases.case.open")
def open_case(request: HttpRequest, report_id: Id) -> CaseOut:
    """受案: open a case from a report; asked again it answers with the same case."""
    row = services.open_case(by=request.actor, now=utc_now(), report_id=report_id)  # type: ignore[attr-defined]
    return CaseOut.of(row)


@router.get("/cases", response=CasePage, url_name="list_cases")
@page("cases.case.read")
def list_cases(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=16)] = "",
    scam_type: Annotated[str, Query(max_length=40)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasePage:
    """Cases in scope, the youngest first."""
    wanted = queries.CaseFilter(states=(state,) if state else (), scam_type=scam_type)
    rows = queries.cases(request.actor, wanted)  # type: ignore[attr-defined]
    return CasePage(count=rows.count(), cases=[CaseOut.of(row) for row in rows[offset : offset + limit]])


@router.get("/cases/{case_id}", response=CaseOut, url_name="read_case")
@page("cases.case.read")
def read_case(request: HttpRequest, case_id: Id) -> CaseOut:
    """One case, masked."""
    return CaseOut.of(queries.case(request.actor, case_id))  # type: ignore[attr-defined]


@router.get("/cases/{case_id}/transfers", response=list[TransferOut], url_name="read_transfers")
@page("cases.case.read")
def read_transfers(request: HttpRequest, case_id: Id) -> list[TransferOut]:
    """The case's transfers, masked, struck ones included."""
    case = queries.case(request.actor, case_id)  # type: ignore[attr-defined]
    return [TransferOut.of(row) for row in queries.transfer_rows(case_id=case.pk)]


@router.post("/cases/{case_id}/transfers", response={201: TransferOut}, url_name="add_transfer")
@idempotent
@page("cases.case.edit")
def add_transfer(request: HttpRequest, case_id: Id, told: TransferIn) -> tuple[int, TransferOut]:
    """Add a transfer to a case; the case's clock follows."""
    row = services.add_transfer(by=request.actor, now=utc_now(), case_id=case_id, transfer=told.told())  # type: ignore[attr-defined]
    return 201, TransferOut.of(row)


@router.get("/cases/{case_id}/evidence", response=list[EvidenceOut], url_name="read_evidence")
@page("cases.case.read")
def read_evidence(request: HttpRequest, case_id: Id) -> list[EvidenceOut]:
    """The case's files: names masked, with hashes and sizes."""
    return [EvidenceOut.of(row) for row in queries.evidence(request.actor, case_id)]  # type: ignore[attr-defined]
