"""What every act about a story shares: finding and locking it, moving it, reading it on record."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import require
from goldbell.apps.outreach.contracts import ERASED, MOVES, StoryState
from goldbell.apps.outreach.failures import CannotCompare, NoSuchStory, ReasonMissing, StoryMoved
from goldbell.apps.outreach.models import Story
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound

#: Elements that name nobody.
_OPEN_KINDS = frozenset(
    ("amount", "datetime", "payment_way", "app", "organisation", "short_number", "url", "domain", "ip")
)


def subject_of(story: Story) -> Subject:
    """The story in the audit record."""
    return Subject("outreach.story", str(story.pk), case_id=story.case_id, unit_id=story.unit_id)


def locked(story_id: int) -> Story:
    """The story, locked. Raises NoSuchStory."""
    story = Story.objects.select_for_update().filter(pk=story_id).first()
    if story is None:
        raise NoSuchStory("没有这篇故事，或不在你的范围内，什么都没有动")
    return story


def move(story: Story, after: StoryState, **changes: object) -> None:
    """Move a story as the table of moves allows; the update names the state it leaves. Raises StoryMoved."""
    before = story.state
    if after not in MOVES[before] or not Story.objects.filter(pk=story.pk, state=before).update(state=after, **changes):
        raise StoryMoved("这篇故事已经有人处置，没有再动。请刷新再看")
    story.refresh_from_db()


def stated_reason(reason: str) -> str:
    """A reason that will do. Raises ReasonMissing."""
    words = " ".join(reason.split())
    if not 2 <= len(words) <= 200:
        raise ReasonMissing("请写明理由，2 到 200 字")
    return words


def note_read(*, by: Actor, now: datetime, story: Story) -> None:
    """Write down that somebody opened a story's page."""
    require(by, "outreach.story.read")
    audit.record(by=by, now=now, action="outreach.story.read", subject=subject_of(story), facts={"count": 1})


def note_word(*, by: Actor, now: datetime, story: Story) -> None:
    """Write down that somebody took a released story as a file."""
    require(by, "outreach.story.read")
    audit.record(by=by, now=now, action="outreach.story.take", subject=subject_of(story))


def known_values(by: Actor, case_id: int) -> list[tuple[str, str]]:
    """Every personal value of a case as (kind, plain value), for comparing only. Raises CannotCompare."""
    try:
        return [(kind, value) for kind, value in _known(by, case_id) if value]
    except NotFound as error:
        if error.code != ERASED:
            raise
        raise CannotCompare("案件里有人的信息已经销毁，不能再核对故事里有没有这个人。这篇只能撤回") from None


def _known(by: Actor, case_id: int) -> list[tuple[str, str]]:
    found = [("person", cases.case(by, case_id).victim)]
    for report in cases.reports_of(by, case_id):
        found += [
            ("person", report.reporter_name),
            ("phone", report.reporter_phone),
            ("id_number", report.reporter_id_number),
            ("address", report.reporter_address),
        ]
    for row in cases.transfer_rows(case_id=case_id):
        found += [("account", row.from_account), ("account", row.to_account), ("person", row.to_name)]
    listed = [(kind, unseal(value)) for kind, value in found if value is not None]
    named = [row for row in cases.elements(by, case_id=case_id) if row.kind not in _OPEN_KINDS]
    return listed + [(row.kind, cases.element_value(row)) for row in named if row.state != "rejected"]
