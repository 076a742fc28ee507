"""Reading one waiting file: claimed, parsed in a child process with limits, kept as a sealed segment with its rejects."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from goldbell.adapters import statements
from goldbell.apps.audit import services as audit
from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.scope import everything, tell
from goldbell.apps.privacy import files as vault
from goldbell.apps.tracing import segments
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import RejectedRow, StatementFile
from goldbell.apps.tracing.services.following import trace_if_read
from goldbell.apps.tracing.services.hand_in import subject_of
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.statements import StatementReading


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
        _read(by, now, file)
        trace_if_read(by=by, now=now, case_id=file.case_id)
    return 1


def _read(by: Actor, now: datetime, file: StatementFile) -> None:
    head = cases.case_head(by, file.case_id)
    try:
        with transaction.atomic(), tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
            # the child needs a path; the plain copy lives only while it reads
            plain = Path(folder) / f"statement.{file.evidence.suffix or 'csv'}"
            with plain.open("wb") as target:
                for chunk in vault.stream(file.evidence.path_id, head.key):
                    target.write(chunk)
            reading = statements.read_safely(plain, read_at=now)
            _keep(by, now, file, reading, head.key)
    except GoldbellError as error:
        _fail(by, now, file, error)
    tell("statements")


def _keep(by: Actor, now: datetime, file: StatementFile, reading: StatementReading, key: UUID) -> None:
    file.state = FileState.READ
    file.read_at = now
    file.layout = reading.layout
    file.explanation = reading.explanation[:300]
    file.rows, file.accepted, file.rejected = reading.rows, reading.accepted, len(reading.rejected)
    file.segment = segments.keep(reading, key=key)
    file.save()
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
        facts={"file": file.pk, "layout": file.layout, "accepted": file.accepted, "rejected": file.rejected},
    )


def _fail(by: Actor, now: datetime, file: StatementFile, error: GoldbellError) -> None:
    file.state, file.read_at = FileState.FAILED, now
    file.failure_code, file.failure_text = error.code[:40], str(error)[:300]
    file.save(update_fields=["state", "read_at", "failure_code", "failure_text"])
    audit.record(
        by=by,
        now=now,
        action="tracing.file.fail",
        subject=subject_of(file),
        facts={"file": file.pk, "code": file.failure_code},
    )
