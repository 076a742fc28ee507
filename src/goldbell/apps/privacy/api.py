"""The record and personal data for programs: searching and checking the record; opening one value for a purpose and a case;
exports and erasures with their second person."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from goldbell.apps.audit import queries as record
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import page, second_factor_fresh
from goldbell.apps.identity.idempotency import idempotent
from goldbell.apps.privacy import exports, queries, services
from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.models import Erasure, Export
from goldbell.apps.privacy.services.looks import stated_purpose
from goldbell.common.actors import Actor
from goldbell.common.errors import Forbidden
from goldbell.common.moments import utc_now

router = Router(tags=["审计与个人信息"])
MOST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=MOST_ID)]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StaleSecondFactor(Forbidden):
    """Destroying and letting out ask for the second factor anew."""

    code = "second_factor_stale"


class EntryOut(Schema):
    """One entry of the record: ids, codes and counts; never a name, a number or anybody's words."""

    id: int
    at: datetime
    actor: str
    action: str
    label: str
    nature: str
    subject_kind: str
    subject_id: str
    case_id: int | None
    purpose: str
    facts: dict[str, Any]


class EntriesOut(Schema):
    """A page of the record, newest first."""

    count: int
    entries: list[EntryOut]


class EntryFilter(Schema):
    """Which entries. ``actor``: ``officer:17``; ``words``: a subject (``cases.case:17``), an actor or an action."""

    actor: str = Field("", max_length=80)
    action: str = Field("", max_length=80)
    nature: str = Field("", max_length=10)
    case: int | None = Field(None, ge=1, le=MOST_ID)
    since: datetime | None = None
    until: datetime | None = None
    words: str = Field("", max_length=200)
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class ChainOut(Schema):
    """How far the record is sealed and anchored."""

    seals: int
    sealed_at: datetime | None
    waiting: int
    anchor_no: int
    anchored_to: int
    anchored_at: datetime | None
    unanchored: int


class FindingOut(Schema):
    """Something that is not as it was sealed."""

    code: str
    text: str
    seal_no: int
    entry_id: int


class VerdictOut(Schema):
    """What the check of the whole record found; ``whole``: nothing."""

    whole: bool
    seals: int
    anchors: int
    anchored_to: int
    findings: list[FindingOut]
    remarks: list[str]


class RevealIn(Schema):
    """Which masked value, why, for which case. ``subject_kind`` and ``field`` as in the record: cases.report, reporter_name."""

    subject_kind: str = Field(max_length=60)
    subject_id: Id
    field: str = Field(max_length=60)
    case_id: Id
    purpose: Purpose
    words: str = Field("", max_length=150)


class RevealOut(Schema):
    """The value. Looking is on record; do not keep it."""

    kind: str
    value: str


class ExportOut(Schema):
    """An export and where it stands; its rows are in the file only."""

    id: int
    title: str
    rows: int
    case_id: int | None
    purpose: str
    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    due_at: datetime | None
    fetched: int

    @staticmethod
    def of(row: Export) -> ExportOut:
        """The export as programs see it."""
        names = ("title", "case_id", "purpose", "state", "asked_by", "asked_at", "decided_by", "decided_at", "due_at")
        told = {name: getattr(row, name) for name in names}
        return ExportOut(id=row.pk, rows=row.row_count, fetched=row.built_count, **told)


class ErasureOut(Schema):
    """A wish to destroy a person's or a case's key."""

    id: int
    key: UUID
    unit: int
    batch: UUID | None
    state: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None

    @staticmethod
    def of(row: Erasure) -> ErasureOut:
        """The wish as programs see it."""
        names = ("batch", "state", "reason", "asked_by", "asked_at", "decided_by", "decided_at")
        told = {name: getattr(row, name) for name in names}
        return ErasureOut(id=row.pk, key=row.key_id, unit=row.unit_id, **told)


class ErasureIn(Schema):
    """Whose key, why, and the case it comes from."""

    key: UUID
    reason: str = Field(max_length=200)
    case_id: Id | None = None


class DecisionIn(Schema):
    """The second person's answer."""

    agreed: bool


@router.get("/audit/entries", response=EntriesOut, summary="审计记录")
@page("privacy.record.list")
def audit_entries(request: HttpRequest, wanted: Query[EntryFilter]) -> EntriesOut:
    """The record, filtered and paged."""
    found = record.entries(
        record.Wanted(
            actors=frozenset({wanted.actor}) if wanted.actor else frozenset(),
            action=wanted.action,
            nature=wanted.nature,
            case_id=wanted.case,
            since=_aware(wanted.since),
            until=_aware(wanted.until),
            words=wanted.words,
        )
    )
    rows = record.told(list(found[wanted.offset : wanted.offset + wanted.limit]))
    entries = [EntryOut(**{name: getattr(row, name) for name in EntryOut.model_fields}) for row in rows]
    return EntriesOut(count=found.count(), entries=entries)


@router.get("/audit/chain", response=ChainOut, summary="封存与锚点")
@page("privacy.record.list")
def audit_chain(request: HttpRequest) -> ChainOut:
    """How far the record is sealed and anchored."""
    chain = record.chain_status()
    return ChainOut(**{name: getattr(chain, name) for name in ChainOut.model_fields})


