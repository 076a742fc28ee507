"""Numbers as people say and write them (数的说法): 3万5, 三千五, 十余万, 1.42亿, 8w, 壹万贰仟. Exact, no floats.

A digit after a magnitude counts in the next lower one (三千五 = 3,500) unless 零 stands between (三千零五 = 3,005).
A saying that names its own lower end (十几万, 三四万) is read as that end and marked ``least``; one that does not (几千, 数万) is
no number: nothing is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

CHINESE_DIGITS: Final = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺"
_DIGIT: Final = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": 0,
    "两": 2,
    "幺": 1,
}
_MAGNITUDE: Final = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟kK", 1000),
    **dict.fromkeys("万萬wW", 10_000),
    **dict.fromkeys("亿億", 100_000_000),
}
_LARGE: Final = 10_000

_TOKEN: Final = re.compile(
    rf"""
      (?P<arabic>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]{{1,4}})?(?![0-9]) | [0-9]+(?:\.[0-9]{{1,6}})?)
    | (?P<point>点[{CHINESE_DIGITS}]{{1,4}}(?=\ ?[万亿千百元块]))
    | (?P<chinese>[{CHINESE_DIGITS}]+)
    | (?P<latin>[wWkK](?![A-Za-z]))
    | (?P<filler>个(?=[wW万亿]))
    | (?P<half>半(?![天年月小个夜路截数信]))
    | (?P<magnitude>[十拾百佰千仟万萬亿億])
    | (?P<approx>余(?![额款下])|多|[来几](?=[万亿千百块元]))
    """,
    re.VERBOSE,
)

_PLAIN: Final = re.compile(
    r"(?>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,4})?(?![0-9])|[0-9]+(?:\.[0-9]{1,6})?)"
    rf"(?![0-9{CHINESE_DIGITS}十拾百佰千仟万萬亿億wWkK点余多来几个])"
)
#: Where a number may begin. A magnitude alone (千万不要, 百万保障) begins none but 十.
NUMBER_START: Final = re.compile(rf"[0-9{CHINESE_DIGITS}十拾百佰千仟万萬亿億]")
_COUNTED: Final = re.compile(r"[笔次共起直个张天年部家]")
_MOST_TOKENS: Final = 24
_MOST_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A number found at one place: its value, where it ends, the largest magnitude word in it, whether it is only about
    right (多, 余), whether it is only the least it can be (十几, 三四), and whether it is in bare Arabic digits. ``value`` is None
    when it is no definite number."""

    value: Fraction | None
    end: int
    magnitude: int
    about: bool
    arabic: bool
    least: bool = False


class _NotANumber(Exception):
    """The tokens do not add up to one definite number."""


@dataclass(slots=True)
class _Sum:
    """The number as it grows, token by token; the state of the grammar."""

    total: Fraction = Fraction(0)
    section: Fraction = Fraction(0)
    pending: Fraction | None = None
    pending_digits: int = 0
    last: int = 0  # magnitude of the last magnitude word
    small: int = 0  # last small magnitude of this section
    large: int = 0  # last large magnitude
    most: int = 0
    zero: bool = False
    about: bool = False
    least: bool = False

    def number(self, value: Fraction, digits: int) -> None:
        if self.pending is not None or self.about:
            raise _NotANumber
        self.pending, self.pending_digits = value, digits

    def chinese(self, signs: str) -> None:
        if signs[0] in "零〇" and self.last and len(signs) > 1:
            self.zero, signs = True, signs[1:]
        if signs in ("零", "〇") and self.last:
            self.zero = True
            return
        if len(signs) == 2 and "零" not in signs and "〇" not in signs:
            if self.least or not (_DIGIT[signs[1]] - _DIGIT[signs[0]] == 1 or signs == "三五"):
                raise _NotANumber
            self.least, signs = True, signs[0]  # 三四万: at least three
        self.number(Fraction(int("".join(str(_DIGIT[sign]) for sign in signs))), len(signs))

    def magnitude(self, size: int) -> None:
        if size < _LARGE:
            self._small(size)
        else:
            part = self.section + (self.pending or 0)
            if part == 0 or (self.large and size >= self.large):
                raise _NotANumber
            self.total += part * size
            self.section, self.pending, self.small, self.large = Fraction(0), None, 0, size
        self.last, self.most, self.zero = size, max(self.most, size), False

    def _small(self, size: int) -> None:
        if self.pending is None and size != 10:
            raise _NotANumber
        if (self.small and size >= self.small) or (self.pending is not None and self.pending_digits > 4):
            raise _NotANumber
        self.section += (Fraction(1) if self.pending is None else self.pending) * size
        self.pending, self.small = None, size

    def result(self) -> Fraction:
        tail = self.pending if self.pending is not None else Fraction(0)
        if self.pending is not None and self.last:
            if self.pending_digits == 1 and not self.zero:
                tail *= Fraction(self.last, 10)
            elif tail >= self.last:
                raise _NotANumber
        return self.total + self.section + tail


