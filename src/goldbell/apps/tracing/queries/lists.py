"""The list of cases as tracing sees them: files, the last trace, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import CaseHead
from goldbell.apps.cases.queries import CaseFilter
from goldbell.apps.identity.access import require
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import StatementFile, TraceRun
from goldbell.common.actors import Actor

#: Sort keys of the list; a minus turns them round.
SORTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clock": "clock_paid_at",
        "number": "case_no",
        "loss": "loss_fen",
        "held": "trace_held_fen",
        "unseen": "trace_unseen_fen",
        "files": "file_count",
        "run": "trace_at",
    }
)


@dataclass(frozen=True, slots=True)
class TracedCase:
    """A case with its statements and its newest trace (None while nobody followed its money)."""

    head: CaseHead
    file_count: int
    waiting: int
    failed: int
    trace_at: object
    held_fen: int | None
    unseen_fen: int | None


def traced_cases(by: Actor, *, number: str = "", what: str = "", sort: str = "") -> QuerySet[Any]:
    """Cases in scope with their figures, for paging; make each row a ``TracedCase`` with ``traced_case``.

    ``what``: "" with files or traces, waiting, failed, held, untraced (no files), all."""
    require(by, "tracing.trace.read")
    newest = TraceRun.objects.filter(case_id=OuterRef("pk")).order_by("-pk")
    rows: QuerySet[Any] = cases.cases(by, CaseFilter()).annotate(
        file_count=_count(),
        file_waiting=_count(FileState.WAITING),
        file_failed=_count(FileState.FAILED),
        trace_at=Subquery(newest.values("run_at")[:1]),
        trace_held_fen=Subquery(newest.values("held_fen")[:1]),
        trace_unseen_fen=Subquery(newest.values("out_of_sight_fen")[:1]),
    )
    if number.strip():
        rows = rows.filter(case_no__icontains=number.strip().replace("\x00", ""))
    rows = _that(rows, what)
    key = SORTS.get(sort.removeprefix("-"), "clock_paid_at")
    down = sort.startswith("-") or sort.removeprefix("-") not in SORTS
    order = F(key).desc(nulls_last=True) if down else F(key).asc(nulls_last=True)
    return rows.order_by(order, "-pk")


def traced_case(row: Any) -> TracedCase:
    """One row of the list."""
    return TracedCase(
        head=cases.head_of(row),
        file_count=row.file_count,
        waiting=row.file_waiting,
        failed=row.file_failed,
        trace_at=row.trace_at,
        held_fen=row.trace_held_fen,
        unseen_fen=row.trace_unseen_fen,
    )


def _count(state: str = "") -> Coalesce:
    files = StatementFile.objects.filter(case_id=OuterRef("pk"))
    if state:
        files = files.filter(state=state)
    counted = files.order_by().values("case_id").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _that(rows: QuerySet[Any], what: str) -> QuerySet[Any]:
    files = StatementFile.objects.filter(case_id=OuterRef("pk"))
    runs = TraceRun.objects.filter(case_id=OuterRef("pk"))
    if what == "waiting":
        return rows.filter(Exists(files.filter(state=FileState.WAITING)))
    if what == "failed":
        return rows.filter(Exists(files.filter(state=FileState.FAILED)))
    if what == "held":
        return rows.filter(trace_held_fen__gt=0)
    if what == "untraced":
        return rows.filter(~Exists(files))
    return rows if what == "all" else rows.filter(Exists(files) | Exists(runs))
