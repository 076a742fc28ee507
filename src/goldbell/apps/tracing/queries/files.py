"""What was handed in, and what was not taken of it."""

from __future__ import annotations

from django.db.models import QuerySet

from goldbell.apps.identity.access import require
from goldbell.apps.tracing.failures import NoSuchFile
from goldbell.apps.tracing.models import RejectedRow, StatementFile
from goldbell.common.actors import Actor


def case_files(by: Actor, case_id: int) -> QuerySet[StatementFile]:
    """The statement files of a case, in the order they were handed in."""
    require(by, "tracing.file.read")
    return StatementFile.objects.filter(case_id=case_id).select_related("duplicate_of").order_by("pk")


def statement_file(by: Actor, file_id: int) -> StatementFile:
    """One file. Raises NoSuchFile."""
    require(by, "tracing.file.read")
    found = StatementFile.objects.select_related("case").filter(pk=file_id).first()
    if found is None:
        raise NoSuchFile("没有这个流水文件，或不在你的范围内")
    return found


def rejected_rows(by: Actor, file_id: int) -> QuerySet[RejectedRow]:
    """The rows of a file that were not taken, by place in the file."""
    require(by, "tracing.file.read")
    return RejectedRow.objects.filter(file_id=file_id).order_by("sheet", "row")
