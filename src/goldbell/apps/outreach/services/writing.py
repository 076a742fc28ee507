"""Writing a story: drafted from the words of a case, put right by an officer, handed in for review."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.outreach.contracts import ERASED, LONGEST, OPEN, WRITABLE, StoryState
from goldbell.apps.outreach.failures import BadStory, NoWords, StoryMoved
from goldbell.apps.outreach.models import Story
from goldbell.apps.outreach.services.stories import known_values, locked, move, subject_of
from goldbell.apps.privacy import services as privacy
from goldbell.apps.privacy.contracts import Kind, Purpose
from goldbell.apps.privacy.sealing import seal, unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound
from goldbell.engine.text.deidentify import deidentify

#: Why the words are read; kept with the read.
_WHY = f"{Purpose.OTHER.value}：写成案例故事"


@transaction.atomic
def draft_story(*, by: Actor, now: datetime, case_id: int) -> Story:
    """Tell a case as a story (写成案例故事): its words with everything taken out that may give a person away.

    Reading the words is written down with its purpose. While a story of the case is open, that one is returned.
    Raises NoSuchCase, NoWords, CannotCompare."""
    require(by, "outreach.story.draft")
    case = cases.case(by, case_id)
    open_one = Story.objects.filter(case_id=case.pk, state__in=OPEN).first()
    if open_one is not None:
        return open_one
    words = _words(by, case.pk)
    subject = Subject("cases.case", str(case.pk), case_id=case.pk, unit_id=case.unit_id)
    privacy.note_read(by=by, now=now, subject=subject, purpose=_WHY, count=len(words))
    text, taken = _told(by, case.pk, words)
    label = cases.scam_labels().get(case.scam_type, "")
    title = _("%(type)s：一个真实的故事") % {"type": label} if label else _("一个真实的故事")
    try:
        with transaction.atomic():
            story = Story.objects.create(
                unit_id=case.unit_id,
                case_id=case.pk,
                scam_type=case.scam_type,
                title=seal(case.key, Kind.WORDS, title),
                text=seal(case.key, Kind.WORDS, text),
                taken=taken,
                made_by=by.key,
                made_at=now,
            )
    except IntegrityError:  # two officers pressed at once; the first one's story is the story
        return Story.objects.get(case_id=case.pk, state__in=OPEN)
    audit.record(
        by=by,
        now=now,
        action="outreach.story.draft",
        subject=subject_of(story),
        facts={"reports": len(words), "taken": len(taken)},
    )
    tell("cases")
    return story


@transaction.atomic
def edit_story(*, by: Actor, now: datetime, story_id: int, title: str, text: str) -> Story:
    """Change a draft or a returned story. Raises NoSuchStory, StoryMoved, BadStory."""
    require(by, "outreach.story.draft")
    story = locked(story_id)
    heading, body = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    if not heading or len(heading) > 80 or not body or len(body) > LONGEST or not _encodes(heading + body):
        raise BadStory("标题 80 字以内，正文不能空，最多 %(most)s 字，没有存下", most=LONGEST)
    key = cases.case(by, story.case_id).key
    changed = Story.objects.filter(pk=story.pk, state__in=WRITABLE).update(
        title=seal(key, Kind.WORDS, heading), text=seal(key, Kind.WORDS, body), edited_by=by.key, edited_at=now
    )
    if not changed:
        raise StoryMoved("这篇故事已经有人处置，没有再动。请刷新再看")
    audit.record(by=by, now=now, action="outreach.story.edit", subject=subject_of(story), facts={"length": len(body)})
    story.refresh_from_db()
    return story


@transaction.atomic
def submit_story(*, by: Actor, now: datetime, story_id: int) -> Story:
    """Hand a story in for another officer's review. Raises NoSuchStory, StoryMoved."""
    require(by, "outreach.story.draft")
    story = locked(story_id)
    move(story, StoryState.SUBMITTED, submitted_at=now, reviewed_by="", reviewed_at=None, reason="")
    audit.record(by=by, now=now, action="outreach.story.submit", subject=subject_of(story))
    tell("cases")
    return story


def _words(by: Actor, case_id: int) -> list[str]:
    try:
        told = [unseal(one.words) for one in cases.reports_of(by, case_id) if one.words is not None]
    except NotFound as error:
        if error.code != ERASED:
            raise
        told = []
    if not any(one.strip() for one in told):
        raise NoWords("这个案件没有原话可写，或原话已经销毁，没有起草")
    return told


def _told(by: Actor, case_id: int, words: list[str]) -> tuple[str, list[str]]:
    """The words of all reports as one story, and the kind of each thing taken out."""
    pieces, taken = [], []
    for raw in words:
        story = deidentify(raw[:LONGEST])
        pieces.append(story.text)
        taken += [one.kind for one in story.taken]
    text = "\n\n".join(pieces)
    for kind, value in known_values(by, case_id):
        # A name that reads like an ordinary word is known here, because it stands in the case.
        if kind == "person" and len(value) > 1 and value in text:
            taken += ["person"] * text.count(value)
            text = text.replace(value, "当事人")
    return text, taken


def _encodes(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
