"""What the pages of tracing share."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError


def actor(request: HttpRequest) -> Actor:
    """Who asks; the page's mark has made sure there is somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def told(error: GoldbellError) -> str:
    """What happened, in the reader's language."""
    text = _(error.message)
    return text % error.facts if error.facts else text
