"""The kinds of acts and of moments, found in their folders; a new one is a new file."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from goldbell.apps.console import acts, dues
from goldbell.apps.console.contracts import ActKind, DueSource


@cache
def act_kinds() -> tuple[ActKind, ...]:
    """All kinds of acts, the most urgent first."""
    found: list[ActKind] = [module.KIND for module in _modules(acts)]
    return tuple(sorted(found, key=lambda kind: kind.rank))


@cache
def due_sources() -> tuple[DueSource, ...]:
    """All sources of moments that come."""
    return tuple(module.SOURCE for module in _modules(dues))


def _modules(folder: ModuleType) -> list[ModuleType]:
    return [import_module(f"{folder.__name__}.{one.name}") for one in pkgutil.iter_modules(folder.__path__)]
