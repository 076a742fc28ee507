"""导出: rows that leave the house in a file, after a second person agreed, marked with who, when and why.

Other apps feed rows in with ``request``; they lie sealed under a key of their own, which is destroyed when the term of
the export is over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.privacy import datakeys, files
from goldbell.apps.privacy.contracts import ExportState
from goldbell.apps.privacy.models import DataKey, Export
from goldbell.apps.privacy.services.erase import SecondPersonNeeded
from goldbell.apps.privacy.services.keys import new_key
from goldbell.apps.privacy.services.looks import check_purpose
from goldbell.apps.privacy.workbook import Cell, Mark, marked_workbook
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid, NotFound, TooLate

#: How long an approved file may be fetched, and how long a wish waits for an answer.
FETCH_WITHIN: Final = timedelta(hours=24)
ANSWER_WITHIN: Final = timedelta(days=7)
MOST_ROWS: Final = 100_000


class ExportNotFitting(Invalid):
    """No title, no rows, too many rows, or rows of different lengths."""

    code = "export_not_fitting"


class ExportNotOpen(Conflict):
    """Somebody decided already, or nobody agreed yet."""

    code = "export_not_open"


class ExportOver(TooLate):
    """The day in which the file could be fetched has passed."""

    code = "export_over"


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A finished workbook."""

    name: str
    content: bytes


@transaction.atomic
def request(
    *,
    by: Actor,
    now: datetime,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    unit_id: int,
    purpose: str,
    case_id: int | None = None,
) -> Export:
    """Ask for an export; the rows are sealed at once and nobody gets them before ``approve``. ``purpose`` as for reveal."""
    access.require(by, "privacy.export.ask")
    stated, kept = check_purpose(purpose), [list(row) for row in rows]
    if not title.strip() or not columns or not kept or any(len(row) != len(columns) for row in kept):
        raise ExportNotFitting("导出要有标题、列名和至少一行，每行的格数要与列名一致")
    if len(kept) > MOST_ROWS:
        raise ExportNotFitting("一次最多导出 %(most)s 行，请分批", most=MOST_ROWS)
    key = new_key(by=by, now=now, unit_id=unit_id, retention="export")
    written = json.dumps({"columns": list(columns), "rows": kept}, ensure_ascii=False).encode()
    asked = Export.objects.create(
        title=title.strip()[:80],
        unit_id=unit_id,
        key_id=key,
        rows_path=files.store(key, written, "rows.json").path_id,
        row_count=len(kept),
        case_id=case_id,
        purpose=stated,
        asked_by=by.key,
        asked_at=now,
    )
    _record(by, now, "privacy.export.ask", asked, stated)
    return asked


@transaction.atomic
def approve(*, by: Actor, now: datetime, export_id: int) -> Export:
    """A second person agrees; the one who asked may fetch the file for a day. SecondPersonNeeded, ExportNotOpen."""
    asked = _decide(by, now, export_id, ExportState.APPROVED, due_at=now + FETCH_WITHIN)
    _record(by, now, "privacy.export.approve", asked)
    return asked


@transaction.atomic
def refuse(*, by: Actor, now: datetime, export_id: int) -> Export:
    """Say no; the rows are destroyed."""
    asked = _decide(by, now, export_id, ExportState.REFUSED, due_at=None)
    _destroy(asked, now)
    _record(by, now, "privacy.export.refuse", asked)
    return asked


@transaction.atomic
def build(*, by: Actor, now: datetime, export_id: int) -> BuiltFile:
    """The marked workbook, for the one who asked, within a day; each fetch is on record. ExportNotOpen, ExportOver."""
    access.require(by, "privacy.export.ask")
    asked = Export.objects.select_for_update().filter(pk=export_id, asked_by=by.key).first()
    if asked is None:
        raise NotFound("没有这项导出，或不是你申请的")
    if asked.state == ExportState.EXPIRED or (asked.due_at is not None and asked.due_at <= now):
        raise ExportOver("同意后的 24 小时已过，文件已销毁，需要时请重新申请")
    if asked.state != ExportState.APPROVED:
        raise ExportNotOpen("这项导出还没有人同意")
    told = json.loads(files.open_(asked.rows_path, asked.key_id))
    asked.built_count += 1
    asked.save(update_fields=["built_count"])
    mark = _mark(asked, now)
    _record(by, now, "privacy.export.build", asked, asked.purpose, times=asked.built_count)
    return BuiltFile(
        name=f"goldbell-export-{asked.pk}.xlsx",
        content=marked_workbook(asked.title, told["columns"], told["rows"], mark),
    )


@transaction.atomic
def expire(*, by: Actor, now: datetime) -> int:
    """Destroy the rows of exports whose time is over; how many. The worker's round."""
    access.require(by, "privacy.export.expire")
    over = Export.objects.select_for_update(skip_locked=True)
    late = list(over.filter(state=ExportState.APPROVED, due_at__lte=now)[:50]) + list(
        over.filter(state=ExportState.ASKED, asked_at__lte=now - ANSWER_WITHIN)[:50]
    )
    for asked in late:
        Export.objects.filter(pk=asked.pk).update(state=ExportState.EXPIRED)
        _destroy(asked, now)
        _record(by, now, "privacy.export.expire", asked)
    return len(late)


def _decide(by: Actor, now: datetime, export_id: int, state: ExportState, due_at: datetime | None) -> Export:
    access.require(by, "privacy.export.decide")
    asked = Export.objects.filter(pk=export_id).first()
    if asked is None:
        raise NotFound("没有这项导出，或不在你的辖区")
    if asked.asked_by == by.key:
        raise SecondPersonNeeded("申请人不能自己复核，请另一位同事决定")
    changed = Export.objects.filter(pk=export_id, state=ExportState.ASKED).update(
        state=state, decided_by=by.key, decided_at=now, due_at=due_at
    )
    if changed != 1:
        raise ExportNotOpen("这项导出已经有人决定过了")
    asked.refresh_from_db()
    return asked


def _destroy(asked: Export, now: datetime) -> None:
    key: UUID = asked.key_id
    DataKey.objects.filter(pk=key, destroyed_at__isnull=True).update(wrapped=None, destroyed_at=now)
    datakeys.forget(key)
    path = asked.rows_path
    transaction.on_commit(lambda: files.remove(path))


def _mark(asked: Export, now: datetime) -> Mark:
    people = officers_by_key({asked.asked_by, asked.decided_by})

    def named(key: str) -> str:
        officer = people.get(key)
        return f"{officer.name}（{officer.badge}）" if officer else key

    local = timezone.localtime(now)
    line = _(
        "导出 %(number)s 号 · 取走：%(who)s · 同意：%(second)s · %(when)s · 用途：%(why)s · 只用于所写用途，不得转给他人"
    )
    return Mark(
        number=str(asked.pk),
        line=line
        % {
            "number": asked.pk,
            "who": named(asked.asked_by),
            "second": named(asked.decided_by),
            "when": f"{local:%Y-%m-%d %H:%M}",
            "why": asked.purpose,
        },
        column=_("导出编号"),
        cell=f"{asked.pk}-{asked.built_count}",
    )


def _record(by: Actor, now: datetime, action: str, asked: Export, purpose: str = "", **facts: int) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=Subject("privacy.export", str(asked.pk), case_id=asked.case_id),
        purpose=purpose,
        facts={"rows": asked.row_count, **facts},
    )
