"""Which scam a text tells of (骗局识别): a likely type with the words that weighed, or two candidates and a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from goldbell.engine.text.scam_types.features import Grams, grams
from goldbell.engine.text.scam_types.learned import Learned, Weighed, chances, learned, weigh
from goldbell.engine.text.scam_types.telling import telling_words

Decision = Literal["accept", "review"]
ACCEPT: Decision = "accept"
REVIEW: Decision = "review"

#: A further type of a compound case holds at least this share of what the types have among themselves.
FURTHER_FROM = 0.2
#: Candidates that are told, and the chance under which a third and later one is not worth reading.
MOST_CANDIDATES, THIRD_FROM = 3, 0.05


@dataclass(frozen=True, slots=True)
class ScamScore:
    """One candidate: code, its chance from 0 to 1, the words of the text that weighed for it, strongest first."""

    code: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the text is likely to be. ``review``: two candidates stand close and a person decides.

    ``types`` best first, ``none`` among them; empty if the text holds no words. ``further``: other types of a compound
    case. ``model`` names the weights with their hash, to be kept beside what an officer confirms.
    """

    types: tuple[ScamScore, ...]
    decision: Decision
    further: tuple[str, ...]
    model: str


def classify(text: str) -> Verdict:
    """The likely scam type of a clean text in Chinese or English. Same text, same verdict."""
    model = learned()
    found = grams(text)
    if not found.spans:
        return Verdict((), REVIEW, (), model.name)
    weighed = weigh(model, found)
    chance = chances(model, weighed.sums)
    codes = model.classes[1:]
    order = np.argsort(-chance, kind="stable")
    decision = ACCEPT if chance[order[0]] >= model.accept_from else REVIEW
    told = list(order[:2]) + [place for place in order[2:MOST_CANDIDATES] if chance[place] >= THIRD_FROM]
    return Verdict(
        tuple(_score(model, found, weighed, codes, int(place), float(chance[place])) for place in told),
        decision,
        _further(codes, chance),
        model.name,
    )


def _score(
    model: Learned, found: Grams, weighed: Weighed, codes: tuple[str, ...], place: int, chance: float
) -> ScamScore:
    code = codes[place]
    return ScamScore(code, round(chance, 4), telling_words(model, found, weighed, place + 1))


def _further(codes: tuple[str, ...], chance: npt.NDArray[np.float64]) -> tuple[str, ...]:
    types = chance[:-1]
    if chance[-1] > 0.5 or not types.sum():
        return ()
    order = np.argsort(-types, kind="stable")
    return tuple(codes[place] for place in order[1:] if types[place] / types.sum() >= FURTHER_FROM)
