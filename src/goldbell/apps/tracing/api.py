"""Tracing over the API: hand in statements, follow money, read where it is. Account numbers are masked, always."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, cast

from django.http import HttpRequest
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime, Field

from goldbell.apps.identity.access import page
from goldbell.apps.identity.idempotency import idempotent
from goldbell.apps.privacy.sealing import warm
from goldbell.apps.tracing import queries, services
from goldbell.apps.tracing.contracts import TraceView
from goldbell.apps.tracing.failures import NoSuchTrace
from goldbell.apps.tracing.models import RejectedRow, StatementFile, TraceRun
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

router = Router(tags=["资金追踪"])
_MOST = 200


class FileOut(Schema):
    """流水文件. ``name`` is masked; ``state``: waiting, read, failed, duplicate; ``failure``: code, empty unless failed."""

    id: int
    case: int
    name: str
    sha256: str
    size_bytes: int
    state: str
    layout: str
    rows: int
    accepted: int
    rejected: int
    duplicate_of: int | None
    failure: str
    handed_in_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, one: StatementFile) -> FileOut:
        """The file as programs see it."""
        return cls(
            id=one.pk,
            case=one.case_id,
            name=str(one.name),
            sha256=one.sha256,
            size_bytes=one.size_bytes,
            state=one.state,
            layout=one.layout,
            rows=one.rows,
            accepted=one.accepted,
            rejected=one.rejected,
            duplicate_of=one.duplicate_of_id,
            failure=one.failure_code,
            handed_in_at=one.handed_in_at,
            read_at=one.read_at,
        )


class Files(Schema):
    """A page of files and how many there are."""

    count: int
    items: list[FileOut]


class RejectedOut(Schema):
    """被拒的行: where it stands and why."""

    sheet: str
    row: int
    code: str

    @classmethod
    def of(cls, one: RejectedRow) -> RejectedOut:
        """The row as programs see it."""
        return cls(sheet=one.sheet, row=one.row, code=one.code)


class RejectedRows(Schema):
    """A page of rejected rows and how many there are."""

    count: int
    items: list[RejectedOut]


class Paging(Schema):
    """Which part of a list."""

    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=_MOST)


class TraceIn(Schema):
    """``as_of``: with its zone; without it, now. ``rule``: an allocation rule."""

    as_of: AwareDatetime | None = None
    rule: str = "fifo"


class RunOut(Schema):
    """一次追踪, its sums in fen: asked = held + out_of_sight + cashed_out + pending."""

    id: int
    case: int
    as_of: datetime
    run_at: datetime
    rule: str
    files: int
    asked_fen: int
    held_fen: int
    out_of_sight_fen: int
    cashed_out_fen: int
    pending_fen: int

    @classmethod
    def of(cls, run: TraceRun) -> RunOut:
        """The run as programs see it."""
        return cls(
            id=run.pk,
            case=run.case_id,
            as_of=run.as_of,
            run_at=run.run_at,
            rule=run.rule,
            files=run.files,
            asked_fen=run.asked_fen,
            held_fen=run.held_fen,
            out_of_sight_fen=run.out_of_sight_fen,
            cashed_out_fen=run.cashed_out_fen,
            pending_fen=run.pending_fen,
        )


class AccountOut(Schema):
    """An account that stolen money touched, masked. ``index``: its place in this trace. ``certain_fen`` and
    ``possible_fen``: the band of what it holds, None where it holds nothing."""

    index: int
    account: str
    holder: str
    tier: int
    received_fen: int
    held_fen: int
    certain_fen: int | None
    possible_fen: int | None
    out_of_sight_fen: int
    cashed_out_fen: int
    has_statement: bool


class TraceOut(RunOut):
    """A trace with the accounts behind it."""

    accounts: list[AccountOut]

    @classmethod
    def seen(cls, view: TraceView) -> TraceOut:
        """The trace as programs see it."""
        held = {one.account_no: one for one in view.held}
        accounts = []
        for index, one in enumerate(view.accounts):
            mine = held.get(one.account_no)
            accounts.append(
                AccountOut(
                    index=index,
                    account=one.masked,
                    holder=one.holder_masked,
                    tier=one.tier,
                    received_fen=one.received_fen,
                    held_fen=one.held_fen,
                    certain_fen=mine.certain_fen if mine else None,
                    possible_fen=mine.possible_fen if mine else None,
                    out_of_sight_fen=one.out_of_sight_fen,
                    cashed_out_fen=one.cashed_fen,
                    has_statement=one.has_statement,
                )
            )
        return cls(
            id=view.id,
            case=view.case_id,
            as_of=view.as_of,
            run_at=view.run_at,
            rule=view.rule,
            files=view.files_read,
            asked_fen=view.asked_fen,
            held_fen=view.held_fen,
            out_of_sight_fen=view.out_of_sight_fen,
            cashed_out_fen=view.cashed_out_fen,
            pending_fen=view.pending_fen,
            accounts=accounts,
        )


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


@router.post("/cases/{case_id}/statements", response={201: list[FileOut]}, summary="交入流水文件")
@idempotent
@page("tracing.file.hand_in")
def hand_in_statements(request: HttpRequest, case_id: int, files: File[list[UploadedFile]]) -> Status[list[FileOut]]:
    """Hand in files (multipart, field ``files``): all are kept, or none. They are read in the worker."""
    named = [(one.name or "", cast(BinaryIO, one)) for one in files]
    taken = services.hand_in(by=_by(request), now=utc_now(), case_id=case_id, files=named)
    return Status(201, [FileOut.of(one) for one in taken])


@router.get("/cases/{case_id}/statements", response=Files, summary="流水文件")
@page("tracing.file.read")
def statements(request: HttpRequest, case_id: int, paging: Query[Paging]) -> Files:
    """The files of a case, in the order they were handed in."""
    found = queries.case_files(_by(request), case_id)
    rows = list(found[paging.offset : paging.offset + paging.limit])
    warm(one.name for one in rows)
    return Files(count=found.count(), items=[FileOut.of(one) for one in rows])


@router.get("/statements/{file_id}/rejected", response=RejectedRows, summary="被拒的行")
@page("tracing.file.read")
def rejected_rows(request: HttpRequest, file_id: int, paging: Query[Paging]) -> RejectedRows:
    """The rows of a file that were not taken."""
    by = _by(request)
    file = queries.statement_file(by, file_id)
    found = queries.rejected_rows(by, file.pk)
    rows = found[paging.offset : paging.offset + paging.limit]
    return RejectedRows(count=found.count(), items=[RejectedOut.of(one) for one in rows])


@router.post("/cases/{case_id}/traces", response={201: RunOut}, summary="追踪资金")
@idempotent
@page("tracing.trace.run")
def run_trace(request: HttpRequest, case_id: int, wanted: TraceIn) -> Status[RunOut]:
    """Follow the money of a case, now or as of an earlier moment; the result is kept."""
    run = services.trace_case(by=_by(request), now=utc_now(), case_id=case_id, as_of=wanted.as_of, rule=wanted.rule)
    return Status(201, RunOut.of(run))


@router.get("/cases/{case_id}/traces", response=list[RunOut], summary="追踪记录")
@page("tracing.trace.read")
def traces(request: HttpRequest, case_id: int) -> list[RunOut]:
    """The traces of a case, newest first, two hundred at most."""
    return [RunOut.of(one) for one in queries.runs_of(_by(request), case_id)[:_MOST]]


@router.get("/cases/{case_id}/traces/latest", response=TraceOut, summary="最新的追踪")
@page("tracing.trace.read")
def latest_trace(request: HttpRequest, case_id: int) -> TraceOut:
    """Where the money is by the newest trace; the look is on record."""
    by = _by(request)
    newest = queries.runs_of(by, case_id).first()
    if newest is None:
        raise NoSuchTrace("这个案件还没有追踪过，或不在你的范围内")
    return TraceOut.seen(services.look_at_trace(by=by, now=utc_now(), run_id=newest.pk))


@router.get("/traces/{run_id}", response=TraceOut, summary="一次追踪")
@page("tracing.trace.read")
def trace(request: HttpRequest, run_id: int) -> TraceOut:
    """One trace; the look is on record."""
    return TraceOut.seen(services.look_at_trace(by=_by(request), now=utc_now(), run_id=run_id))
