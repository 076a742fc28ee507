"""Reads of drafts: the officer's own, and what stood on the page."""

from __future__ import annotations

from django.db.models import QuerySet

from goldbell.apps.cases.failures import NoSuchDraft
from goldbell.apps.cases.models import Draft
from goldbell.apps.cases.typed import TypedReport
from goldbell.apps.identity.access import require
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.actors import Actor


def my_drafts(by: Actor) -> QuerySet[Draft]:
    """The officer's unfinished drafts, the youngest first."""
    require(by, "cases.report.take")
    return Draft.objects.filter(officer=by.key, report__isnull=True).order_by("-saved_at", "-pk")


def draft_of(by: Actor, draft_id: int) -> Draft:
    """The officer's own draft. Raises NoSuchDraft."""
    require(by, "cases.report.take")
    draft = Draft.objects.filter(pk=draft_id, officer=by.key).first()
    if draft is None:
        raise NoSuchDraft("没有这份草稿，或者它是别人的")
    return draft


def typed_of(draft: Draft) -> TypedReport:
    """What stood on the page when it was last saved."""
    return TypedReport.from_json(unseal(draft.content)) if draft.content else TypedReport()
