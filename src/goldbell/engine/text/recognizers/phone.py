"""Telephone numbers (电话): Chinese mobiles, and numbers dialled with 00 or + from abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.masked import MASKED, PHRASES, is_masked_phone, masked_numbers

_MOBILE: Final = re.compile(r"(?:0?0?86)?(1[3-9][0-9]{9})")
_SHAPES: Final = frozenset(
    {
        (11,),
        (3, 4, 4),
        (3, 8),
        (7, 4),
        (4, 4, 3),
        (4, 3, 4),
        (5, 6),
        (3, 3, 5),
        (6, 5),
        (2, 3, 4, 4),
        (2, 11),
        (2, 3, 8),
        (13,),
        (4, 11),
        (15,),
    }
)
_ABROAD: Final = re.compile(
    r"(?<![0-9+A-Za-z])(?:\+ ?|00)(?!86)(?P<rest>[1-9][0-9]{0,3}(?:[ -][0-9]{1,11}){1,5}|[1-9][0-9]{6,14})(?![0-9A-Za-z])"
)
_WORDS: Final = re.compile(r"电话|手机|号码|联系|来电|致电|拨|打给|tel|call", re.I)
_MOBILE_SHAPE = "11 位手机号"
_ABROAD_SHAPE = "带国际区号，可拨打"


def _find(reading: Reading) -> Iterator[Candidate]:
    for window in reading.windows:
        mobile = _MOBILE.fullmatch(window.digits)
        if mobile is None or not (window.shape in _SHAPES or window.whole):
            continue
        if window.shape not in _SHAPES and not _WORDS.search(reading.folded, max(0, window.start - 10), window.start):
            continue
        start = window.start - 1 if reading.plain[window.start - 1 : window.start] == "+" else window.start
        yield Candidate(mobile[1], start, window.end, 0.93, (_MOBILE_SHAPE,))
    if "+" in reading.signs or "00" in reading.plain:
        for match in _ABROAD.finditer(reading.plain):
            digits = re.sub(r"[ -]", "", match["rest"])
            if _dialable(digits):
                yield Candidate(digits, match.start(), match.end(), 0.85, (_ABROAD_SHAPE,))
    if "*" in reading.signs:
        for number in masked_numbers(reading.folded):
            if is_masked_phone(number):
                yield Candidate(number.value, number.start, number.end, 0.5, (MASKED,))


def _dialable(digits: str) -> bool:
    if not 7 <= len(digits) <= 15:
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


RECOGNIZER = Recognizer(
    kind="phone",
    label_zh="电话",
    label_en="Phone",
    find=_find,
    phrases={
        _MOBILE_SHAPE: "Eleven digits of a mobile phone",
        _ABROAD_SHAPE: "With a country code, can be dialled",
        **PHRASES,
    },
    samples={
        "打给139 0417 2716": ("13904172716",),
        "手机13904172716。": ("13904172716",),
        "+86 139-0417-2716": ("13904172716",),
        "接到00852 5801 4473，自称客服": ("85258014473",),
        "+1 212 555 0143": ("12125550143",),
        "+95 9 123 456 789来电": ("959123456789",),
        "0063 9171234567": ("639171234567",),
        "电话幺三九零四幺七二七幺六": ("13904172716",),
        "电话1 3 9 0 4 1 7 2 7 1 6": ("13904172716",),
        "13904172716\n13904172717": ("13904172716", "13904172717"),
        "联系139****2716": ("139****2716",),
    },
    near_misses=("139041727161", "6222021390417271600", "12904172716", "00 00", "v13904172716x", "10.13904172716", ""),
)
