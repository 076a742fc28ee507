"""The case's text without disguise: signs made plain one by one, each with the place it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from goldbell.engine.text.similar.tokens import as_simplified

#: Chinese sentence marks stay as they are.
_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》【】…—「」『』")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` as it will be told, ``shadow`` the same in simplified signs for looking things up (equal length);
    sign ``i`` came from sign ``places[i]`` of the text that was given."""

    text: str
    shadow: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stood in the given text."""
        return self.places[start], self.places[end - 1] + 1


def plain(given: str) -> Plain:
    """Take off what hides words: invisible signs, circled, full-width and mathematical forms, accents, lone surrogates."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(given):
        for one in sign if sign.isascii() else _uncovered(sign):
            signs.append(one)
            places.append(place)
    text = "".join(signs)
    return Plain(text, as_simplified(text), tuple(places))


@lru_cache(maxsize=65_536)
def _uncovered(sign: str) -> str:
    """What a sign stands for; nothing for one that is not seen."""
    if sign in _MARKS:
        return sign
    if unicodedata.category(sign) in ("Cf", "Mn", "Me", "Cs", "Co", "Cn"):
        return ""
    if sign.isnumeric() and not ("\u3400" <= sign <= "\u9fff"):
        value = unicodedata.numeric(sign)
        if value == int(value) and value >= 0:
            return str(int(value))
    open_up = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in open_up if unicodedata.category(one) not in ("Mn", "Me", "Cf"))
