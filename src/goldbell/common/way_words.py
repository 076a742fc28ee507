"""The words in which victims, banks and payment slips name a way of paying (付款方式的说法).

One table for the reader of victims' words and for the reader of payment lists, so both call a way the same.
"""

from __future__ import annotations

import re
from typing import Final

from goldbell.common.ways import PaymentWay

#: Words by way, surest first within a way. Words that say when the money arrives outrank the channel they came by
#: (网银普通到账 is ordinary, not instant), so ways that name an arrival stand first.
WAY_WORDS: Final[tuple[tuple[PaymentWay, tuple[str, ...]], ...]] = (
    (
        PaymentWay.ORDINARY,
        ("普通到账", "普通转账", "普通汇款", "两小时到账", "2小时到账", "二小时到账", "两小时后到账"),
    ),
    (PaymentWay.NEXT_DAY, ("次日到账", "隔日到账", "第二天到账", "次日转账", "明天到账")),
    (PaymentWay.ATM, ("自动取款机", "自动柜员机", "柜员机", "取款机", "自助机", "ATM机", "ATM转账", "ATM 转账", "ATM")),
    (PaymentWay.POS, ("POS机", "刷POS", "POS", "刷卡机", "刷卡")),
    (PaymentWay.ECNY, ("数字人民币", "数币钱包", "数字货币钱包")),
    (PaymentWay.CRYPTO, ("USDT", "泰达币", "虚拟货币", "虚拟币", "比特币", "TRC20", "ERC20")),
    (
        PaymentWay.COURIER,
        ("顺丰", "快递", "邮寄", "跑腿", "闪送", "货拉拉", "网约车送", "寄黄金", "金条", "黄金", "寄过去", "寄出"),
    ),
    (PaymentWay.CASH, ("现金", "当面交钱", "取现交给")),
    (
        PaymentWay.INSTANT,
        (
            "实时到账",
            "即时到账",
            "实时转账",
            "手机银行",
            "网上银行",
            "网银",
            "快捷支付",
            "云闪付",
            "微信转账",
            "微信支付",
            "微信红包",
            "微信扫码",
            "扫码付款",
            "扫码支付",
            "扫码转账",
            "支付宝",
        ),
    ),
)

_WAY_OF: Final = {word.upper(): way for way, words in WAY_WORDS for word in words}
#: One alternation of all words, longest first, ASCII case ignored.
WAY_PATTERN: Final = re.compile("|".join(re.escape(word) for word in sorted(_WAY_OF, key=len, reverse=True)), re.I)
_RANK: Final = {way: rank for rank, (way, _) in enumerate(WAY_WORDS)}


def way_of_word(word: str) -> PaymentWay:
    """The way that one word of ``WAY_PATTERN`` names. KeyError for any other word."""
    return _WAY_OF[word.upper()]


def way_from_text(text: str) -> PaymentWay | None:
    """The way a cell or phrase names (“网银普通到账” → ordinary), or a stored code or label; None if it names none."""
    plain = text.strip()
    for way in PaymentWay:
        if plain in (way.value, way.label_zh, way.label_en):
            return way
    named = [way_of_word(match.group()) for match in WAY_PATTERN.finditer(plain[:200])]
    return min(named, key=lambda way: _RANK[way], default=None)
