"""What a case becomes when citizens may read it: a story, what was taken out, and what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: Why a reviewer must look at a word that was left in.
REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "rare_word": ("少见的词，可能让人认出当事人", "A rare word that may give the person away"),
    "illness": ("病情细节", "A detail of illness"),
    "occupation": ("职业细节", "A detail of occupation"),
    "unknown_word": ("不认识的词，已隐去", "An unknown word, taken out"),
    "unusual_relation": ("少见的家庭情况", "An unusual family circumstance"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was taken out: ``raw[start:end]`` of the case as it came, its kind, and what stands for it now."""

    start: int
    end: int
    kind: str
    now: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place of the case (characters of the raw text) that the reviewer must decide; ``why`` is a code of REASONS."""

    start: int
    end: int
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """A case told so that nobody can be recognised (以案说法), not yet released: ``needs_review`` is always true here,
    because only a person can release it."""

    text: str
    taken: tuple[Taken, ...]
    doubts: tuple[Doubt, ...]
    needs_review: bool = True

    @property
    def replaced(self) -> dict[str, int]:
        """How many things of each kind were taken out."""
        counts: dict[str, int] = {}
        for one in self.taken:
            counts[one.kind] = counts.get(one.kind, 0) + 1
        return dict(sorted(counts.items()))

    def marked(self) -> str:
        """The story under the line that says it is not released."""
        return f"【草稿：须经人工审核后方可发布】\n{self.text}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to take out of the plain text. ``name``: of a person, by which the same person gets the same stand-in."""

    start: int
    end: int
    kind: str
    now: str = ""
    name: str = ""
