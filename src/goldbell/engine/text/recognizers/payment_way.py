"""By which way the money left (付款方式): decides what can still be rescued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldbell.common.way_words import WAY_PATTERN, way_of_word
from goldbell.common.ways import PaymentWay
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_ARRIVAL = "说了什么时候到账"
_CHANNEL = "说了从哪里转的"
_MATTER = "说了交的是什么"
_BY_WAY: Final = {
    PaymentWay.ORDINARY: (0.97, _ARRIVAL),
    PaymentWay.NEXT_DAY: (0.97, _ARRIVAL),
    PaymentWay.COURIER: (0.6, _MATTER),
    PaymentWay.CASH: (0.7, _MATTER),
    PaymentWay.CRYPTO: (0.85, _MATTER),
}


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in WAY_PATTERN.finditer(reading.folded):
        word = match.group()
        if word.isascii() and _inside_a_word(reading.folded, match.start(), match.end()):
            continue
        way = way_of_word(word)
        sure, reason = _BY_WAY.get(way, (0.85, _CHANNEL))
        if "到账" in word:
            sure, reason = 0.97, _ARRIVAL
        yield Candidate(way.value, match.start(), match.end(), 0.5 if word == "支付宝" else sure, (reason,))


def _inside_a_word(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(sign.isascii() and sign.isalnum() for sign in around)


RECOGNIZER = Recognizer(
    kind="payment_way",
    label_zh="付款方式",
    label_en="Payment way",
    find=_find,
    phrases={
        _ARRIVAL: "It is said when the money arrives",
        _CHANNEL: "It is said by which channel it left",
        _MATTER: "It is said what was handed over",
    },
    samples={
        "先去柜员机转了两万": ("atm",),
        "选的普通到账": ("ordinary",),
        "用手机银行实时到账": ("instant", "instant"),
        "次日到账": ("next_day",),
        "在pos机上刷的": ("pos",),
        "取了现金，叫跑腿送走": ("cash", "courier"),
        "数字人民币钱包": ("ecny",),
        "买USDT转过去": ("crypto",),
        "微信转账给他": ("instant",),
    },
    near_misses=("加了微信", "position", "postman", "atmosphere", ""),
)
