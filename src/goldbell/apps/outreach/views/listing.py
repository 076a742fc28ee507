"""案例故事列表: filter by state and type, search in what was released."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import may, page
from goldbell.apps.outreach import queries
from goldbell.apps.outreach.forms import StoryFilterForm
from goldbell.apps.outreach.views.faces import SHAPE
from goldbell.apps.privacy.sealing import warm

PER_PAGE: Final = 50


@page("outreach.story.read")
@require_GET
def stories(request: HttpRequest) -> HttpResponse:
    """The list of stories in scope."""
    by = request.actor  # type: ignore[attr-defined]
    works = may(by, "outreach.story.draft")
    form = StoryFilterForm(request.GET, all_states=works)
    shown = Paginator(queries.stories(by, form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    warm([one.title for one in shown])
    labels = cases.scam_labels()
    context = {
        "form": form,
        "page_of": shown,
        "rows": [
            (one, queries.words_of(one)[0], labels.get(one.scam_type, ""), SHAPE[one.state], one.get_state_display())
            for one in shown
        ],
        "waiting": queries.to_review(by).order_by("submitted_at").first()
        if may(by, "outreach.story.release")
        else None,
        "works": works,
    }
    return render(request, "outreach/stories.html", context)
