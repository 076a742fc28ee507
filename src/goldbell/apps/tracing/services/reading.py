"""Reading one waiting file: claimed, parsed in a child process with limits, kept as a sealed segment with its rejects."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from goldbell.adapters import statements
from goldbell.apps.audit import services as audit
from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.scope import everything, tell
from goldbell.apps.privacy import files as vault
from goldbell.apps.tracing import segments
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import RejectedRow, StatementFile
from goldbell.apps.tracing.plain import plain_folder
from goldbell.apps.tracing.services.following import trace_if_read
from goldbell.apps.tracing.services.hand_in import subject_of
from goldbell.common.actors import Actor
from goldbell.common.crash_points import reach
from goldbell.common.errors import GoldbellError
from goldbell.common.statements import StatementReading

log = structlog.get_logger("goldbell.tracing")


def read_waiting(now: datetime) -> int:
    """Read one waiting file, if there is one, and follow the money of its case once all its files are read.

    The row is locked while the child process parses: a killed worker frees it, and the next one starts afresh."""
    with everything("tracing") as by:
        file = (
            StatementFile.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("evidence")
            .filter(state=FileState.WAITING)
            .order_by("pk")
            .first()
        )
        if file is None:
            return 0
        reach("tracing.claimed")
        _read(by, now, file)
        _follow(by, now, file.case_id)
        reach("tracing.before_commit")
    return 1


def _read(by: Actor, now: datetime, file: StatementFile) -> None:
    """Whatever a file does to the reader, it ends as read or as failed: one bad file must not hold up the others."""
    try:
        with transaction.atomic():
            head = cases.case_head(by, file.case_id)
            _keep(by, now, file, _reading(file, head.key, now), head.key)
    except GoldbellError as error:
        _fail(by, now, file, error.code, str(error))
    except Exception as error:  # recorded with the file; it is kept and can be read again
        log.exception("statement failed", file=file.pk, error=type(error).__name__)
        _fail(by, now, file, "unexpected", "")
    tell("statements")


def _reading(file: StatementFile, key: UUID, now: datetime) -> StatementReading:
    with plain_folder() as folder:
        # The child needs a path. Its name tells the tracing which rows came from one file, and nothing else.
        plain = folder / f"{file.pk}.{file.evidence.suffix or 'csv'}"
        with plain.open("wb") as target:
            for chunk in vault.stream(file.evidence.path_id, key):
                target.write(chunk)
        reach("tracing.parsing")
        return statements.read_safely(plain, read_at=now, scratch=folder)


def _follow(by: Actor, now: datetime, case_id: int) -> None:
    """The picture after the reading. A case that cannot be followed now keeps its read files; an officer can ask again."""
    try:
        with transaction.atomic():
            trace_if_read(by=by, now=now, case_id=case_id)
    except Exception as error:  # the reading stands whatever the tracing meets
        log.exception("trace failed", case=case_id, error=type(error).__name__)


def _keep(by: Actor, now: datetime, file: StatementFile, reading: StatementReading, key: UUID) -> None:
    segment = segments.keep(reading, key=key)
    StatementFile.objects.filter(pk=file.pk).update(
        state=FileState.READ,
        read_at=now,
        layout=reading.layout,
        explanation=reading.explanation[:300],
        rows=reading.rows,
        accepted=reading.accepted,
        rejected=len(reading.rejected),
        failed_queries=len(reading.failed_queries),
        segment=segment,
    )
    RejectedRow.objects.bulk_create(
        [
            RejectedRow(
                unit_id=file.unit_id,
                file=file,
                sheet=row.sheet[:80],
                row=row.row,
                code=row.code,
                reason=row.reason[:300],
            )
            for row in reading.rejected
        ],
        batch_size=2000,
    )
    audit.record(
        by=by,
        now=now,
        action="tracing.file.read",
        subject=subject_of(file),
        facts={
            "file": file.pk,
            "layout": reading.layout,
            "accepted": reading.accepted,
            "rejected": len(reading.rejected),
        },
    )


def _fail(by: Actor, now: datetime, file: StatementFile, code: str, text: str) -> None:
    StatementFile.objects.filter(pk=file.pk).update(
        state=FileState.FAILED, read_at=now, failure_code=code[:40], failure_text=text[:300]
    )
    audit.record(
        by=by,
        now=now,
        action="tracing.file.fail",
        subject=subject_of(file),
        facts={"file": file.pk, "code": code[:40]},
    )
