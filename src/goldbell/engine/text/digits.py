"""Numbers as people send them (号码的写法): in groups, with hyphens, torn over lines, dictated in Chinese digits.

A window is a stretch of digits that may be one number. What kind of number, a recogniser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SPOKEN: Final = {
    **{sign: str(value) for value, sign in enumerate("零一二三四五六七八九")},
    "〇": "0",
    "幺": "1",
    "洞": "0",
    "拐": "7",
}
_PLAIN: Final = str.maketrans(_SPOKEN)
_SIGNS: Final = "".join(_SPOKEN)
_DICTATED: Final = re.compile(
    rf"(?:[{_SIGNS}](?:[ ,，-]?[{_SIGNS}0-9]){{6,}}|[0-9](?:[ -]?[{_SIGNS}0-9]){{6,}})(?![十百千万亿])"
)
_SEPARATOR: Final = r"(?: {1,2}|-|·| ?\r?\n ?)"
_RUN: Final = re.compile(rf"[0-9]+(?:{_SEPARATOR}[0-9]+)*")
_GROUP: Final = re.compile(r"[0-9]+")
#: What a number cannot be glued to: it would be part of a word, an address or a masked number.
_GLUE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@*")
#: Letters that announce a number and may stand right before it.
_ANNOUNCES: Final = ("IMEI", "IMEI1", "IMEI2", "TEL", "CARD", "NO")

LEAST: Final = 5
MOST: Final = 32
_MOST_GROUPS: Final = 6
_MOST_IN_WHOLE: Final = 26
_LONG_GROUP: Final = 13


@dataclass(frozen=True, slots=True)
class Window:
    """Digits that may be one number: ``digits`` without separators, the sizes of its groups, and whether it is all of
    its run (nothing that looks like a further group stands before or behind)."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    whole: bool


def with_plain_digits(folded: str) -> str:
    """The text with long dictated numbers in plain digits; the same length. 二〇二二年 is too short to be one."""
    if not any(sign in folded for sign in _SPOKEN):
        return folded
    return _DICTATED.sub(lambda run: _separated(run.group().translate(_PLAIN)), folded)


def _separated(run: str) -> str:
    return re.sub(r"[,，]", " ", run)


def windows(plain: str) -> Iterator[Window]:
    """Every window of LEAST to MOST digits in order of its start; linear: few groups make one window."""
    for run in _RUN.finditer(plain):
        if run.end() - run.start() < LEAST:
            continue
        groups = [group.span() for group in _GROUP.finditer(plain, run.start(), run.end())]
        whole = len(groups) <= _MOST_IN_WHOLE
        for first in range(len(groups)):
            reach = _MOST_IN_WHOLE if whole and first == 0 else _MOST_GROUPS
            yield from _from(plain, groups, first, reach)


def _from(plain: str, groups: list[tuple[int, int]], first: int, reach: int) -> Iterator[Window]:
    start = groups[first][0]
    if first == 0 and _glued_before(plain, start):
        return
    digits, shape = "", []
    for at in range(first, min(len(groups), first + reach)):
        left, right = groups[at]
        digits += plain[left:right]
        shape.append(right - left)
        if len(digits) > MOST or (len(shape) > 1 and max(shape) > _LONG_GROUP):
            return
        last = at == len(groups) - 1
        whole = first == 0 and last
        if len(digits) < LEAST or (last and _glued_behind(plain, right)):
            continue
        if whole or at - first < _MOST_GROUPS:
            yield Window(start, right, digits, tuple(shape), whole)


def _glued_before(plain: str, start: int) -> bool:
    before = plain[start - 1 : start]
    if before in _GLUE and plain[max(0, start - 5) : start].upper().endswith(_ANNOUNCES):
        return False
    return before in _GLUE if before and before != "." else before == "." and plain[start - 2 : start - 1].isdigit()


def _glued_behind(plain: str, end: int) -> bool:
    behind = plain[end : end + 1]
    return behind in _GLUE if behind and behind != "." else behind == "." and plain[end + 1 : end + 2].isdigit()


def is_torn_list(window: Window) -> bool:
    """Whether the groups look like several whole numbers one after another and not like parts of one."""
    return len(window.shape) > 1 and sum(size >= 10 for size in window.shape) > 1
