"""Evidence files: kept as they came, hashed, sealed at rest; opened for a purpose."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Final

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.failures import EmptyFile, FileTooLarge, NoSuchCase, NoSuchRow, PurposeMissing
from goldbell.apps.cases.models import Case, Evidence
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import files
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import seal, unseal
from goldbell.common.actors import Actor

#: One upload. A longer recording is handed in on a medium and entered piece by piece.
MOST_BYTES: Final = 512 * 1024 * 1024
_CHUNK: Final = 1024 * 1024


@transaction.atomic
def attach_evidence(*, by: Actor, now: datetime, case_id: int, name: str, content: BinaryIO) -> Evidence:
    """Take a file in as evidence: hash, seal, list. ``content``: seekable. The same bytes twice are one row;
    the second time is written down. Raises NoSuchCase, EmptyFile, FileTooLarge."""
    require(by, "cases.evidence.add")
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NoSuchCase("没有这个案件，或不在你的范围内，文件没有存下")
    sha256 = _digest(content)
    before = Evidence.objects.filter(case=case, sha256=sha256).first()
    if before is not None:
        audit.record(by=by, now=now, action="cases.evidence.again", subject=_subject(before), facts={"sha256": sha256})
        return before
    clean = clean_name(name)
    stored = files.store(case.key, content, clean)
    row = Evidence.objects.create(
        unit_id=case.unit_id,
        case=case,
        name=seal(case.key, Kind.FILE, clean),
        suffix=_suffix(clean),
        path_id=stored.path_id,
        sha256=stored.sha256,
        size_bytes=stored.size,
        added_at=now,
        added_by=by.key,
    )
    audit.record(
        by=by,
        now=now,
        action="cases.evidence.add",
        subject=_subject(row),
        facts={"sha256": row.sha256, "size_bytes": row.size_bytes},
    )
    scope.tell("cases")
    return row


@transaction.atomic
def open_evidence(*, by: Actor, now: datetime, evidence_id: int, purpose: str) -> tuple[str, Iterator[bytes]]:
    """The file's name and its bytes piece by piece, for a purpose that is written down. Raises NoSuchRow, PurposeMissing,
    and privacy's FileGone, SealBroken and Erased where the file does not begin as it should."""
    require(by, "cases.evidence.read")
    if not purpose.strip():
        raise PurposeMissing("取出证据要写明用途，文件没有取出。请补上")
    row = Evidence.objects.select_related("case").filter(pk=evidence_id).first()
    if row is None:
        raise NoSuchRow("没有这份证据，或不在你的范围内")
    audit.record(
        by=by,
        now=now,
        action="cases.evidence.read",
        subject=_subject(row),
        purpose=purpose.strip()[:200],
        facts={"sha256": row.sha256},
    )
    return unseal(row.name), files.opened(row.path_id, row.case.key)


def clean_name(name: str) -> str:
    """The name without folders and control signs, at most 120 characters; never empty."""
    bare = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rpartition("/")[2]).strip()
    if len(bare) > 120:
        stem, suffix = os.path.splitext(bare)
        bare = stem[: 120 - len(suffix[:12])] + suffix[:12]
    return bare or "未命名"


def _suffix(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", os.path.splitext(name)[1].lower())[:12]


def _digest(content: BinaryIO) -> str:
    """The hash of the whole file, which is read once to know it before a byte is stored."""
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := content.read(_CHUNK):
        size += len(piece)
        if size > MOST_BYTES:
            raise FileTooLarge("文件超过 %(most)s MB，没有存下。请拆开再传", most=MOST_BYTES // 1024 // 1024)
        digest.update(piece)
    if size == 0:
        raise EmptyFile("文件是空的，没有存下。请重新选择文件")
    content.seek(0)
    return digest.hexdigest()


def _subject(row: Evidence) -> Subject:
    return Subject("cases.evidence", str(row.pk), case_id=row.case_id, unit_id=row.unit_id)
