"""Where somebody without a board begins: the first word of their own rail."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from goldbell.apps.identity.access import may
from goldbell.apps.insight.contracts import page_of
from goldbell.common.actors import Actor

_HERE = "console:board"


@cache
def _rail() -> tuple[tuple[int, str, str], ...]:
    """(order, route, permission) of every word on the rail, from each app's ``urls.py``."""
    found: list[tuple[int, str, str]] = []
    for app in settings.DUTIES:
        if find_spec(f"{app}.urls") is not None:
            rail = getattr(import_module(f"{app}.urls"), "RAIL", ())
            found += [(order, route, permission) for _label, route, permission, order in rail]
    return tuple(sorted(found))


def first_page(by: Actor) -> str:
    """The address of the first room that opens for them; their own account where none does."""
    for _order, route, permission in _rail():
        if route != _HERE and may(by, permission) and page_of(route):
            return page_of(route)
    return page_of("identity:account")
