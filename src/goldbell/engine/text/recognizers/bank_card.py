"""Bank card numbers (银行卡号): prefix and length name the issuer; check digit and words before are evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.digits import Window, is_torn_list
from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.issuers import luhn_holds
from goldbell.engine.text.masked import MASKED, PHRASES, is_masked_card, masked_numbers

_SHAPES: Final = re.compile(r"4(?:-4){3}(?:-[1-3])?|6-(?:9|1[0-3])|4-(?:4-){2}7|4-1[1-5]|8-(?:8|11)")
_WORDS: Final = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行卡|卡|户|收款|转到|转入|转至|转给|汇到|汇入|汇至|打到|打入|存入|存到|打给|"
    r"到|往|尾号"
)
_OTHER_WORDS: Final = re.compile(
    r"(?:单号|流水号?|编号|订单号?|IMEI|串号|身份证[号码]*|案号|凭证号?|合同号?)[:为是 ]{0,3}$", re.I
)
_PREFIX = "前缀和长度在发卡行表里"
_PREFIX_ONLY = "前缀在发卡行表里，长度不对"
_CHECK = "校验位相符"
_NO_CHECK = "校验位不符，请核对"
_WORD = "前面说的是卡或收款"
_UNKNOWN = "前缀不在发卡行表里"


def _find(reading: Reading) -> Iterator[Candidate]:
    for window in reading.windows:
        if 15 <= len(window.digits) <= 19 and not is_torn_list(window):
            judged = _judge(reading, window)
            if judged is not None:
                yield Candidate(window.digits, window.start, window.end, *judged)
    if "*" in reading.signs or "×" in reading.signs or "x" in reading.signs or "X" in reading.signs:
        for number in masked_numbers(reading.folded):
            if is_masked_card(number):
                yield Candidate(number.value, number.start, number.end, 0.5, (MASKED,))


def _judge(reading: Reading, window: Window) -> tuple[float, tuple[str, ...]] | None:
    number, issuer = window.digits, reading.issuers.of(window.digits)
    check, word = luhn_holds(number), _WORDS.search(reading.folded, max(0, window.start - 10), window.start) is not None
    worded = (_WORD,) if word else ()
    if len(window.shape) > 1 and not _plausible_groups(window, issuer is not None and check):
        return None
    if _OTHER_WORDS.search(reading.folded, max(0, window.start - 10), window.start):
        return None
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


def _plausible_groups(window: Window, proven: bool) -> bool:
    """Groups of four are how cards are printed; any others count only where issuer and check digit prove the number."""
    return _SHAPES.fullmatch("-".join(map(str, window.shape))) is not None or (proven and window.whole)


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
        **PHRASES,
    },
    samples={
        "转到6222021139309559727": ("6222021139309559727",),
        "卡号6217 0012 3456 7890 12": ("621700123456789012",),
        "卡号：６２２２０２１１３９３０９５５９７２７。": ("6222021139309559727",),
        "6222-0211-3930-9559-727": ("6222021139309559727",),
        "卡号是六二二二零二幺幺三九三零九五五九七二七": ("6222021139309559727",),
        "打到6222 0211\n3930 9559 727": ("6222021139309559727",),
        "卡号6 2 2 2 0 2 1 1 3 9 3 0 9 5 5 9 7 2 7": ("6222021139309559727",),
        "6222021139309559727\n6222021139309559727": ("6222021139309559727", "6222021139309559727"),
        "转到6222 **** **** 9727": ("6222********9727",),
    },
    near_misses=(
        "订单号 202611210138400001",
        "电话 13904172716",
        "流水号 12345678901234567890123456789",
        "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6",
        "运单号6222021139309559727",
        "",
    ),
)
