"""Reads of the record."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from goldbell.apps.audit.actions import actions
from goldbell.apps.audit.anchors import FILE_NAME
from goldbell.apps.audit.contracts import AuditAction, Nature
from goldbell.apps.audit.exporting import export
from goldbell.apps.audit.models import AnchorRow, Entry, Seal, Unsealed
from goldbell.apps.audit.verifying import Verdict, verify

__all__ = ["ChainStatus", "Told", "Wanted", "chain_status", "check_now", "count", "entries", "export", "known_actions"]
__all__ += ["timeline", "told"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of the record looks for; empty means all. ``words``: a subject (``cases.case:17``), actor or action."""

    actors: frozenset[str] = frozenset()
    action: str = ""
    nature: str = ""
    case_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a page tells it; ``label`` in the reader's language, ``actor`` a key such as ``officer:17``."""

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
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """How far the record is sealed and anchored."""

    seals: int
    sealed_at: datetime | None
    waiting: int
    anchor_no: int
    anchored_to: int
    anchored_at: datetime | None

    @property
    def unanchored(self) -> int:
        """Sealed entries after the last anchor: the part that could still be cut off unseen."""
        return self.seals - self.anchored_to


def count(*, actor: str, since: datetime, action: str = "", nature: Nature | None = None) -> int:
    """How many entries ``actor`` has left since a moment, of one action or one nature."""
    found = Entry.objects.filter(actor=actor, at__gt=since)
    if action:
        found = found.filter(action=action)
    if nature is not None:
        found = found.filter(nature=nature)
    return found.count()


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """The record, newest first."""
    found = Entry.objects.order_by("-pk")
    if wanted.actors:
        found = found.filter(actor__in=wanted.actors)
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.nature:
        found = found.filter(nature=wanted.nature)
    if wanted.case_id is not None:
        found = found.filter(case_id=wanted.case_id)
    if wanted.since is not None:
        found = found.filter(at__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(at__lt=wanted.until)
    for word in wanted.words.split():
        kind, colon, number = word.partition(":")
        subject = Q(subject_kind=kind, subject_id=number) if colon else Q(subject_id=word) | Q(subject_kind=word)
        found = found.filter(subject | Q(actor=word) | Q(action__startswith=word))
    return found


def timeline(
    *, subject_kind: str = "", subject_id: str = "", case_id: int | None = None, reads: bool = True, most: int = 200
) -> list[Told]:
    """What happened to one thing, or to one case, oldest first; the last ``most`` entries. ``reads``: looks as well."""
    found = Entry.objects.all()
    if case_id is not None:
        found = found.filter(case_id=case_id)
    if subject_kind:
        found = found.filter(subject_kind=subject_kind, subject_id=subject_id)
    if case_id is None and not subject_kind:
        raise ValueError("name a subject or a case")
    if not reads:
        found = found.exclude(nature="read")
    return told(list(found.order_by("-pk")[:most]))[::-1]


def told(rows: list[Entry]) -> list[Told]:
    """Entries in words."""
    known = actions()
    return [
        Told(
            id=row.pk,
            at=row.at,
            actor=row.actor,
            action=row.action,
            label=gettext(known[row.action].label) if row.action in known else row.action,
            nature=row.nature,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            case_id=row.case_id,
            purpose=row.purpose,
            facts=row.facts,
        )
        for row in rows
    ]


def known_actions() -> list[AuditAction]:
    """Every kind of entry that may be written, by code."""
    return [action for _code, action in sorted(actions().items())]


def check_now(now: datetime) -> Verdict:
    """Check the whole record as it stands against the anchors outside."""
    folder = Path(settings.GOLDBELL_ANCHORS)
    with tempfile.TemporaryDirectory(prefix="goldbell-audit-") as room:
        place = Path(room) / "audit.jsonl"
        export(place, now)
        return verify(place, anchors=folder if (folder / FILE_NAME).exists() else None)


def chain_status() -> ChainStatus:
    """The chain now."""
    head, anchor = Seal.objects.last(), AnchorRow.objects.last()
    return ChainStatus(
        seals=head.seal_no if head else 0,
        sealed_at=head.sealed_at if head else None,
        waiting=Unsealed.objects.count(),
        anchor_no=anchor.anchor_no if anchor else 0,
        anchored_to=anchor.seal_no if anchor else 0,
        anchored_at=anchor.at if anchor else None,
    )
