"""Sections of the case page that higher apps bring along, found by discovery (``case_panels.py``)."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from goldbell.apps.cases.contracts import CaseHead, CaseNext, Panel
from goldbell.apps.identity.access import may
from goldbell.common.actors import Actor


@cache
def panels() -> tuple[Panel, ...]:
    """All panels in their order. RuntimeError for a module without usable PANELS: the program must not start then."""
    found: list[Panel] = []
    for app in apps.get_app_configs():
        if not app.name.startswith("goldbell.apps.") or find_spec(f"{app.name}.case_panels") is None:
            continue
        listed = getattr(import_module(f"{app.name}.case_panels"), "PANELS", None)
        if not isinstance(listed, list | tuple) or not all(isinstance(one, Panel) for one in listed):
            raise RuntimeError(f"{app.name}.case_panels holds no PANELS")
        found += listed
    return tuple(sorted(found, key=lambda panel: panel.order))


def panels_for(by: Actor) -> list[Panel]:
    """The panels that the reader may see."""
    return [panel for panel in panels() if may(by, panel.permission)]


def next_of(by: Actor, now: datetime, head: CaseHead) -> CaseNext | None:
    """The most pressing next act that any panel names."""
    named = [panel.next(by=by, now=now, head=head) for panel in panels_for(by) if panel.next is not None]
    return min((one for one in named if one is not None), key=lambda one: one.rank, default=None)
