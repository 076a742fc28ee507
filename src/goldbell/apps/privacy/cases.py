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
    names = [f"{app.name}.privacy_cases" for app in apps.get_app_configs() if app.name.startswith("goldbell.apps.")]
    return tuple(import_module(name).sees_case for name in names if find_spec(name) is not None)


def sees_case(case_id: int) -> bool:
    """Whether any app knows this case and shows it to the running scope; nobody knowing it means no."""
    return any(ask(case_id) for ask in _askers())
