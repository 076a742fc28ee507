"""Telephone numbers (电话): Chinese mobiles, and numbers dialled with 00 or + from abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_MOBILE: Final = re.compile(
    r"(?<![0-9A-Za-z_])(?<![0-9][ -])(?:(?:\+|00)?86[ -]?)?"
    r"(?P<own>1[3-9][0-9](?:[0-9]{8}|[ -][0-9]{4}[ -][0-9]{4}))(?![0-9A-Za-z_]|[ -][0-9]{3})"
)
_ABROAD: Final = re.compile(
    r"(?<![0-9+A-Za-z])(?:\+ ?|00)(?!86)(?P<rest>[1-9][0-9]{0,3}(?:[ -]?[0-9]{2,5}){1,4})(?![0-9A-Za-z])"
)
_MOBILE_SHAPE = "11 位手机号"
_ABROAD_SHAPE = "带国际区号，可拨打"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _MOBILE.finditer(reading.folded):
        yield Candidate(re.sub(r"[ -]", "", match["own"]), match.start(), match.end(), 0.93, (_MOBILE_SHAPE,))
    for match in _ABROAD.finditer(reading.folded):
        digits = re.sub(r"[ -]", "", match["rest"])
        if _dialable(digits):
            yield Candidate(digits, match.start(), match.end(), 0.85, (_ABROAD_SHAPE,))


def _dialable(digits: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


RECOGNIZER = Recognizer(
    kind="phone",
    label_zh="电话",
    label_en="Phone",
    find=_find,
    phrases={_MOBILE_SHAPE: "Eleven digits of a mobile phone", _ABROAD_SHAPE: "With a country code, can be dialled"},
    samples={
        "打给139 0417 2716": ("13904172716",),
        "手机13904172716。": ("13904172716",),
        "+86 139-0417-2716": ("13904172716",),
        "接到00852 5801 4473，自称客服": ("85258014473",),
        "+1 212 555 0143": ("12125550143",),
    },
    near_misses=("139041727161", "6222021390417271600", "12904172716", "00 00", "v13904172716x", ""),
)
