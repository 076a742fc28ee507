"""Runs the steps of cleaning until nothing more is found, and keeps the way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goldbell.engine.text.cleaning.composing import compose
from goldbell.engine.text.cleaning.contracts import SCRIPTS, Cleaned, Edit, Step, UnknownScript, apply
from goldbell.engine.text.cleaning.discovery import all_steps
from goldbell.engine.text.finding import NotText

#: One pass cleans, the next finds nothing; noise laid over noise takes a few more. A text built to need more than this
#: is an attack on the machine: then only the steps that one pass settles are done.
_MOST_PASSES: Final = 6


def clean(raw: str, *, script: str = "keep") -> Cleaned:
    """A received text without the noise that hides its words (清洗), every edit marked and reversible.

    ``script``: ``keep`` leaves characters as written, ``simplified`` and ``traditional`` convert. Works on any string,
    lone surrogates too, in linear time; ordinary text comes back as it is. Cleaning what is clean edits nothing.
    Raises NotText, UnknownScript.
    """
    if not isinstance(raw, str):
        raise NotText("要清洗的不是文字，没有清洗。请先把文件转成文字")
    if script not in SCRIPTS:
        raise UnknownScript("不认识的字体 %(script)s，没有清洗。可用：keep、simplified、traditional", script=script)
    steps = [step for step in all_steps() if step.script in (None, script)]
    settled = _run(raw, steps) or _run(raw, [step for step in steps if step.plain])
    return settled or Cleaned(raw, raw, ())


def _run(raw: str, steps: Iterable[Step]) -> Cleaned | None:
    """The text after as many passes as it takes, or None when it does not settle."""
    text = raw
    edits: tuple[Edit, ...] = ()
    for _ in range(_MOST_PASSES):
        before = text
        for step in steps:
            text, edits = _after(step, raw, text, edits)
        if text == before:
            return Cleaned(raw, text, edits)
    return None


def _after(step: Step, raw: str, text: str, edits: tuple[Edit, ...]) -> tuple[str, tuple[Edit, ...]]:
    changes = list(step.propose(text))
    if not changes:
        return text, edits
    composed = compose(raw, edits, text, changes)
    return apply(raw, composed), composed
