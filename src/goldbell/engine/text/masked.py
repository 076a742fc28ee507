"""Numbers that came masked (打码的号码): 6222****9727, 138****2716. They are shown as masked, never completed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_STARS: Final = r"[*xX×●•]"
_MASKED: Final = re.compile(
    rf"(?<![0-9A-Za-z*.])[0-9]{{3,8}}(?: ?-?{_STARS}{{2,8}}){{1,4}} ?-?[0-9]{{2,6}}[0-9X]?(?![0-9A-Za-z*])"
)
MASKED = "打了码，号码不全"
PHRASES: Final = {MASKED: "Masked, the number is not whole"}


@dataclass(frozen=True, slots=True)
class MaskedNumber:
    """A number with its middle hidden: ``value`` without blanks, every hidden sign a star."""

    start: int
    end: int
    value: str
    head: str
    tail: str


def masked_numbers(folded: str) -> Iterator[MaskedNumber]:
    """Every masked number of a folded text."""
    for match in _MASKED.finditer(folded):
        value = re.sub(_STARS, "*", re.sub(r"[ -]", "", match.group()[:-1])) + match.group()[-1]
        head, _, tail = value.partition("*")
        yield MaskedNumber(match.start(), match.end(), value, head, tail.lstrip("*"))


def is_masked_card(number: MaskedNumber) -> bool:
    """Whether it can only be a card: a bank card's first digits, or long."""
    return number.head[0] in "34569" and len(number.head) >= 4 and len(number.value) >= 12 and not is_masked_id(number)


def is_masked_phone(number: MaskedNumber) -> bool:
    """Whether it is a mobile number with its middle hidden."""
    return len(number.value) == 11 and re.fullmatch(r"1[3-9][0-9]", number.head[:3]) is not None


def is_masked_id(number: MaskedNumber) -> bool:
    """Whether it is an identity number of eighteen signs with its middle hidden."""
    return (
        len(number.value) == 18
        and len(number.head) in (3, 4, 6, 8)
        and number.head[:1] in "123456"
        and len(number.tail) in (2, 3, 4)
    )
