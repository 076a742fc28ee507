"""The list of audit actions, gathered from every app's ``audit_actions.py``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from goldbell.apps.audit.contracts import AuditAction


@cache
def actions() -> dict[str, AuditAction]:
    """All actions by code. RuntimeError when a code is declared twice or in the wrong app."""
    found: dict[str, AuditAction] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("goldbell.apps.") or find_spec(f"{app.name}.audit_actions") is None:
            continue
        for action in import_module(f"{app.name}.audit_actions").ACTIONS:
            if action.code in found or not action.code.startswith(f"{app.label}."):
                raise RuntimeError(f"audit action {action.code} in {app.name} is declared twice or in the wrong app")
            found[action.code] = action
    return found
