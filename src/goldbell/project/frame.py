"""What the frame around every page shows: the rail, the officer, the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from goldbell.apps.identity.access import may
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.web.frame import Frame, RailItem


@dataclass(frozen=True, slots=True)
class Room:
    """A word on the rail. ``label`` is a two-character Chinese msgid, ``url`` a route name, ``order`` its place from the top."""

    label: str
    url: str
    permission: str
    order: int


@cache
def rooms() -> tuple[Room, ...]:
    """The rail, gathered from ``RAIL`` in each app's ``urls.py`` as (label, route, permission, order)."""
    found: list[Room] = []
    for app in settings.DUTIES:
        if find_spec(f"{app}.urls") is not None:
            found += [Room(*item) for item in getattr(import_module(f"{app}.urls"), "RAIL", ())]
    return tuple(sorted(found, key=lambda room: room.order))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``: rail, who is here, where the bar's parts lead, now, demo."""
    actor: Actor | None = getattr(request, "actor", None)
    context: dict[str, Any] = {"actor": actor, "now": utc_now(), "demo": settings.DEMO}
    if actor is None or not isinstance(request.user, Officer):
        return context | {"rail": [], "frame": Frame()}
    match = request.resolver_match
    here = (match.view_name if match else "").partition(":")[0]
    open_rooms = [room for room in rooms() if may(actor, room.permission)]
    current = _current(open_rooms, here, request.path)
    rail = [RailItem(str(_(room.label)), reverse(room.url), current=room is current) for room in open_rooms]
    return context | {
        "rail": rail,
        "frame": _frame(request.user),
        "search_words": request.POST.get("q", "") if here == "cases" else "",
    }


def _current(open_rooms: list[Room], here: str, path: str) -> Room | None:
    """The room that this page belongs to: of its app's rooms the one whose address the page's begins with, else the first."""
    own = [room for room in open_rooms if room.url.partition(":")[0] == here]
    nearest = [room for room in own if path.startswith(reverse(room.url))]
    return max(nearest, key=lambda room: len(reverse(room.url)), default=own[0] if own else None)


def _frame(officer: Officer) -> Frame:
    return Frame(
        unit=officer.unit.name,
        officer=officer.name,
        duty="、".join(str(Role(role).label) for role in officer.roles[:1]),
        search_url=_route("cases:search"),
        live_url="/events",
        sign_out_url=_route("account_logout"),
        account_url=_route("identity:account"),
        style_url=_route("web:style"),
        zone=officer.unit.zone,
        density="roomy" if officer.unit.is_partner else "",
    )


def _route(name: str) -> str:
    """The address of a page, or empty where this site has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
