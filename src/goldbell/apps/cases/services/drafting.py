"""Drafts: what is being typed survives the browser and the server."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.failures import DraftDone, StaleDraft, TooLong
from goldbell.apps.cases.models import Draft
from goldbell.apps.cases.queries.drafts import draft_of
from goldbell.apps.cases.services.numbers import unit_id_of
from goldbell.apps.cases.typed import TypedReport
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import services as privacy
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import seal
from goldbell.common.actors import Actor

_MOST_CHARACTERS = 400_000


@transaction.atomic
def start_draft(*, by: Actor, now: datetime) -> Draft:
    """An empty page for a new call, of this officer alone."""
    require(by, "cases.report.take")
    unit_id = unit_id_of(by)
    key = privacy.new_key(by=by, now=now, unit_id=unit_id)
    return Draft.objects.create(unit_id=unit_id, officer=by.key, key=key, started_at=now, saved_at=now)


@transaction.atomic
def save_draft(*, by: Actor, now: datetime, draft_id: int, revision: int, typed: TypedReport) -> Draft:
    """Keep what stands on the page. ``revision``: the one this page last saw; returns the draft with the next.

    Raises NoSuchDraft, StaleDraft when another page saved in the meantime (nothing of either is lost: the other is
    kept here, this one still stands on its page), DraftDone, TooLong.
    """
    require(by, "cases.report.take")
    draft = draft_of(by, draft_id)
    text = typed.to_json()
    if len(text) > _MOST_CHARACTERS:
        raise TooLong(
            "这一页写了 %(count)s 个字，存不下，最多 %(most)s 个。请先受理，再接着写",
            count=len(text),
            most=_MOST_CHARACTERS,
        )
    content = seal(draft.key, Kind.WORDS, text)
    saved = Draft.objects.filter(pk=draft.pk, revision=revision, report__isnull=True).update(
        content=content, revision=revision + 1, saved_at=now
    )
    if not saved:
        if draft.report_id is not None:
            raise DraftDone("这份草稿已经受理成警情，改动没有存进草稿。请到警情里补充")
        raise StaleDraft("另一个页面也在写这份草稿，这一次没有存上。字还在页面里，请选用哪一份")
    draft.refresh_from_db()
    return draft


@transaction.atomic
def drop_draft(*, by: Actor, now: datetime, draft_id: int) -> None:
    """Throw a draft away: nobody reported anything."""
    require(by, "cases.report.take")
    draft = draft_of(by, draft_id)
    if draft.report_id is not None:
        raise DraftDone("这份草稿已经受理成警情，没有丢弃")
    audit.record(
        by=by, now=now, action="cases.draft.drop", subject=Subject("cases.draft", str(draft.pk), unit_id=draft.unit_id)
    )
    draft.delete()
