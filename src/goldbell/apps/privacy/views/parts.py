"""What the pages of privacy share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldbell.common.actors import Actor
from goldbell.common.errors import Forbidden, GoldbellError
from goldbell.web.failures import told

ROWS = 50


def actor(request: HttpRequest) -> Actor:
    """Who asks; the page's mark has made sure there is somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def act_and_return(request: HttpRequest, to: str, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do one thing from a list and show the list again, with what was done or why not."""
    try:
        act()
    except GoldbellError as error:
        if isinstance(error, Forbidden):  # said on the list, and recorded like any refusal
            request.refused = error  # type: ignore[attr-defined]
        messages.error(request, told(error))
    else:
        messages.success(request, done)
    return redirect(to)
