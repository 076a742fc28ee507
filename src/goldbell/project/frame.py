"""What the frame around every page shows: the rail, the officer, the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldbell.apps.identity.access import may
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now


@dataclass(frozen=True, slots=True)
class RailItem:
    """A word on the rail. ``label`` is a two-character Chinese msgid, ``url`` a route name, ``order`` its place from the top."""

    label: str
    url: str
    permission: str
    order: int


@cache
def rail_items() -> tuple[RailItem, ...]:
    """The rail, gathered from ``RAIL`` in each app's ``urls.py`` as (label, route, permission, order)."""
    found: list[RailItem] = []
    for app in settings.DUTIES:
        if find_spec(f"{app}.urls") is not None:
            found += [RailItem(*item) for item in getattr(import_module(f"{app}.urls"), "RAIL", ())]
    return tuple(sorted(found, key=lambda item: item.order))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``: rail, actor, now, demo."""
    actor: Actor | None = getattr(request, "actor", None)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    rail = [
        {
            "label": item.label,
            "url": reverse(item.url),
            "current": here.partition(":")[0] == item.url.partition(":")[0],
            "badge": None,
        }
        for item in rail_items()
        if actor is not None and may(actor, item.permission)
    ]
    return {"rail": rail, "actor": actor, "now": utc_now(), "demo": settings.DEMO}
