"""Accounts at payment institutions (支付账户): Alipay's sixteen digits that begin with 2088."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_NUMBER: Final = re.compile(r"(?<![0-9])2088(?:[0-9]{12}|(?:[ -][0-9]{4}){3})(?![0-9])")
_WORDS: Final = re.compile(r"支付宝|账号|帐号|账户|收款|钱包|商户")
_SHAPE = "2088 开头的 16 位支付账户"
_WORD = "前面说的是支付账户"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _NUMBER.finditer(reading.folded):
        word = _WORDS.search(reading.folded, max(0, match.start() - 12), match.start()) is not None
        number = re.sub(r"[ -]", "", match.group())
        yield Candidate(
            number, match.start(), match.end(), 0.99 if word else 0.9, (_SHAPE, _WORD) if word else (_SHAPE,)
        )


RECOGNIZER = Recognizer(
    kind="payment_account",
    label_zh="支付账户",
    label_en="Payment account",
    find=_find,
    phrases={
        _SHAPE: "Sixteen digits that begin with 2088",
        _WORD: "The words before speak of a payment account",
    },
    samples={
        "支付宝账号2088183846315869": ("2088183846315869",),
        "2088 1838 4631 5869": ("2088183846315869",),
    },
    near_misses=("20881838463158691", "2088年", "12088183846315869", ""),
)
