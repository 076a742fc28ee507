"""Accounts at payment institutions (支付账户): Alipay's sixteen digits that begin with 2088, and what is named as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_WORDS: Final = re.compile(r"支付宝|账号|帐号|账户|收款|钱包|商户")
_NAMED: Final = re.compile(
    r"(?:支付宝|财付通|云闪付|翼支付|数币钱包|钱包)(?:的?收?款?)(?:账号|帐号|账户|帐户|账?户名?|号码|号|ID|编号)?[:：为是叫 ]{0,3}"
    r"(?P<id>1[3-9][0-9]{9}|[a-z0-9._-]{2,40}@[a-z0-9.-]{2,40}\.[a-z]{2,8})(?![0-9a-z])"
    r"|(?:商户号|商户编号|商户ID)[:：为是 ]{0,3}(?P<merchant>[0-9]{8,20})(?![0-9])",
    re.IGNORECASE,
)
_SHAPE = "2088 开头的 16 位支付账户"
_WORD = "前面说的是支付账户"
_NAMED_SAID = "前面写明是支付宝等支付账号"
_MERCHANT = "前面写明是商户号"


def _find(reading: Reading) -> Iterator[Candidate]:
    for window in reading.windows:
        if len(window.digits) == 16 and window.digits.startswith("2088") and window.shape in ((16,), (4, 4, 4, 4)):
            word = _WORDS.search(reading.folded, max(0, window.start - 12), window.start) is not None
            yield Candidate(
                window.digits, window.start, window.end, 0.99 if word else 0.9, (_SHAPE, _WORD) if word else (_SHAPE,)
            )
    if reading.signs.isdisjoint("宝商通付钱"):
        return
    for match in _NAMED.finditer(reading.plain):
        group, reason = ("id", _NAMED_SAID) if match["id"] else ("merchant", _MERCHANT)
        value = match[group]
        if value.startswith("2088") and len(value) == 16:
            continue
        yield Candidate(value, match.start(group), match.end(group), 0.985, (reason,))


RECOGNIZER = Recognizer(
    kind="payment_account",
    label_zh="支付账户",
    label_en="Payment account",
    find=_find,
    phrases={
        _SHAPE: "Sixteen digits that begin with 2088",
        _WORD: "The words before speak of a payment account",
        _NAMED_SAID: "Announced as an Alipay or other payment account",
        _MERCHANT: "Announced as a merchant number",
    },
    samples={
        "支付宝账号2088183846315869": ("2088183846315869",),
        "2088 1838 4631 5869": ("2088183846315869",),
        "支付宝账号：13904172716": ("13904172716",),
        "微信商户号1900000109": ("1900000109",),
    },
    near_misses=("20881838463158691", "2088年", "12088183846315869", "支付宝给13904172716打电话", ""),
)
