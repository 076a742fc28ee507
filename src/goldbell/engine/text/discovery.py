"""Finds the recognisers: every module in ``recognizers/`` that is not private is one plug-in."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from goldbell.engine.text import recognizers
from goldbell.engine.text.elements import Recognizer


class BrokenRecognizer(RuntimeError):
    """A module in ``recognizers/`` does not hold a usable RECOGNIZER; the program must not start without it."""


@cache
def all_recognizers() -> Mapping[str, Recognizer]:
    """Every recogniser by its kind, in the order of their kinds. Raises BrokenRecognizer."""
    found: dict[str, Recognizer] = {}
    for module in sorted(pkgutil.iter_modules(recognizers.__path__), key=lambda module: module.name):
        plug_in = getattr(import_module(f"{recognizers.__name__}.{module.name}"), "RECOGNIZER", None)
        if not isinstance(plug_in, Recognizer):
            raise BrokenRecognizer(f"{module.name} holds no RECOGNIZER")
        if plug_in.kind in found:
            raise BrokenRecognizer(f"two recognisers for {plug_in.kind}")
        found[plug_in.kind] = plug_in
    return MappingProxyType(dict(sorted(found.items())))


def kind_label(kind: str, *, language: str = "zh") -> str:
    """The name of a kind for people, in Chinese (``zh``) or English (``en``)."""
    plug_in = all_recognizers()[kind]
    return plug_in.label_en if language.startswith("en") else plug_in.label_zh


def say(reason: str, *, language: str = "zh") -> str:
    """A reason of an element in the reader's language; proper names stay as they are."""
    if not language.startswith("en"):
        return reason
    for plug_in in all_recognizers().values():
        if reason in plug_in.phrases:
            return plug_in.phrases[reason]
    return reason
