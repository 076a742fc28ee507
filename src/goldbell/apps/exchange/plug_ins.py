"""Who takes answers and endings: ``REPLIES`` and ``ENDINGS`` of every app's ``exchange_replies.py``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from goldbell.apps.exchange.contracts import Ending, Reply


@cache
def replies() -> Mapping[str, Reply]:
    """Who takes which kind of inbound message. RuntimeError when two apps claim one kind."""
    found: dict[str, Reply] = {}
    for reply in (reply for module in _modules() for reply in getattr(module, "REPLIES", ())):
        if reply.kind in found:
            raise RuntimeError(f"two apps take {reply.kind}")
        found[reply.kind] = reply
    return found


@cache
def endings() -> Mapping[str, Ending]:
    """Who is told how a message about a subject ended. RuntimeError when two apps claim one subject."""
    found: dict[str, Ending] = {}
    for ending in (ending for module in _modules() for ending in getattr(module, "ENDINGS", ())):
        if ending.subject_kind in found:
            raise RuntimeError(f"two apps take endings of {ending.subject_kind}")
        found[ending.subject_kind] = ending
    return found


def _modules() -> list[object]:
    names = [f"{app.name}.exchange_replies" for app in apps.get_app_configs() if app.name.startswith("goldbell.apps.")]
    return [import_module(name) for name in names if find_spec(name) is not None]
