"""案件列表: filter, sort, page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldbell.apps.cases import queries
from goldbell.apps.cases.forms import CaseFilterForm
from goldbell.apps.cases.views.words import CASE_SHAPE
from goldbell.apps.identity.access import may, page
from goldbell.apps.privacy.sealing import warm
from goldbell.common.moments import utc_now

PER_PAGE = 50


@page("cases.case.read")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases in scope."""
    by = request.actor  # type: ignore[attr-defined]
    form = CaseFilterForm(request.GET if request.GET else {"state": ""}, by=by)
    wanted = form.wanted(request.GET.get("sort", ""))
    found = Paginator(queries.cases(by, wanted), PER_PAGE).get_page(request.GET.get("page"))
    warm([case.victim for case in found])
    labels = queries.scam_labels()
    rows = [(case, CASE_SHAPE[case.state], labels.get(case.scam_type, "")) for case in found]
    context = {"form": form, "page_of": found, "rows": rows, "may_take": may(by, "cases.report.take"), "now": utc_now()}
    return render(request, "cases/cases.html", context)
