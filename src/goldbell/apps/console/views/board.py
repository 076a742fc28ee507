"""值班台: what to do now, how the four clocks stand, what is under way, what expires, who answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goldbell.apps.console.board import REGIONS, facts_of, regions
from goldbell.apps.console.first_page import first_page
from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import SIGNED_IN, may, page, require
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now


@page(SIGNED_IN)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The whole board; somebody whose place is not here is led to their own first page."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    if not may(by, "console.board.read"):
        return redirect(first_page(by))
    now = utc_now()
    return render(request, "console/board.html", {"regions": regions(by, now), "now": now})


@page("console.board.read")
@require_GET
def region(request: HttpRequest, name: str) -> HttpResponse:
    """One region anew, because its bell rang."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    found = REGIONS.get(name)
    if found is None or identity.unit(by=by, unit_id=by.unit_id or 0).is_partner:
        raise Http404
    require(by, found.permission)
    now = utc_now()
    response = render(request, found.template, {**facts_of(found, by, now), "now": now})
    response["Cache-Control"] = "no-store"
    return response
