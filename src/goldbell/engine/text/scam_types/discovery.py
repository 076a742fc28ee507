"""Finds the scam types: every folder here that holds a TYPE is one, beside ``none`` for what is no scam."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType

from goldbell.engine.text import scam_types as folder
from goldbell.engine.text.scam_types.definition import ScamType

#: Folders here that are no types.
_NO_TYPES = frozenset({"model", "learning", "tests"})
NONE = "none"


class BrokenScamType(RuntimeError):
    """A folder of scam types holds no usable TYPE; the program must not start without it."""


@cache
def scam_types() -> Mapping[str, ScamType]:
    """The 13 types of the national case table and ``none``, by code, ``none`` last. Raises BrokenScamType."""
    found: dict[str, ScamType] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        if not module.ispkg or module.name in _NO_TYPES:
            continue
        plug_in = getattr(import_module(f"{folder.__name__}.{module.name}"), "TYPE", None)
        if not isinstance(plug_in, ScamType) or plug_in.code != module.name:
            raise BrokenScamType(f"{module.name} holds no TYPE of its own name")
        found[plug_in.code] = plug_in
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: (item[0] == NONE, item[0]))))


def ministry_ten(on: date) -> Mapping[str, tuple[str, ...]]:
    """The ministry's ten names as a view on the codes valid that day: name → codes. What is in none of the ten is left out."""
    names: dict[str, tuple[str, ...]] = {}
    for code, one in scam_types().items():
        if one.ministry_ten is not None and one.valid_on(on):
            names[one.ministry_ten] = (*names.get(one.ministry_ten, ()), code)
    return MappingProxyType(names)
