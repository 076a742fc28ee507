"""What the pages of tracing share."""

from __future__ import annotations

from django.http import HttpRequest

from goldbell.common.actors import Actor


def actor(request: HttpRequest) -> Actor:
    """Who asks; the page's mark has made sure there is somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by
