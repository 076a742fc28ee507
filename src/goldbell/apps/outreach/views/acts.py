"""What officers do with stories. Each is one call of one service."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldbell.apps.identity.access import page
from goldbell.apps.outreach import queries, services
from goldbell.apps.outreach.forms import ReasonForm, StoryForm
from goldbell.apps.outreach.models import Story
from goldbell.apps.outreach.views.story import story_context
from goldbell.common.errors import GoldbellError, NotFound
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@page("outreach.story.draft")
@require_POST
def draft(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell the case as a story, or open the one that is being written."""
    found = services.draft_story(by=request.actor, now=utc_now(), case_id=case_id)  # type: ignore[attr-defined]
    return redirect("outreach:story", story_id=found.pk)


@page("outreach.story.draft")
@require_POST
def edit(request: HttpRequest, story_id: int) -> HttpResponse:
    """Save the words; what does not fit stays in the form."""
    by = request.actor  # type: ignore[attr-defined]
    found = queries.story(by, story_id)
    form = StoryForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                services.edit_story(by=by, now=utc_now(), story_id=story_id, **form.cleaned_data)
            messages.success(request, _("已存下"))
            return redirect("outreach:story", story_id=story_id)
        except GoldbellError as error:
            form.add_error(None, told(error))
    return render(request, "outreach/story.html", story_context(by, found, form))


@page("outreach.story.draft")
@require_POST
def submit(request: HttpRequest, story_id: int) -> HttpResponse:
    """Hand the story in for review."""
    return _done(request, story_id, services.submit_story, _("已提交，等另一位同事审核"))


@page("outreach.story.release")
@require_POST
def release(request: HttpRequest, story_id: int) -> HttpResponse:
    """Release the story, or say what kinds of things still stand in it."""
    return _done(request, story_id, services.release_story, _("已发布"))


@page("outreach.story.release")
@require_http_methods(["GET", "POST"])
def return_(request: HttpRequest, story_id: int) -> HttpResponse:
    """Give the story back, with the reason."""
    return _with_reason(request, story_id, services.return_story, _("退回修改"), _("已退回"))


@page("outreach.story.draft")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, story_id: int) -> HttpResponse:
    """Give the story up, with the reason."""
    return _with_reason(request, story_id, services.withdraw_story, _("撤回故事"), _("已撤回，别人看不到了"))


def _done(request: HttpRequest, story_id: int, act: Callable[..., Story], word: str) -> HttpResponse:
    try:
        with transaction.atomic():
            act(by=request.actor, now=utc_now(), story_id=story_id)  # type: ignore[attr-defined]
        messages.success(request, word)
    except NotFound:
        raise
    except GoldbellError as error:
        messages.error(request, told(error))
    return redirect("outreach:story", story_id=story_id)


def _with_reason(
    request: HttpRequest, story_id: int, act: Callable[..., Story], heading: str, word: str
) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    found = queries.story(by, story_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act(by=by, now=utc_now(), story_id=story_id, reason=form.cleaned_data["reason"])
            messages.success(request, word)
            return redirect("outreach:story", story_id=story_id)
        except GoldbellError as error:
            form.add_error(None, told(error))
    context = {"form": form, "heading": heading, "story": found, "title": queries.words_of(found)[0]}
    return render(request, "outreach/reason.html", context)
