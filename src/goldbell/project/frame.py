"""What the frame around every page shows: the rail, the officer, the server's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from goldbell.apps.identity.access import SIGNED_IN, may, page
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.web.frame import MOST_COUNTED, Frame, RailItem, waiting


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


class CountWaits(Protocol):
    """How many things wait in a room for ``by``, counted no further than ``most``."""

    def __call__(self, *, by: Actor, now: datetime, most: int) -> int: ...


@cache
def waits() -> Mapping[str, CountWaits]:
    """What is counted on the rail, by room: ``WAITS`` in each app's ``waits.py``."""
    found: dict[str, CountWaits] = {}
    for app in settings.DUTIES:
        if find_spec(f"{app}.waits") is not None:
            found |= import_module(f"{app}.waits").WAITS
    return found


def rail_of(actor: Actor, *, current: Room | None, now: datetime, counted: bool = True) -> list[RailItem]:
    """The rooms this actor may enter, with what waits in each; not ``counted`` after a failure, for the database may have
    ended the transaction."""
    items = []
    for room in rooms():
        if may(actor, room.permission):
            count = waits().get(room.url)
            badge = count(by=actor, now=now, most=MOST_COUNTED + 1) if count and counted else 0
            items.append(RailItem(str(_(room.label)), reverse(room.url), current=room is current, badge=badge))
    return items


@page(SIGNED_IN)
@require_GET
def rail_counts(request: HttpRequest) -> HttpResponse:
    """The counts alone, because a bell rang."""
    items = rail_of(request.actor, current=None, now=utc_now())  # type: ignore[attr-defined]
    response = render(request, "gb/rail_counts.html", {"items": items, "more": waiting(items)})
    response["Cache-Control"] = "no-store"
    return response


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``: rail, who is here, where the bar's parts lead, now, demo."""
    actor: Actor | None = getattr(request, "actor", None)
    context: dict[str, Any] = {"actor": actor, "now": utc_now(), "demo": settings.DEMO}
    if actor is None or not isinstance(request.user, Officer):
        return context | {"rail": [], "frame": Frame()}
    match = request.resolver_match
    here = (match.view_name if match else "").partition(":")[0]

    def rail() -> list[RailItem]:
        current = _current([room for room in rooms() if may(actor, room.permission)], here, request.path)
        return rail_of(actor, current=current, now=context["now"], counted=not getattr(request, "failed", False))

    return context | {
        # Parts of pages have no rail: it is counted only where it is drawn.
        "rail": SimpleLazyObject(rail),
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
        rail_url=_route("rail"),
        zone=officer.unit.zone,
        density="roomy" if officer.unit.is_partner else "",
    )


def _route(name: str) -> str:
    """The address of a page, or empty where this site has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
