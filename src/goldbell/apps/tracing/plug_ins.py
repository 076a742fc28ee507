"""What higher duties add to the trace page: ``PANELS`` in their ``trace_panels.py``, found by discovery."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from goldbell.apps.tracing.contracts import TracePanel


@cache
def panels() -> tuple[TracePanel, ...]:
    """All panels, in their order."""
    names = [f"{app.name}.trace_panels" for app in apps.get_app_configs() if app.name.startswith("goldbell.apps.")]
    found = [panel for name in names if find_spec(name) is not None for panel in import_module(name).PANELS]
    return tuple(sorted(found, key=lambda panel: panel.order))
