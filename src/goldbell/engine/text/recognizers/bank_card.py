"""Bank card numbers (银行卡号): prefix and length name the issuer; check digit and words before are evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.issuers import luhn_holds

_NUMBER: Final = re.compile(
    r"(?<![0-9])(?<![0-9][ -])(?:"
    r"[0-9]{15,19}"
    r"|[0-9]{4}(?:(?: {1,2}|-)[0-9]{4}){3}(?:(?: {1,2}|-)?[0-9]{1,3})?"
    r"|[0-9]{6}[ -][0-9]{9,13}"
    r")(?![0-9])(?![ -][0-9]{3})"
)
_WORDS: Final = re.compile(r"卡号|账号|帐号|账户|帐户|银行卡|卡|户|收款|转到|转入|转给|汇到|打到|打给|到|尾号")
_PREFIX = "前缀和长度在发卡行表里"
_PREFIX_ONLY = "前缀在发卡行表里，长度不对"
_CHECK = "校验位相符"
_NO_CHECK = "校验位不符，请核对"
_WORD = "前面说的是卡或收款"
_UNKNOWN = "前缀不在发卡行表里"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _NUMBER.finditer(reading.folded):
        number = re.sub(r"[ -]", "", match.group())
        if not 15 <= len(number) <= 19:
            continue
        word = _WORDS.search(reading.folded, max(0, match.start() - 10), match.start()) is not None
        judged = _judge(reading, number, word)
        if judged is not None:
            yield Candidate(number, match.start(), match.end(), *judged)


def _judge(reading: Reading, number: str, word: bool) -> tuple[float, tuple[str, ...]] | None:
    issuer = reading.issuers.of(number)
    check = luhn_holds(number)
    worded = (_WORD,) if word else ()
    if issuer is not None:
        sure = 0.98 if check else 0.8 if word else 0.7
        return sure, (issuer.name, _PREFIX, _CHECK if check else _NO_CHECK, *worded)
    if len(number) == 15 or number.startswith("0"):
        return None
    if reading.issuers.knows_prefix(number) and (check or word):
        return (0.7 if check and word else 0.55), (_PREFIX_ONLY, _CHECK if check else _NO_CHECK, *worded)
    if (word and number.startswith(("62", "60", "4", "5", "9"))) or (check and number.startswith("62")):
        return (0.65 if check and word else 0.45), (_UNKNOWN, _CHECK if check else _NO_CHECK, *worded)
    return None


RECOGNIZER = Recognizer(
    kind="bank_card",
    label_zh="银行卡号",
    label_en="Bank card",
    find=_find,
    phrases={
        _PREFIX: "Prefix and length are in the issuers' table",
        _PREFIX_ONLY: "Prefix is in the issuers' table, the length is not",
        _CHECK: "The check digit holds",
        _NO_CHECK: "The check digit does not hold, please verify",
        _WORD: "The words before speak of a card or a payee",
        _UNKNOWN: "The prefix is in no issuers' table",
    },
    samples={
        "转到6222021139309559727": ("6222021139309559727",),
        "卡号6217 0012 3456 7890 12": ("621700123456789012",),
        "卡号：６２２２０２１１３９３０９５５９７２７。": ("6222021139309559727",),
        "6222-0211-3930-9559-727": ("6222021139309559727",),
    },
    near_misses=(
        "订单号 202611210138400001",
        "电话 13904172716",
        "流水号 12345678901234567890123456789",
        "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6",
        "",
    ),
)
