"""One story: its words, what to look at before release, and the released one as a Word file."""

from __future__ import annotations

import io
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from docx import Document

from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.outreach import queries, services
from goldbell.apps.outreach.contracts import OPEN, WRITABLE, StoryState
from goldbell.apps.outreach.failures import StoryMoved
from goldbell.apps.outreach.forms import StoryForm
from goldbell.apps.outreach.guard import read_again
from goldbell.apps.outreach.models import Story
from goldbell.apps.outreach.views import faces
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("outreach.story.read")
@require_GET
def story(request: HttpRequest, story_id: int) -> HttpResponse:
    """The page of one story; opening it is written down."""
    by = request.actor  # type: ignore[attr-defined]
    found = queries.story(by, story_id)
    services.note_read(by=by, now=utc_now(), story=found)
    return render(request, "outreach/story.html", story_context(by, found))


@page("outreach.story.read")
@require_GET
def word(request: HttpRequest, story_id: int) -> HttpResponse:
    """A released story as a Word file; taking it is written down."""
    by = request.actor  # type: ignore[attr-defined]
    found = queries.story(by, story_id)
    if found.state != StoryState.RELEASED:
        raise StoryMoved("发布以后才能取走 Word")
    services.note_word(by=by, now=utc_now(), story=found)
    answer = HttpResponse(_document(found), content_type=_DOCX)
    answer["Content-Disposition"] = f'attachment; filename="goldbell-story-{found.pk}.docx"'
    return answer


def story_context(by: Actor, found: Story, form: StoryForm | None = None) -> dict[str, Any]:
    """Everything the page shows; ``form``: what was typed and did not fit."""
    title, text = queries.words_of(found)
    works, reviews = may(by, "outreach.story.draft"), may(by, "outreach.story.release")
    wrote = by.key in (found.made_by, found.edited_by)
    people = officers_by_key({found.made_by, found.edited_by, found.reviewed_by, found.withdrawn_by} - {""})
    marks = read_again(text) if found.state in OPEN else ()
    may_edit = works and found.state in WRITABLE and bool(text)
    may_review = reviews and not wrote and found.state == StoryState.SUBMITTED
    return {
        "story": found,
        "title": title,
        "text": text,
        "shape": faces.SHAPE[found.state],
        "scam_label": cases.scam_labels().get(found.scam_type, ""),
        "spans": faces.spans_of(marks),
        "places": faces.places_of(text, marks),
        "taken": faces.taken_of(found.taken),
        "form": (form or StoryForm(initial={"title": title, "text": text})) if may_edit else None,
        "works": works,
        "may_review": may_review,
        "may_withdraw": works and found.state != StoryState.WITHDRAWN and (reviews or found.state in OPEN),
        "is_open": found.state in OPEN,
        "maker": people.get(found.made_by),
        "editor": people.get(found.edited_by),
        "reviewer": people.get(found.reviewed_by),
        "next": _next(found, may_review),
    }


def _next(found: Story, may_review: bool) -> tuple[str, str]:
    """What to do now, and why."""
    match found.state:
        case StoryState.DRAFTED:
            return _("通读一遍，改好后提交审核"), _("标出的地方要去掉或改写")
        case StoryState.RETURNED:
            return _("按审核意见修改，再提交"), found.reason
        case StoryState.SUBMITTED if may_review:
            return _("审核这篇故事"), _("看有没有人能被认出来，再决定发布或退回")
        case StoryState.SUBMITTED:
            return _("等另一位同事审核"), _("写的人不能自己发布")
        case StoryState.RELEASED:
            return _("可以打印或取走 Word"), _("已审核，不含个人信息")
        case _:
            return "", ""


def _document(found: Story) -> bytes:
    paper = Document()
    paper.core_properties.title, paper.core_properties.author = found.released_title, ""
    paper.core_properties.comments = ""
    paper.add_heading(found.released_title, level=1)
    for line in found.released_text.split("\n"):
        if line.strip():
            paper.add_paragraph(line.strip())
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()
