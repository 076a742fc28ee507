"""Citizens' identity numbers (身份证号): region, birthday and check sign, also in groups, masked, or of fifteen digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from goldbell.engine.text.checksums import citizen_sign
from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.masked import MASKED, PHRASES, is_masked_id, masked_numbers

_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z*])(?<![0-9][ -])[1-8][0-9]{5}[ -]?"
    r"(?:18|19|20)[0-9]{2}[ -]?[01][0-9][ -]?[0-3][0-9][ -]?[0-9]{3}[ -]?[0-9Xx×](?![0-9A-Za-z])"
)
_OLD: Final = re.compile(r"(?<![0-9A-Za-z*])[1-8][0-9]{5}[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}(?![0-9A-Za-z])")
_WORDS: Final = re.compile(r"身份证|证件|公民身份")
#: The first two digits: provinces, and 81–83 for residents from Hong Kong, Macao and Taiwan.
_PROVINCES: Final = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_VALID = "地区、生日、校验位都相符"
_INVALID = "校验不符，请核对"
_OLD_SHAPE = "15 位的老身份证号"
_WORD = "前面写明是证件号"


def _find(reading: Reading) -> Iterator[Candidate]:
    if reading.signs.isdisjoint("12345678") and reading.plain is reading.folded:
        return
    for match in _NUMBER.finditer(reading.plain):
        number = re.sub(r"[ -]", "", match.group()).upper().replace("×", "X")
        word = _announced(reading, match.start())
        if is_valid_id(number):
            yield Candidate(number, match.start(), match.end(), 0.99, (_VALID, _WORD) if word else (_VALID,))
        elif word:
            yield Candidate(number, match.start(), match.end(), 0.6, (_INVALID, _WORD))
    if reading.signs.isdisjoint("证"):
        return
    for match in _OLD.finditer(reading.plain):
        if _announced(reading, match.start()) and _is_day(1900 + int(match.group()[6:8]), match.group()[8:12]):
            yield Candidate(match.group(), match.start(), match.end(), 0.7, (_OLD_SHAPE, _WORD))
    for masked in masked_numbers(reading.folded):
        if is_masked_id(masked) and _announced(reading, masked.start):
            yield Candidate(masked.value, masked.start, masked.end, 0.55, (MASKED, _WORD))


def _announced(reading: Reading, start: int) -> bool:
    return _WORDS.search(reading.folded, max(0, start - 12), start) is not None


def is_valid_id(number: str) -> bool:
    """Whether province, birthday and check sign of eighteen signs fit.

    The county is not asked for: tables of counties by year refuse numbers of people born before their county got its
    code, and those people exist.
    """
    if re.fullmatch(r"[0-9]{17}[0-9X]", number) is None or number[:2] not in _PROVINCES:
        return False
    return _is_day(int(number[6:10]), number[10:14]) and citizen_sign(number[:17]) == number[17]


def _is_day(year: int, rest: str) -> bool:
    try:
        date(year, int(rest[:2]), int(rest[2:]))
    except ValueError:
        return False
    return 1900 <= year <= 2099


RECOGNIZER = Recognizer(
    kind="id_number",
    label_zh="身份证号",
    label_en="Identity number",
    find=_find,
    phrases={
        _VALID: "Region, birthday and check sign fit",
        _INVALID: "The check does not hold, please verify",
        _OLD_SHAPE: "An old identity number of fifteen digits",
        _WORD: "An identity number is announced before it",
        **PHRASES,
    },
    samples={
        "身份证11010519491231002X": ("11010519491231002X",),
        "110105 19491231 002x": ("11010519491231002X",),
        "身份证号620102490101123": ("620102490101123",),
        "身份证620102********1234": ("620102********1234",),
    },
    near_misses=("621700123456789012", "202611210138400001", "110105194912310021", "990105194912310021", ""),
)