@router.post("/audit/verify", response=VerdictOut, summary="核验全部记录")
@idempotent
@page("privacy.record.export")
def audit_verify(request: HttpRequest) -> VerdictOut:
    """Check the whole record against the anchors outside, now."""
    now, verdict = utc_now(), record.check_now(utc_now())
    facts = {"seals": verdict.seals, "findings": len(verdict.findings)}
    audit.record(
        by=_by(request), now=now, action="privacy.record.verify", subject=Subject("audit.record", "-"), facts=facts
    )
    names = ("whole", "seals", "anchors", "anchored_to", "remarks")
    findings = [
        FindingOut(**{name: getattr(one, name) for name in FindingOut.model_fields}) for one in verdict.findings
    ]
    return VerdictOut(findings=findings, **{name: getattr(verdict, name) for name in names})


@router.post("/audit/export", summary="导出全部记录", openapi_extra={"responses": {200: {"description": "JSONL"}}})
@page("privacy.record.export")
def audit_export(request: HttpRequest) -> Any:
    """The whole record as the file that ``goldbell audit verify`` checks anywhere."""
    now = utc_now()
    with tempfile.TemporaryDirectory(prefix="goldbell-audit-") as room:
        place = Path(room) / "audit.jsonl"
        seals = record.export(place, now)
        content = place.open("rb")
    audit.record(
        by=_by(request),
        now=now,
        action="privacy.record.export",
        subject=Subject("audit.record", "-"),
        facts={"seals": seals},
    )
    return FileResponse(content, as_attachment=True, filename="goldbell-audit.jsonl", content_type="application/jsonl")


@router.post("/privacy/reveal", response=RevealOut, summary="查看完整信息")
@page("privacy.field.reveal")
def reveal(request: HttpRequest, asked: RevealIn) -> RevealOut:
    """Open one masked value for a purpose and a case. Never kept for a repeated call: each look is a look on record."""
    by = _by(request)
    sealed = queries.sealed_value(
        by, subject_kind=asked.subject_kind, subject_id=asked.subject_id, field=asked.field, case_id=asked.case_id
    )
    subject = Subject(asked.subject_kind, str(asked.subject_id), case_id=asked.case_id)
    purpose = stated_purpose(asked.purpose, asked.words)
    value = services.reveal(by=by, now=utc_now(), sealed=sealed, purpose=purpose, subject=subject)
    return RevealOut(kind=sealed.kind.value, value=value)


@router.get("/privacy/exports", response=list[ExportOut], summary="导出申请")
@page("privacy.export.read")
def list_exports(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[ExportOut]:
    """Exports of the caller's units, newest first."""
    return [ExportOut.of(row) for row in queries.exports(_by(request))[:limit]]


@router.post("/privacy/exports/{export_id}/decide", response=ExportOut, summary="复核导出")
@idempotent
@page("privacy.export.decide")
def decide_export(request: HttpRequest, export_id: Id, answer: DecisionIn) -> ExportOut:
    """The second person's answer to an export."""
    act = exports.approve if answer.agreed else exports.refuse
    _fresh(request, answer)
    return ExportOut.of(act(by=_by(request), now=utc_now(), export_id=export_id))


@router.post(
    "/privacy/exports/{export_id}/file",
    summary="取走导出文件",
    openapi_extra={"responses": {200: {"description": "XLSX"}}},
)
@page("privacy.export.ask")
def fetch_export(request: HttpRequest, export_id: Id) -> HttpResponse:
    """The marked workbook, for the one who asked, within a day; each fetch is on record."""
    built = exports.build(by=_by(request), now=utc_now(), export_id=export_id)
    answer = HttpResponse(built.content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{built.name}"'
    return answer


@router.get("/privacy/erasures", response=list[ErasureOut], summary="销毁申请")
@page("privacy.erasure.read")
def list_erasures(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[ErasureOut]:
    """Erasures of the caller's units, newest first."""
    return [ErasureOut.of(row) for row in queries.erasures(_by(request))[:limit]]


@router.post("/privacy/erasures", response={201: ErasureOut}, summary="申请销毁")
@idempotent
@page("privacy.erasure.ask")
def ask_erasure(request: HttpRequest, asked: ErasureIn) -> tuple[int, ErasureOut]:
    """Ask for the destruction of a key; nothing is destroyed until another person agrees."""
    made = services.erase(by=_by(request), now=utc_now(), key=asked.key, reason=asked.reason, case_id=asked.case_id)
    return 201, ErasureOut.of(made)


@router.post("/privacy/erasures/{erasure_id}/decide", response=ErasureOut, summary="复核销毁")
@idempotent
@page("privacy.erasure.decide")
def decide_erasure(request: HttpRequest, erasure_id: Id, answer: DecisionIn) -> ErasureOut:
    """The second person's answer; agreeing destroys."""
    act = services.approve_erasure if answer.agreed else services.refuse_erasure
    _fresh(request, answer)
    return ErasureOut.of(act(by=_by(request), now=utc_now(), erasure_id=erasure_id))


def _fresh(request: HttpRequest, answer: DecisionIn) -> None:
    if answer.agreed and not second_factor_fresh(request):
        raise StaleSecondFactor("同意要重新验证第二因子，没有办。请在页面上验证后再来")


def _aware(moment: datetime | None) -> datetime | None:
    if moment is None or not 1970 <= moment.year <= 9000:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=utc_now().tzinfo)


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by
