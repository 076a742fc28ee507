"""The index of scripts (话术串并): reports that tell the same story, found among a million in a millisecond."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldbell.common.errors import Invalid, NotFound
from goldbell.engine.text.similar import segment as segments
from goldbell.engine.text.similar.comparing import Counted, Probe, likeness, match_of
from goldbell.engine.text.similar.passages import passages
from goldbell.engine.text.similar.segment import Segment, hashes_of
from goldbell.engine.text.similar.tokens import tokenise

#: Texts are put into the tables by so many at a time.
_AT_ONCE: Final = 8_192
#: A segment is joined with the one before it when that is no more than so many times larger.
_JOIN_FACTOR: Final = 4
_MOST_SHELVES: Final = 8
_BUDGET: Final = 4_096
_LOOKED_AT: Final = 512
_COMPARED: Final = 8
#: Texts that agree in less than this share of the signs of the best are not compared.
_AGREED: Final = 0.35
_SURE: Final = 0.35
#: A text longer than this is a file and is to be put in by parts.
MOST_CHARACTERS: Final = 1_000_000


class BadScriptId(Invalid):
    """An id is empty or too long."""

    code = "bad_script_id"


class ScriptTooLong(Invalid):
    """A text is longer than one page can be."""

    code = "script_too_long"


class NoSuchScript(NotFound):
    """No text was put in under this id."""

    code = "no_such_script"


@dataclass(frozen=True, slots=True)
class Match:
    """A text that tells the same story. ``score`` 0–1: which share of their pairs of words the matching passages have in
    common, rare ones counting more. ``span``: the passage in the asked text; ``found_span``: in the found one; both
    half-open characters of the texts as they were given."""

    id: str
    score: float
    span: tuple[int, int]
    found_span: tuple[int, int]


@dataclass(slots=True)
class Shelf:
    """One segment in use: which of its texts are still wanted, and the name of its folder once it is on disk."""

    segment: Segment
    wanted: NDArray[np.bool_]
    name: str | None = None


@dataclass(slots=True)
class ScriptIndex:
    """Texts by their story. ``add`` and ``remove`` as they come, ``query`` at any time, ``save`` to keep.

    The answer depends on the texts put in and their order alone. Not for several threads at once.
    """

    shelves: list[Shelf] = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)
    _waiting: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        self.settle()
        return sum(int(shelf.wanted.sum()) for shelf in self.shelves)

    def __contains__(self, script_id: object) -> bool:
        return script_id in self._waiting or (isinstance(script_id, str) and any(self._places([script_id])))

    def add(self, script_id: str, text: str) -> None:
        """Put a text in; one that was there under the same id is replaced. Raises BadScriptId, ScriptTooLong."""
        if not script_id or len(script_id) > 500:
            raise BadScriptId("文本编号要有 1 到 500 个字符")
        if len(text) > MOST_CHARACTERS:
            raise ScriptTooLong("文字超过 %(most)s 字，请分段", most=MOST_CHARACTERS)
        self._waiting.pop(script_id, None)
        self._waiting[script_id] = text
        if len(self._waiting) >= _AT_ONCE:
            self.settle()

    def add_all(self, texts: Iterable[tuple[str, str]]) -> None:
        """Put many in: (id, text)."""
        for script_id, text in texts:
            self.add(script_id, text)

    def remove(self, script_id: str) -> None:
        """Take a text out: it is found no more, and ``compact`` forgets its words. Raises NoSuchScript."""
        waited = self._waiting.pop(script_id, None) is not None
        if not self._forget([script_id]) and not waited:
            raise NoSuchScript("没有这个编号的文本")

    def ids(self) -> Iterator[str]:
        """Every id that is in, in the order they were put in."""
        self.settle()
        for shelf in self.shelves:
            yield from (shelf.segment.id_of(int(text)) for text in np.flatnonzero(shelf.wanted))

    def settle(self) -> None:
        """Put what waits into the tables. ``query`` and ``save`` do it themselves."""
        if not self._waiting:
            return
        ids, batch = list(self._waiting), tokenise(list(self._waiting.values()))
        self._waiting = {}
        self._forget(ids)
        made = segments.build(ids, batch)
        self.counted.count(made)
        self.shelves.append(Shelf(made, np.ones(len(ids), bool)))
        self._tidy()

    def compact(self) -> None:
        """Make one segment of all and forget the words of what was removed."""
        self.settle()
        if len(self.shelves) > 1 or any(not shelf.wanted.all() for shelf in self.shelves):
            self._join(0)
            self.counted = Counted()
            for shelf in self.shelves:
                self.counted.count(shelf.segment)

    def query(self, text: str, limit: int = 10, *, least: float = 0.3) -> tuple[Match, ...]:
        """The texts that tell the same story as ``text`` or share a passage with it, best first, scores from ``least``.

        Raises ScriptTooLong.
        """
        if len(text) > MOST_CHARACTERS:
            raise ScriptTooLong("文字超过 %(most)s 字，请分段", most=MOST_CHARACTERS)
        self.settle()
        probe = Probe.of(tokenise([text]), self.counted)
        size = len(probe.tokens)
        spans = passages(size)
        found = self._look_up(probe, spans, limit)
        if len(spans) == 1 and size > 96 and max((one.score for one in found.values()), default=0.0) < _SURE:
            # Nothing is like the whole of it: perhaps a known script stands in the middle.
            found |= self._look_up(probe, passages(size, long=96), limit)
        ranked = sorted((one for one in found.values() if one.score >= least), key=lambda one: (-one.score, one.id))
        return tuple(ranked[:limit])

    def _look_up(self, probe: Probe, spans: list[tuple[int, int]], limit: int) -> dict[str, Match]:
        best: dict[str, Match] = {}
        if not spans:
            return best
        bounds = np.array(spans, np.int64)
        keys, signs = segments.sign_passages(probe.tokens, bounds[:, 0], bounds[:, 1])
        for shelf in self.shelves:
            likely: dict[int, float] = {}
            for (start, end), key, sign in zip(spans, keys, signs, strict=True):
                # Agreement in what everybody writes is no agreement.
                _agreements(shelf, key, sign, float(probe.worth[start : end - 1].mean()), likely)
            for match in self._compared(probe, shelf.segment, likely, limit):
                if match.id not in best or match.score > best[match.id].score:
                    best[match.id] = match
        return best

    def _compared(self, probe: Probe, segment: Segment, likely: dict[int, float], limit: int) -> list[Match]:
        """The texts that agree in most signs, compared pair by pair, the best of them with their spans."""
        least = _AGREED * max(likely.values(), default=0)
        chosen = sorted((text for text, signs in likely.items() if signs >= least), key=lambda one: (-likely[one], one))
        alike = [likeness(probe, segment, text, self.counted) for text in chosen[: max(_COMPARED, 2 * limit)]]
        kept = sorted((one for one in alike if one is not None), key=lambda one: (-one.evidence, one.text))
        return [match_of(probe, segment, one, self.counted) for one in kept[: limit + 2]]

    def _places(self, ids: list[str]) -> Iterator[tuple[Shelf, int]]:
        hashes = hashes_of(ids)
        for shelf in self.shelves:
            yield from ((shelf, text) for _, text in shelf.segment.places_of(ids, hashes) if shelf.wanted[text])

    def _forget(self, ids: list[str]) -> bool:
        places = list(self._places(ids))
        for shelf, text in places:
            shelf.wanted[text] = False
        return bool(places)

    def _tidy(self) -> None:
        """Join small segments, so that there are never more than a few however texts arrive."""
        while len(self.shelves) > 1:
            before, last = self.shelves[-2].segment.texts, self.shelves[-1].segment.texts
            if before > _JOIN_FACTOR * last and len(self.shelves) <= _MOST_SHELVES:
                return
            self._join(len(self.shelves) - 2)

    def _join(self, start: int) -> None:
        some = self.shelves[start:]
        joined = segments.join([(one.segment, one.wanted) for one in some])
        self.shelves[start:] = [Shelf(joined, np.ones(joined.texts, bool))] if joined.texts else []


def _agreements(
    shelf: Shelf, keys: NDArray[np.uint32], signs: NDArray[np.uint8], worth: float, likely: dict[int, float]
) -> None:
    """Add to ``likely`` the texts with a passage like the signed one, with the number of signs in which they agree at
    best, times ``worth``."""
    segment = shelf.segment
    met, bands = segment.candidates(keys, _BUDGET)
    if len(met) > _LOOKED_AT:
        met = met[np.argsort(-bands, kind="stable")[:_LOOKED_AT]]
    agreed = (segment.signs[met] == signs).sum(axis=1)
    order = np.argsort(-agreed, kind="stable")[: 4 * _COMPARED]
    texts = segment.passage_text[met[order]]
    for text, count in zip(texts.tolist(), (agreed[order] * worth).tolist(), strict=True):
        if shelf.wanted[text] and count > likely.get(text, 0.0):
            likely[text] = count
