"""What was handed in, and what was not taken of it."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from goldbell.apps.identity.access import require
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.failures import NoSuchFile
from goldbell.apps.tracing.models import RejectedRow, StatementFile
from goldbell.common.actors import Actor


def case_files(by: Actor, case_id: int) -> QuerySet[StatementFile]:
    """The statement files of a case, in the order they were handed in."""
    require(by, "tracing.file.read")
    return StatementFile.objects.filter(case_id=case_id).select_related("duplicate_of").order_by("pk")


def file_counts(by: Actor, case_id: int) -> dict[str, int]:
    """How many files of a case are in each state, and ``all`` of them."""
    rows = case_files(by, case_id).order_by().values_list("state").annotate(count=Count("pk"))
    counts = dict.fromkeys(FileState.values, 0) | dict(rows)
    return counts | {"all": sum(counts.values())}


def statement_file(by: Actor, file_id: int, *, case_id: int | None = None) -> StatementFile:
    """One file, with ``case_id`` only if it is of that case. Raises NoSuchFile."""
    require(by, "tracing.file.read")
    rows = StatementFile.objects.select_related("case", "duplicate_of").filter(pk=file_id)
    found = (rows if case_id is None else rows.filter(case_id=case_id)).first()
    if found is None:
        raise NoSuchFile("没有这个流水文件，或不在你的范围内")
    return found


def rejected_rows(by: Actor, file_id: int) -> QuerySet[RejectedRow]:
    """The rows of a file that were not taken, by place in the file."""
    require(by, "tracing.file.read")
    return RejectedRow.objects.filter(file_id=file_id).order_by("sheet", "row")


def reject_codes(by: Actor, file_id: int) -> list[tuple[str, int]]:
    """Why rows of a file were not taken, with how many, the most frequent first."""
    rows = rejected_rows(by, file_id).order_by().values_list("code").annotate(count=Count("pk"))
    return sorted(rows, key=lambda one: (-one[1], one[0]))
