"""The whole chain (读警情): words as they came → clean text, elements, figures, scam type, every place in the raw text.

What an officer sees on the intake page, what the command line prints and what a notebook gets are this one function.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from goldbell.engine.text.cleaning import Cleaned, clean
from goldbell.engine.text.elements import Element
from goldbell.engine.text.figures import Figure, find_figures
from goldbell.engine.text.finding import (
    MAX_CHARACTERS,
    NaiveReadingMoment,
    NotText,
    TextTooLong,
    find_elements,
)
from goldbell.engine.text.issuers import Issuer
from goldbell.engine.text.scam_types import classify
from goldbell.engine.text.similar.tokens import as_simplified

#: Kinds whose value is the words as their author wrote them, traditional characters and all.
_AS_WRITTEN: Final = frozenset({"person", "organisation", "app"})


@dataclass(frozen=True)
class ReadText:
    """A text that was read (已读文本). ``cleaned`` has the clean text and its edits; elements and figures carry places of the
    raw text; ``scam_types`` are code, score and reasons, best first; ``decision`` is accept or review: what is to be
    reviewed a person decides."""

    cleaned: Cleaned
    elements: tuple[Element, ...]
    figures: tuple[Figure, ...]
    scam_types: tuple[tuple[str, float, tuple[str, ...]], ...]
    decision: str

    @property
    def raw(self) -> str:
        """The text as it came."""
        return self.cleaned.raw

    def to_json(self) -> dict[str, Any]:
        """The form for scripts; offsets are characters of the raw text."""
        return {
            "clean": self.cleaned.text,
            "edits": [
                {"start": one.start, "end": one.end, "was": one.was, "now": one.now, "why": one.why}
                for one in self.cleaned.edits
            ],
            "elements": [
                {
                    "kind": one.kind, "value": one.value, "raw": one.raw, "start": one.start,
                    "end": one.end, "confidence": one.confidence, "reasons": list(one.reasons),
                }
                for one in self.elements
            ],
            "figures": [
                {
                    "metric": one.metric, "value": _number(one.value), "unit": one.unit, "qualifier": one.qualifier,
                    "raw": one.raw,
                }
                for one in self.figures
            ],
            "scam_types": [
                {"code": code, "score": score, "reasons": list(reasons)} for code, score, reasons in self.scam_types
            ],
            "decision": self.decision,
        }  # fmt: skip


def read(
    raw: str,
    *,
    at: datetime | None = None,
    script: str = "keep",
    issuers: Iterable[Issuer] = (),
    undone: Collection[tuple[str, str]] = (),
) -> ReadText:
    """Read a text: clean it, find what a bank or an officer can act on, what a bulletin claims, which scam it tells of.

    ``at``: when the words were spoken, aware; without it relative times are left alone. ``script``: of the clean text,
    ``keep``, ``simplified`` or ``traditional``. ``issuers``: card prefixes beside the shipped ones. ``undone``: (was, now)
    of edits that an officer took back; those places are read as they came. Deterministic, in time linear in the
    length. Raises NotText, TextTooLong, NaiveReadingMoment, UnknownScript.
    """
    _check(raw, at)
    cleaned = _left(clean(raw, script=script), undone)
    simple = cleaned if as_simplified(raw) == raw else _left(clean(raw, script="simplified"), undone)
    elements = tuple(_in_raw(one, simple, cleaned) for one in find_elements(simple.text, at=at, issuers=issuers))
    figures = tuple(_figure_in_raw(one, cleaned) for one in find_figures(cleaned.text))
    scam_types, decision = _classified(simple.text)
    return ReadText(cleaned, elements, figures, scam_types, decision)


def _left(cleaned: Cleaned, undone: Collection[tuple[str, str]]) -> Cleaned:
    """The cleaned text without the edits that were taken back."""
    if not undone:
        return cleaned
    return cleaned.without(at for at, one in enumerate(cleaned.edits) if (one.was, one.now) in undone)


def _check(raw: str, at: datetime | None) -> None:
    if not isinstance(raw, str):
        raise NotText("要读的不是文字，没有读。请先把文件转成文字")
    if len(raw) > MAX_CHARACTERS:
        raise TextTooLong(
            "文字有 %(length)s 个字，一次最多读 %(most)s 个，没有读。请分段", length=len(raw), most=MAX_CHARACTERS
        )
    if at is not None and at.tzinfo is None:
        raise NaiveReadingMoment("时间要带时区，例如 +08:00")


def _in_raw(one: Element, simple: Cleaned, cleaned: Cleaned) -> Element:
    """An element of the simplified clean text with its place in the raw one, names as their author wrote them."""
    start, end = simple.raw_span(one.start, one.end)
    value = one.value
    if one.kind in _AS_WRITTEN and cleaned is not simple:
        written = cleaned.text[cleaned.clean_offset(start) : cleaned.clean_offset(end)]
        if as_simplified(written) == value:
            value = written
    return replace(one, value=value, raw=simple.raw[start:end], start=start, end=end)


def _figure_in_raw(one: Figure, cleaned: Cleaned) -> Figure:
    start, end = cleaned.raw_span(one.start, one.end)
    return replace(one, raw=cleaned.raw[start:end], start=start, end=end)


def _number(value: Decimal | int) -> int | float:
    return int(value) if value == int(value) else float(value)


def _classified(text: str) -> tuple[tuple[tuple[str, float, tuple[str, ...]], ...], str]:
    verdict = classify(text)
    return tuple((one.code, one.score, one.reasons) for one in verdict.types), verdict.decision
