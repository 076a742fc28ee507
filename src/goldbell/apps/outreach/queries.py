"""Reads of outreach: officers see the stories of their scope, others only what was released."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldbell.apps.identity.access import may, require
from goldbell.apps.outreach.contracts import ERASED, OPEN, StoryState
from goldbell.apps.outreach.failures import NoSuchStory
from goldbell.apps.outreach.models import Story
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound

__all__ = ["Story", "StoryFilter", "open_story", "stories", "story", "to_review", "words_of"]


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """What to list; ``text`` is searched in what was released."""

    state: str = ""
    scam_type: str = ""
    text: str = ""
    case_id: int | None = None


def stories(by: Actor, wanted: StoryFilter | None = None) -> QuerySet[Story]:
    """The stories the reader may see, newest first."""
    require(by, "outreach.story.read")
    rows = Story.objects.order_by("-made_at", "-pk")
    if not may(by, "outreach.story.draft"):
        rows = rows.filter(state=StoryState.RELEASED)
    asked = wanted or StoryFilter()
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.scam_type:
        rows = rows.filter(Q(scam_type=asked.scam_type) | Q(scam_type__startswith=f"{asked.scam_type}."))
    if asked.case_id is not None and may(by, "outreach.story.draft"):
        rows = rows.filter(case_id=asked.case_id)
    for word in asked.text.split()[:5]:
        rows = rows.filter(Q(released_title__icontains=word) | Q(released_text__icontains=word))
    return rows


def story(by: Actor, story_id: int) -> Story:
    """One story. Raises NoSuchStory."""
    found = stories(by).filter(pk=story_id).first()
    if found is None:
        raise NoSuchStory("没有这篇故事，或不在你的范围内")
    return found


def words_of(found: Story) -> tuple[str, str]:
    """Title and text of a story the reader may see; empty where the case's key is destroyed."""
    if found.state == StoryState.RELEASED:
        return found.released_title, found.released_text
    try:
        return (
            unseal(found.title) if found.title is not None else "",
            unseal(found.text) if found.text is not None else "",
        )
    except NotFound as error:
        if error.code != ERASED:
            raise
        return "", ""


def open_story(by: Actor, case_id: int) -> Story | None:
    """The story of a case that is being written or reviewed."""
    return stories(by).filter(case_id=case_id, state__in=OPEN).first()


def to_review(by: Actor) -> QuerySet[Story]:
    """Stories that wait for this officer's review: handed in, written by others."""
    rows = stories(by).filter(state=StoryState.SUBMITTED)
    return rows.exclude(made_by=by.key).exclude(edited_by=by.key)
