"""Pages that belong to no duty: the living style page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldbell.common.moments import utc_now
from goldbell.web.samples import style_facts


def style_page(request: HttpRequest) -> HttpResponse:
    """The living style page (样式页): every component as pages use it, with do and don't, in both themes."""
    now = utc_now()
    return render(request, "gb/style.html", {"now": now, **style_facts(now)})
