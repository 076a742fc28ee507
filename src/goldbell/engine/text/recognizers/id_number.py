"""Citizens' identity numbers (身份证号): region, birthday and check sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stdnum.cn import ric

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
)
_WORDS: Final = re.compile(r"身份证|证件")
_VALID = "地区、生日、校验位都相符"
_INVALID = "校验不符，请核对"
_WORD = "前面写明是证件号"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _NUMBER.finditer(reading.folded):
        number = match.group().upper()
        word = _WORDS.search(reading.folded, max(0, match.start() - 10), match.start()) is not None
        if is_valid_id(number):
            yield Candidate(number, match.start(), match.end(), 0.99, (_VALID, _WORD) if word else (_VALID,))
        elif word:
            yield Candidate(number, match.start(), match.end(), 0.6, (_INVALID, _WORD))


def is_valid_id(number: str) -> bool:
    """Whether region, birthday and check sign fit. The library raises KeyError on some unknown regions."""
    try:
        return bool(ric.is_valid(number))
    except (KeyError, ValueError, IndexError):
        return False


RECOGNIZER = Recognizer(
    kind="id_number",
    label_zh="身份证号",
    label_en="Identity number",
    find=_find,
    phrases={
        _VALID: "Region, birthday and check sign fit",
        _INVALID: "The check does not hold, please verify",
        _WORD: "An identity number is announced before it",
    },
    samples={"身份证11010519491231002X": ("11010519491231002X",)},
    near_misses=("621700123456789012", "202611210138400001", "110105 19491231 002X", ""),
)
