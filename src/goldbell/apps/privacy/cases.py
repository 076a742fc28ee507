"""How privacy asks about cases without knowing them: a higher app answers through ``privacy_cases.py``.

That module holds ``sees_case(case_id: int) -> bool``: whether the running transaction's row scope admits the case.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

SeesCase = Callable[[int], bool]


@cache
def _askers() -> tuple[SeesCase, ...]:
    found: list[SeesCase] = []
    for app in apps.get_app_configs():
        if app.name.startswith("goldbell.apps.") and find_spec(f"{app.name}.privacy_cases") is not None:
            found.append(import_module(f"{app.name}.privacy_cases").sees_case)
    return tuple(found)


def sees_case(case_id: int) -> bool:
    """Whether any app knows this case and shows it to the running scope; nobody knowing it means no."""
    return any(ask(case_id) for ask in _askers())
