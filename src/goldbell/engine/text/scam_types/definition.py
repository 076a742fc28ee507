"""What the room knows of one scam type (骗局类型): how it runs, how it sounds, what to ask and what to say on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in both languages of the room."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """English for ``en…``, Chinese otherwise."""
        return self.en if language.startswith("en") else self.zh


def said(*pairs: tuple[str, str]) -> tuple[Said, ...]:
    """Pairs (Chinese, English) as sentences, in their order."""
    return tuple(Said(zh, en) for zh, en in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScamType:
    """One class of the national case table. ``ministry_ten`` is its name among the ministry's ten, None outside them.

    ``stages`` stand in the order in which a case runs; ``last_signals`` are seen shortly before money moves;
    ``dissuasion`` are sentences to be spoken as they stand; ``never_say`` what makes a victim close the door.
    """

    code: str
    name_zh: str
    name_en: str
    ministry_ten: str | None
    definition_zh: str
    definition_en: str
    stages: tuple[Said, ...]
    signs: tuple[Said, ...]
    last_signals: tuple[Said, ...]
    questions: tuple[Said, ...]
    never_say: tuple[Said, ...]
    dissuasion: tuple[Said, ...]
    valid_from: date
    valid_to: date | None = None

    def name(self, language: str = "zh") -> str:
        """The name for people in Chinese (``zh``) or English (``en``)."""
        return self.name_en if language.startswith("en") else self.name_zh

    def definition(self, language: str = "zh") -> str:
        """The definition for people in Chinese (``zh``) or English (``en``)."""
        return self.definition_en if language.startswith("en") else self.definition_zh

    def valid_on(self, day: date) -> bool:
        """Whether a case of that day may carry this code."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
