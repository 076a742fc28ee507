"""Taking in the files that institutions returned; reading them comes after, in the worker."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import services as cases
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.failures import FileMoved, NoSuchFile
from goldbell.apps.tracing.models import StatementFile
from goldbell.common.actors import Actor


@transaction.atomic
def hand_in(*, by: Actor, now: datetime, case_id: int, files: Iterable[tuple[str, BinaryIO]]) -> list[StatementFile]:
    """Keep each file as evidence and line it up for reading; a file the case has already is marked as its duplicate.

    ``files``: names and readable contents. All of them are kept, or none. Raises what ``cases.attach_evidence`` raises.
    """
    require(by, "tracing.file.hand_in")
    taken = [_take(by, now, case_id, name, content) for name, content in files]
    tell("statements")
    return taken


@transaction.atomic
def read_again(*, by: Actor, now: datetime, file_id: int) -> StatementFile:
    """Line up a file that could not be read once more, after a layout was added or the limits were raised."""
    require(by, "tracing.file.hand_in")
    found = StatementFile.objects.filter(pk=file_id)
    if not found.exists():
        raise NoSuchFile("没有这个流水文件")
    moved = found.filter(state=FileState.FAILED).update(state=FileState.WAITING, failure_code="", failure_text="")
    if moved != 1:
        raise FileMoved("这个文件现在不是“读不了”的状态，没有重新读取")
    file = found.get()
    audit.record(by=by, now=now, action="tracing.file.retry", subject=subject_of(file), facts={"file": file.pk})
    tell("statements")
    return file


def subject_of(file: StatementFile) -> Subject:
    """The file as the audit knows it."""
    return Subject("tracing.statementfile", str(file.pk), case_id=file.case_id, unit_id=file.unit_id)


def _take(by: Actor, now: datetime, case_id: int, name: str, content: BinaryIO) -> StatementFile:
    evidence = cases.attach_evidence(by=by, now=now, case_id=case_id, name=name, content=content)
    first = StatementFile.objects.filter(case_id=case_id, sha256=evidence.sha256, duplicate_of=None).first()
    file = StatementFile.objects.create(
        unit_id=evidence.unit_id,
        case_id=case_id,
        evidence=evidence,
        sha256=evidence.sha256,
        size_bytes=evidence.size_bytes,
        name=evidence.name,
        state=FileState.DUPLICATE if first else FileState.WAITING,
        duplicate_of=first,
        handed_in_by=by.key,
        handed_in_at=now,
    )
    audit.record(
        by=by,
        now=now,
        action="tracing.file.hand_in",
        subject=subject_of(file),
        facts={"file": file.pk, "bytes": file.size_bytes, "duplicate_of": first.pk if first else None},
    )
    return file
