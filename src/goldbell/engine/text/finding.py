"""Reads a report's words and hands out the elements in it: runs every recogniser and settles where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from goldbell.common.errors import Invalid
from goldbell.engine.text.discovery import all_recognizers
from goldbell.engine.text.elements import Candidate, Element, Reading
from goldbell.engine.text.folding import fold
from goldbell.engine.text.issuers import Issuer, shipped_issuers
from goldbell.engine.text.magnitudes import with_magnitudes_checked

#: One text is what one person said or pasted; a longer one is a file and is to be read in pieces.
MAX_CHARACTERS: Final = 1_000_000


class NotText(Invalid):
    """Bytes or something else were given instead of text."""

    code = "not_text"


class TextTooLong(Invalid):
    """The text is longer than one reading takes."""

    code = "text_too_long"


class NaiveReadingMoment(Invalid):
    """``at`` has no zone, so 昨天晚上8点 would be anybody's guess."""

    code = "naive_moment"


def find_elements(raw: str, *, at: datetime | None, issuers: Iterable[Issuer] = ()) -> tuple[Element, ...]:
    """Everything in a report's words that a bank or an officer can act on, in the order of the text, never overlapping.

    ``at``: when the words were spoken (aware); without it relative times such as 昨天晚上8点 are left alone.
    ``issuers``: card prefixes known beside the shipped table. Deterministic; time linear in the length.
    Raises NotText, TextTooLong, NaiveReadingMoment.
    """
    checked_text(raw)
    if at is not None and at.tzinfo is None:
        raise NaiveReadingMoment("时间要带时区，例如 +08:00")
    reading = Reading(raw=raw, folded=fold(raw), at=at, issuers=shipped_issuers().beside(issuers))
    found = [
        _element(kind, raw, hit) for kind, recognizer in all_recognizers().items() for hit in recognizer.find(reading)
    ]
    return with_magnitudes_checked(_without_overlaps(found, len(raw)), reading.folded)


def checked_text(raw: str) -> str:
    """The text itself, if it is one and not too long. Raises NotText, TextTooLong."""
    if not isinstance(raw, str):
        raise NotText("要读的不是文字，没有读。请先把文件转成文字")
    if len(raw) > MAX_CHARACTERS:
        raise TextTooLong(
            "文字有 %(length)s 个字，一次最多读 %(most)s 个，没有读。请分段", length=len(raw), most=MAX_CHARACTERS
        )
    return raw


def _element(kind: str, raw: str, hit: Candidate) -> Element:
    where = (raw[hit.start : hit.end], hit.start, hit.end)
    return Element(kind, hit.value, *where, hit.confidence, hit.reasons, hit.role, hit.qualifier)


def _without_overlaps(found: list[Element], length: int) -> tuple[Element, ...]:
    """Of two that overlap the surer stays, then the longer, then the earlier, then by kind and value."""
    taken = bytearray(length)
    kept: list[Element] = []
    for element in sorted(found, key=_strength):
        if taken.find(1, element.start, element.end) < 0:
            taken[element.start : element.end] = b"\x01" * (element.end - element.start)
            kept.append(element)
    return tuple(sorted(kept, key=lambda element: element.start))


def _strength(element: Element) -> tuple[float, int, int, str, str]:
    return (-element.confidence, element.start - element.end, element.start, element.kind, element.value)
