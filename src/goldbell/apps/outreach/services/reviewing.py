"""Reviewing a story: another officer releases it or gives it back; what was released can be withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.outreach.contracts import ERASED, StoryState, kind_words
from goldbell.apps.outreach.failures import SamePerson, StoryLeaks, StoryMoved
from goldbell.apps.outreach.guard import leaks
from goldbell.apps.outreach.models import Story
from goldbell.apps.outreach.services.stories import known_values, locked, move, stated_reason, subject_of
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import seal, unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound


@transaction.atomic
def release_story(*, by: Actor, now: datetime, story_id: int) -> Story:
    """Release a story to be read by citizens; by an officer who wrote no word of it, after the leak check.

    Raises NoSuchStory, SamePerson, StoryMoved, StoryLeaks (names kinds, never values), CannotCompare."""
    require(by, "outreach.story.release")
    story = _of_another(by, story_id)
    if story.state != StoryState.SUBMITTED or story.text is None or story.title is None:
        raise StoryMoved("这篇故事已经有人处置，没有再动。请刷新再看")
    known = known_values(by, story.case_id)
    title, text = unseal(story.title), unseal(story.text)
    found = leaks(f"{title}\n{text}", known)
    if found:
        raise StoryLeaks("故事里还有会认出人的内容：%(kinds)s。没有发布，请退回修改", kinds=kind_words(found))
    move(
        story,
        StoryState.RELEASED,
        reviewed_by=by.key,
        reviewed_at=now,
        released_title=title,
        released_text=text,
        title=None,
        text=None,
        reason="",
    )
    audit.record(
        by=by, now=now, action="outreach.story.release", subject=subject_of(story), facts={"length": len(text)}
    )
    tell("cases")
    return story


@transaction.atomic
def return_story(*, by: Actor, now: datetime, story_id: int, reason: str) -> Story:
    """Give a story back to be changed, with the reason. Raises NoSuchStory, SamePerson, StoryMoved, ReasonMissing."""
    require(by, "outreach.story.release")
    words = stated_reason(reason)
    story = _of_another(by, story_id)
    move(story, StoryState.RETURNED, reviewed_by=by.key, reviewed_at=now, reason=words)
    audit.record(by=by, now=now, action="outreach.story.return", subject=subject_of(story), purpose=words)
    tell("cases")
    return story


@transaction.atomic
def withdraw_story(*, by: Actor, now: datetime, story_id: int, reason: str) -> Story:
    """Give a story up; a released one only by those who may release. Nobody reads it from then on: its words go back
    under the case's seal, or away where that key is destroyed. Raises NoSuchStory, StoryMoved, ReasonMissing."""
    require(by, "outreach.story.draft")
    words = stated_reason(reason)
    story = locked(story_id)
    before = story.state
    changes: dict[str, object] = {"withdrawn_by": by.key, "withdrawn_at": now, "reason": words}
    if before == StoryState.RELEASED:
        require(by, "outreach.story.release")
        changes |= {"released_title": "", "released_text": "", **_sealed_again(by, story)}
    move(story, StoryState.WITHDRAWN, **changes)
    audit.record(
        by=by,
        now=now,
        action="outreach.story.withdraw",
        subject=subject_of(story),
        purpose=words,
        facts={"before": str(before)},
    )
    tell("cases")
    return story


def _sealed_again(by: Actor, story: Story) -> dict[str, object]:
    key = cases.case(by, story.case_id).key
    try:
        return {
            "title": seal(key, Kind.WORDS, story.released_title),
            "text": seal(key, Kind.WORDS, story.released_text),
        }
    except NotFound as error:
        if error.code != ERASED:
            raise
        return {}


def _of_another(by: Actor, story_id: int) -> Story:
    story = locked(story_id)
    if by.key in (story.made_by, story.edited_by):
        raise SamePerson("写故事的人不能自己审核，请另一位同事")
    return story
