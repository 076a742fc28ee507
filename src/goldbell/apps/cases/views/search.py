"""搜索: the box on every page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldbell.apps.cases import queries
from goldbell.apps.cases.models import Report
from goldbell.apps.cases.services.reading import WORK, note_search
from goldbell.apps.cases.views.words import CASE_SHAPE, REPORT_SHAPE, matched_words
from goldbell.apps.identity.access import page
from goldbell.apps.privacy.sealing import warm
from goldbell.common.moments import utc_now

PER_PAGE = 30


@page("cases.case.search")
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What the words find, in scope and masked; each search is written down with its purpose, never with its words."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    # the box sends by POST, so that names and numbers stand in no address
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("q", "")
    found = queries.find(by, text)
    if found.text:
        purpose = asked.get("purpose", "")[:100] or WORK
        note_search(by=by, now=now, purpose=purpose, kinds=found.kinds, hits=len(found.report_ids))
    pages = Paginator(found.report_ids, PER_PAGE)
    here = pages.get_page(asked.get("page"))
    reports = {row.pk: row for row in Report.objects.filter(pk__in=list(here)).select_related("unit", "case")}
    warm([row.reporter_name for row in reports.values()])
    rows = [(reports[pk], _shape(reports[pk]), matched_words(found.matched[pk])) for pk in here if pk in reports]
    context = {"found": found, "page_of": here, "rows": rows, "search_words": text, "now": now}
    return render(request, "cases/search.html", context)


def _shape(row: Report) -> str:
    """The state that counts: that of the case once there is one."""
    return CASE_SHAPE[row.case.state] if row.case is not None else REPORT_SHAPE[row.state]
