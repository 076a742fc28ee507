"""The list of permissions, gathered from every app's ``permissions.py``; what is not declared is not allowed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.translation import gettext as _

from goldbell.apps.identity.contracts import Permission


@cache
def permissions() -> dict[str, Permission]:
    """All permissions by code. RuntimeError when two apps declare the same code or a code of another app."""
    found: dict[str, Permission] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("goldbell.apps.") or find_spec(f"{app.name}.permissions") is None:
            continue
        for permission in import_module(f"{app.name}.permissions").PERMISSIONS:
            if permission.code in found or not permission.code.startswith(f"{app.label}."):
                raise RuntimeError(f"permission {permission.code} in {app.name} is declared twice or in the wrong app")
            found[permission.code] = permission
    return found


def scope_words(scope: str) -> str:
    """What a partner's API scope opens, in the reader's language."""
    labels = [str(one.label) for one in permissions().values() if one.partner_scope == scope]
    return _("、").join(labels)


@cache
def partner_scopes() -> frozenset[str]:
    """All scopes that a partner's API token may carry."""
    return frozenset(one.partner_scope for one in permissions().values() if one.partner_scope)
