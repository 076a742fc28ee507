"""The indicators, found in the folder ``indicators``; a new one is a new file."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from goldbell.apps.insight import indicators as folder
from goldbell.apps.insight.contracts import Indicator, NoSuchFigure


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by code, in their order. RuntimeError when a file and its indicator disagree about the code."""
    found: list[Indicator] = []
    for module in pkgutil.iter_modules(folder.__path__):
        one: Indicator = import_module(f"{folder.__name__}.{module.name}").INDICATOR
        if one.code != module.name:
            raise RuntimeError(f"indicator {one.code} stands in the file {module.name}")
        found.append(one)
    return {one.code: one for one in sorted(found, key=lambda one: (one.order, one.code))}


def indicator(code: str) -> Indicator:
    """One indicator. Raises NoSuchFigure."""
    found = indicators().get(code)
    if found is None:
        raise NoSuchFigure("没有这个指标")
    return found
