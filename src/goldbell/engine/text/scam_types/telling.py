"""Why the model says so: the words of the text that weighed, put together from the runs of characters it knows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import rjieba

from goldbell.engine.text.scam_types.features import Grams
from goldbell.engine.text.scam_types.learned import Learned, Weighed

MOST_REASONS = 6
#: Words that stand side by side and both weighed are told as one phrase up to this many characters.
LONGEST_PHRASE = 12
#: Reasons are sought in this much of a text.
READ_CHARACTERS = 4_000
#: A word tells something if it gave at least this share of what the strongest gave.
SHARE = 0.15
#: Beside such a word a weaker one is told with it.
BESIDE = 0.3

Floats = npt.NDArray[np.float64]


def telling_words(model: Learned, found: Grams, weighed: Weighed, column: int) -> tuple[str, ...]:
    """Words and phrases of the text that weighed for a class, strongest first."""
    given = _by_character(model, found, weighed, column)
    words = [
        (start, end, weight)
        for start, end in _words(found.text[:READ_CHARACTERS])
        if (weight := float(given[start:end].sum())) > 0 and _says_something(found.text[start:end])
    ]
    if not words:
        return ()
    least = SHARE * max(weight for _, _, weight in words)
    phrases: dict[str, float] = {}
    for start, end, weight in _phrases([word for word in words if word[2] >= least * BESIDE]):
        if weight < least:
            continue
        phrase = found.text[start:end].strip()
        phrases[phrase] = max(phrases.get(phrase, 0.0), weight)
    strongest = sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase))
    return tuple(strongest[:MOST_REASONS])


def _by_character(model: Learned, found: Grams, weighed: Weighed, column: int) -> Floats:
    """What each character gave: every gram's part shared evenly over its units."""
    known = np.flatnonzero(weighed.rows >= 0)
    rows = model.weights[weighed.rows[known]].astype(np.float64)
    part = weighed.values[known] * (rows[:, column] - rows[:, 1:].mean(axis=1))
    lengths = found.lengths[known]
    by_unit = np.zeros(len(found.spans) + 1)
    np.add.at(by_unit, found.firsts[known], part / lengths)
    np.add.at(by_unit, found.firsts[known] + lengths, -part / lengths)
    by_unit = np.cumsum(by_unit)[:-1]
    given = np.zeros(len(found.text) + 1)
    for (start, end), value in zip(found.spans, by_unit.tolist(), strict=True):
        given[start:end] = value / (end - start)
    return given


def _words(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in rjieba.cut(text):
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def _says_something(word: str) -> bool:
    if word.isascii():
        return len(word) > 3 and word.isalpha()
    return len(word) > 1 and any(sign.isalpha() for sign in word)


def _phrases(words: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Neighbours become one phrase, which weighs as its strongest word."""
    joined: list[tuple[int, int, float]] = []
    for (_, before, _), (start, end, weight) in pairwise([(0, -1, 0.0), *words]):
        if joined and before == start and end - joined[-1][0] <= LONGEST_PHRASE:
            joined[-1] = (joined[-1][0], end, max(joined[-1][2], weight))
        else:
            joined.append((start, end, weight))
    return joined
