"""What a check found, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """``state``: ok, warn (works, but), bad (will not work). ``mend``: the command or step that helps."""

    what: str
    state: Literal["ok", "warn", "bad"]
    found: str
    mend: str = ""


def look_at_everything() -> Iterator[Finding]:
    """Run every check; one that fails itself is a bad finding, not the end."""
    from goldbell.project.diagnosis import checks

    for module in sorted(iter_modules(checks.__path__), key=lambda one: one.name):
        try:
            yield import_module(f"{checks.__name__}.{module.name}").look()
        except Exception as error:  # noqa: BLE001 – the doctor must go on to the next patient
            yield Finding(module.name, "bad", f"{type(error).__name__}: {error}", "请把这一行发给维护人员")
