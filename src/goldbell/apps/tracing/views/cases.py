"""追踪: the cases whose money is followed, the ones whose clock runs first."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldbell.apps.identity.access import page
from goldbell.apps.privacy.sealing import warm
from goldbell.apps.tracing import queries
from goldbell.apps.tracing.forms import TracingFilter
from goldbell.apps.tracing.views.parts import actor

_ROWS: Final = 40


@page("tracing.trace.read")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The list: search, filter, sort, page."""
    form = TracingFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.traced_cases(
        actor(request),
        number=wanted.get("q", ""),
        what=wanted.get("what", ""),
        sort=request.GET.get("sort", ""),
    )
    if not form.is_valid():
        rows = rows.none()
    shown = Paginator(rows, _ROWS).get_page(request.GET.get("page"))
    found = [queries.traced_case(row) for row in shown.object_list]
    warm(one.head.victim for one in found if one.head.victim is not None)
    next_up = next((one for one in found if one.failed), None)
    return render(request, "tracing/cases.html", {"form": form, "page": shown, "rows": found, "next_up": next_up})