def number_at(text: str, start: int) -> Number | None:
    """Read the longest run of number signs that begins at ``start``; None if none begins there."""
    plain = _PLAIN.match(text, start)
    if plain is not None:
        return _plain_number(plain)
    tokens = list(_tokens(text, start))
    if not tokens:
        return None
    if len(tokens) > 1 and tokens[-1].group() in ("一", "两") and _COUNTED.match(text, tokens[-1].end()):
        tokens.pop()  # 5万一笔: the 一 belongs to 笔
    end = tokens[-1].end()
    growing = _Sum()
    try:
        if len(tokens) > _MOST_TOKENS:
            raise _NotANumber
        for token in tokens:
            _take(growing, token)
        value: Fraction | None = growing.result()
    except _NotANumber:
        value = None
    arabic = len(tokens) == 1 and tokens[0].lastgroup == "arabic"
    if growing.least and not growing.most:
        value = None  # 三四 alone
    return Number(value, end, growing.most, growing.about, arabic, growing.least)


def _plain_number(match: re.Match[str]) -> Number:
    """Most numbers of a report are bare digits with no word of size behind them: no grammar is needed for those."""
    signs = match.group().replace(",", "")
    if len(signs) > _MOST_DIGITS:
        value = None
    else:
        value = Fraction(signs) if "." in signs else Fraction(int(signs))
    return Number(value, match.end(), 0, False, True)


def _tokens(text: str, start: int) -> Iterator[re.Match[str]]:
    if NUMBER_START.match(text, start) is None:
        return
    position = start
    while (token := _TOKEN.match(text, position)) is not None:
        yield token
        position = token.end()


def _take(growing: _Sum, token: re.Match[str]) -> None:
    signs = token.group()
    match token.lastgroup:
        case "arabic":
            plain = signs.replace(",", "")
            if len(plain) > _MOST_DIGITS:
                raise _NotANumber
            if plain.startswith("0") and growing.last and len(plain) > 1:
                growing.zero = True
            growing.number(Fraction(plain), len(plain.lstrip("0") or "0") if not growing.zero else len(plain))
        case "point":
            if growing.pending is None and not growing.section:
                raise _NotANumber
            digits = "".join(str(_DIGIT[sign]) for sign in signs[1:])
            whole = growing.section + (growing.pending or 0)
            growing.section, growing.small = Fraction(0), 0
            growing.pending, growing.pending_digits = whole + Fraction(int(digits), 10 ** len(digits)), 1
        case "chinese":
            if len(signs) > _MOST_DIGITS:
                raise _NotANumber
            growing.chinese(signs)
        case "approx":
            if growing.about or (growing.pending is None and not growing.last):
                raise _NotANumber
            growing.about = True
            growing.least = growing.least or signs == "几"
        case "half":
            if not growing.last or growing.last < 100:
                raise _NotANumber
            growing.number(Fraction(5), 1)  # 一万半: and half of the last magnitude
        case "filler":
            if growing.pending is None or growing.last:
                raise _NotANumber
        case _:
            growing.magnitude(_MAGNITUDE[signs])
