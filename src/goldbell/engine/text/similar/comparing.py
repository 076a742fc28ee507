"""How much two texts have in common, pair by pair: what is rare in this index counts, what everybody writes hardly does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from goldbell.engine.text.similar.minhash import mixed, pairs
from goldbell.engine.text.similar.passages import densest_span
from goldbell.engine.text.similar.segment import Segment
from goldbell.engine.text.similar.tokens import TokenBatch

if TYPE_CHECKING:
    from goldbell.engine.text.similar.index import Match

_SLOTS: Final = 1 << 20
#: A shared passage of this worth (about 130 characters that not everybody writes) is a script by itself.
_WHOLE_PASSAGE: Final = 80.0
_FEWEST_PAIRS: Final = 4
_UNSEEN: Final = 0.4


@dataclass(slots=True)
class Counted:
    """In how many texts of the index each pair stands (by slot; two pairs may share one)."""

    texts: int = 0
    slots: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(_SLOTS, np.uint32))

    def count(self, segment: Segment) -> None:
        """Count the pairs of a segment's texts, each once a text."""
        for start in range(0, segment.texts, 4_096):
            stop = min(start + 4_096, segment.texts)
            offsets = segment.token_offsets[start : stop + 1]
            tokens = segment.tokens[offsets[0] : offsets[-1]]
            if len(tokens) < 2:
                continue
            slot = (mixed(pairs(tokens)) & np.uint32(_SLOTS - 1)).astype(np.uint64)
            text = np.repeat(np.arange(stop - start, dtype=np.uint64), np.diff(offsets))[:-1]
            within = np.ones(len(slot), bool)
            within[offsets[1:-1][(offsets[1:-1] > offsets[0]) & (offsets[1:-1] < offsets[-1])] - offsets[0] - 1] = False
            once = np.unique((text << np.uint64(20) | slot)[within])
            self.slots += np.bincount(once & np.uint64(_SLOTS - 1), minlength=_SLOTS).astype(np.uint32)
        self.texts += segment.texts

    def worth(self, found: NDArray[np.uint32]) -> NDArray[np.float64]:
        """What each pair says, 0.05 (in every text) to 1 (in one); a pair in none is most often a slip or an edit: 0.4."""
        if self.texts < 2:
            return np.ones(len(found))
        seen = self.slots[mixed(found) & np.uint32(_SLOTS - 1)]
        said = np.clip(np.log((self.texts + 2) / (seen + 1.0)) / np.log((self.texts + 2) / 2), 0.05, 1.0)
        return np.where(seen == 0, _UNSEEN, said)


@dataclass(frozen=True, slots=True)
class Probe:
    """The asked text, made ready once for many comparisons: its pairs in order, and each once with its worth."""

    tokens: NDArray[np.uint16]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    pairs: NDArray[np.uint32]
    worth: NDArray[np.float64]
    distinct: NDArray[np.uint32]
    distinct_worth: NDArray[np.float64]
    total: float

    @classmethod
    def of(cls, batch: TokenBatch, counted: Counted) -> Probe:
        """The one text of a batch."""
        found = pairs(batch.tokens)
        distinct = np.unique(found)
        worth = counted.worth(distinct)
        in_order = worth[np.searchsorted(distinct, found)] if len(found) else worth
        return cls(batch.tokens, batch.starts, batch.ends, found, in_order, distinct, worth, float(worth.sum()))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the asked text and text ``text`` of a segment share: ``whole`` is their likeness as wholes, 0–1;
    ``evidence`` the worth of the pairs that both have."""

    text: int
    whole: float
    evidence: float
    total: float
    pairs: NDArray[np.uint32]
    common: NDArray[np.uint32]


def likeness(probe: Probe, segment: Segment, text: int, counted: Counted) -> Likeness | None:
    """How alike the asked text and a text of the index are as wholes; None when they share next to nothing."""
    theirs = pairs(segment.tokens_of(text))
    distinct = np.unique(theirs)
    at = np.minimum(np.searchsorted(probe.distinct, distinct), len(probe.distinct) - 1)
    both = probe.distinct[at] == distinct
    common = distinct[both]
    if len(common) < min(_FEWEST_PAIRS, len(probe.distinct), len(distinct)):
        return None
    evidence = float(probe.distinct_worth[at[both]].sum())
    total = float(counted.worth(distinct).sum())
    return Likeness(text, evidence / (probe.total + total - evidence), evidence, total, theirs, common)


def match_of(probe: Probe, segment: Segment, found: Likeness, counted: Counted) -> Match:
    """The match of two texts that share something: its score, and where in both.

    The score is the likeness of the wholes, or that of the shared passage alone in so far as it is enough of the
    shorter text, or a passage of some size: a sentence that two texts share makes them no series.
    """
    from goldbell.engine.text.similar.index import Match

    their_worth = counted.worth(found.pairs)
    here = _stretch(probe.pairs, probe.worth, found.common)
    there = _stretch(found.pairs, their_worth, found.common)
    first, second = np.unique(probe.pairs[slice(*here)]), np.unique(found.pairs[slice(*there)])
    both = np.intersect1d(first, second, assume_unique=True)
    shared = float(counted.worth(both).sum())
    union = float(counted.worth(first).sum()) + float(counted.worth(second).sum()) - shared
    needed = min(probe.total, found.total, _WHOLE_PASSAGE)
    within = shared / union * min(1.0, shared / needed) if union > 0 else 0.0
    span = int(probe.starts[here[0]]), int(probe.ends[here[1]])
    score = min(1.0, max(found.whole, within))
    return Match(segment.id_of(found.text), round(score, 4), span, segment.characters_of(found.text, *there))


def _stretch(found: NDArray[np.uint32], worth: NDArray[np.float64], common: NDArray[np.uint32]) -> tuple[int, int]:
    """First and last token of the stretch in which the common pairs lie."""
    at = np.minimum(np.searchsorted(common, found), len(common) - 1)
    begin, end = densest_span(common[at] == found, worth)
    return begin, max(end, begin + 1)
