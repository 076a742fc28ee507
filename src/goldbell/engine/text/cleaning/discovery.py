"""Finds the steps of cleaning: every module in ``steps/`` that is not private is one plug-in."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from goldbell.engine.text.cleaning import steps
from goldbell.engine.text.cleaning.contracts import Step


class BrokenStep(RuntimeError):
    """A module in ``steps/`` does not hold a usable STEP; the program must not start without it."""


@cache
def all_steps() -> tuple[Step, ...]:
    """Every step, in the order in which they run. Raises BrokenStep."""
    found: dict[int, Step] = {}
    for module in pkgutil.iter_modules(steps.__path__):
        if module.name.startswith("_"):
            continue
        plug_in = getattr(import_module(f"{steps.__name__}.{module.name}"), "STEP", None)
        if not isinstance(plug_in, Step) or plug_in.name != module.name:
            raise BrokenStep(f"{module.name} holds no STEP of its name")
        if plug_in.rank in found:
            raise BrokenStep(f"{plug_in.name} and {found[plug_in.rank].name} have the same rank")
        found[plug_in.rank] = plug_in
    return tuple(found[rank] for rank in sorted(found))


def say_edit(why: str, *, language: str = "zh") -> str:
    """Why a place was edited, for people, in Chinese (``zh``) or English (``en``). Raises KeyError for no such code."""
    for step in all_steps():
        if why in step.whys:
            return step.whys[why][language.startswith("en")]
    raise KeyError(why)
