"""Numbers of handsets (手机串号 IMEI): fifteen digits with a check digit, where the words or the first digits say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.issuers import luhn_holds

_WORDS: Final = re.compile(r"IMEI[12]?|串号|串码|设备号|机身码|设备码|手机序列号", re.I)
_WORD = "前面写明是串号"
_CHECK = "校验位相符"
_NO_CHECK = "校验位不符，请核对"
_RANGE = "35 或 86 开头的 15 位"


def _find(reading: Reading) -> Iterator[Candidate]:
    for window in reading.windows:
        if len(window.digits) != 15 or not (
            len(window.shape) == 1 or window.whole or window.shape in ((2, 6, 6, 1), (6, 2, 6, 1))
        ):
            continue
        word = _WORDS.search(reading.folded, max(0, window.start - 24), window.start) is not None
        check, range_ = luhn_holds(window.digits), window.digits.startswith(("35", "86"))
        if word:
            yield Candidate(
                window.digits,
                window.start,
                window.end,
                0.98 if check else 0.75,
                (_WORD, _CHECK if check else _NO_CHECK),
            )
        elif check and range_ and reading.issuers.of(window.digits) is None:
            yield Candidate(window.digits, window.start, window.end, 0.6, (_RANGE, _CHECK))


RECOGNIZER = Recognizer(
    kind="imei",
    label_zh="手机串号",
    label_en="IMEI",
    find=_find,
    phrases={
        _WORD: "A handset number is announced before it",
        _CHECK: "The check digit holds",
        _NO_CHECK: "The check digit does not hold, please verify",
        _RANGE: "Fifteen digits that begin with 35 or 86",
    },
    samples={
        "IMEI：490154203237518": ("490154203237518",),
        "IMEI490154203237518": ("490154203237518",),
        "手机串号86 123456 789012 8": ("861234567890128",),
    },
    near_misses=("490154203237518", "单号123456789012345", "IMEI 4901542032375", ""),
)
