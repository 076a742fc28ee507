"""What cleaning hands out: the clean text with every edit marked, and the way back to what was received."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

from goldbell.common.errors import Invalid

SCRIPTS: Final = ("keep", "simplified", "traditional")


class ForeignEdits(Invalid):
    """The edits do not belong to this text; nothing was restored."""

    code = "foreign_edits"


class UnknownScript(Invalid):
    """The script asked for is none of keep, simplified, traditional."""

    code = "unknown_script"


@dataclass(frozen=True, slots=True)
class Edit:
    """One place where the clean text differs from what was received (改动), for an officer to see and undo.

    ``raw[start:end] == was`` and stands as ``now`` in the clean text; offsets are characters of the raw text, half
    open. ``why``: a stable code of the step that proposed it, said by ``say_edit``.
    """

    start: int
    end: int
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class Cleaned:
    """A received text beside its clean form (清洗结果): raw stays evidence, text is what is read on.

    ``edits`` are ordered and do not overlap. All offsets are characters, spans half open.
    """

    raw: str
    text: str
    edits: tuple[Edit, ...]

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def _grown(self) -> list[int]:
        """How much longer (or shorter, negative) the clean text is than the raw one before each edit, and at the end."""
        return [0, *accumulate(len(edit.now) - len(edit.was) for edit in self.edits)]

    @cached_property
    def _clean_starts(self) -> list[int]:
        return [edit.start + grown for edit, grown in zip(self.edits, self._grown, strict=False)]

    @cached_property
    def _clean_ends(self) -> list[int]:
        return [start + len(edit.now) for start, edit in zip(self._clean_starts, self.edits, strict=True)]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the raw text; a span that touches the inside of an edit takes it whole.

        What was removed right before or right after the span is not part of it. Raises ValueError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span of the clean text: {start}, {end}")
        if start == end:
            begun = bisect_left(self._clean_starts, start)
            if begun and self._clean_ends[begun - 1] > start:
                return self.edits[begun - 1].start, self.edits[begun - 1].end
            return start - self._grown[begun], start - self._grown[begun]
        first = bisect_right(self._clean_ends, start)  # the first edit that ends behind the start
        if first < len(self.edits) and self._clean_starts[first] <= start:
            raw_start = self.edits[first].start
        else:
            raw_start = start - self._grown[first]
        last = bisect_left(self._clean_starts, end)  # edits before this one begin before the end
        if last and self._clean_ends[last - 1] >= end:
            return raw_start, self.edits[last - 1].end
        return raw_start, end - self._grown[last]

    def clean_offset(self, raw_offset: int) -> int:
        """Where a place of the raw text stands in the clean one; inside an edit, where the edit begins. Monotone.

        Raises ValueError outside the raw text.
        """
        if not 0 <= raw_offset <= len(self.raw):
            raise ValueError(f"no place in the raw text: {raw_offset}")
        place = bisect_right(self._raw_starts, raw_offset) - 1
        if place >= 0 and raw_offset < self.edits[place].end:
            return self._clean_starts[place]
        return raw_offset + self._grown[place + 1]

    def without(self, indexes: Iterable[int]) -> Cleaned:
        """The same text with some edits undone by a person; the others stay. Raises IndexError for no such edit."""
        undone = set(indexes)
        if any(not 0 <= index < len(self.edits) for index in undone):
            raise IndexError("no such edit")
        kept = tuple(edit for index, edit in enumerate(self.edits) if index not in undone)
        return Cleaned(self.raw, apply(self.raw, kept), kept)


def apply(raw: str, edits: Iterable[Edit]) -> str:
    """The raw text with these edits made; they must be ordered and not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (raw[done : edit.start], edit.now)
        done = edit.end
    return "".join((*pieces, raw[done:]))


def restore(text: str, edits: Iterable[Edit]) -> str:
    """What was received, from the clean text and its edits alone. Raises ForeignEdits when they do not fit."""
    pieces: list[str] = []
    done = grown = 0
    for edit in edits:
        start = edit.start + grown
        end = start + len(edit.now)
        if start < done or text[start:end] != edit.now:
            raise ForeignEdits("这些改动不属于这段文字，没有还原")
        pieces += (text[done:start], edit.was)
        done, grown = end, grown + len(edit.now) - len(edit.was)
    return "".join((*pieces, text[done:]))


@dataclass(frozen=True, slots=True)
class Change:
    """What one step proposes: ``text[start:end]`` of the text it was given becomes ``now``. Never an insertion."""

    start: int
    end: int
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A noisy text, what it must become, and every edit as (was, now, why) in order."""

    raw: str
    clean: str
    edits: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One plug-in: a module in ``steps/`` that holds a ``STEP``.

    ``rank``: steps run from low to high, each on what the ones before left. ``propose`` gives ordered changes that do
    not overlap, in time linear in the text, and must not raise on any string. ``plain``: the step looks at single signs
    only, so one pass settles it. ``script``: runs only when this script was asked for. ``whys``: each code it gives,
    with its Chinese and English saying. The conformance suite runs samples and near misses (texts that stay untouched).
    """

    name: str
    rank: int
    propose: Callable[[str], Iterable[Change]]
    whys: Mapping[str, tuple[str, str]]
    samples: tuple[Sample, ...]
    near_misses: tuple[str, ...]
    plain: bool = False
    script: str | None = field(default=None)
