"""One object per route for the generated access matrix: a story of a station's case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.outreach import services


def _case(world: Any) -> dict[str, int]:
    return {"case_id": make_case(actor(Role.STATION, unit=world.unit), world.now).pk}


def _story(world: Any) -> dict[str, int]:
    by = actor(Role.STATION, unit=world.unit)
    return {"story_id": services.draft_story(by=by, now=world.now, case_id=make_case(by, world.now).pk).pk}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "outreach:draft": _case,
    "outreach:story": _story,
    "outreach:edit": _story,
    "outreach:submit": _story,
    "outreach:release": _story,
    "outreach:return": _story,
    "outreach:withdraw": _story,
    "outreach:word": _story,
}
