"""Organisations (单位): companies, banks, police and courts, firms whose staff somebody claims to be, senders of messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.organisations import organisations

_COMPANY = "公司的写法"
_BANK = "银行的写法"
_OFFICE = "机关的写法"
_OTHER = "单位的写法"
_SHORT = "常用的简称"
_BRAND = "后面说是它的客服或员工"
_SIGNATURE = "短信落款"
_HOW: Final = {
    "company": (0.85, _COMPANY),
    "bank": (0.85, _BANK),
    "office": (0.85, _OFFICE),
    "other": (0.6, _OTHER),
    "short": (0.72, _SHORT),
    "brand": (0.86, _BRAND),
    "signature": (0.84, _SIGNATURE),
}


def _find(reading: Reading) -> Iterator[Candidate]:
    for found in organisations(reading.folded):
        sure, reason = _HOW[found.how]
        yield Candidate(reading.folded[found.start : found.end], found.start, found.end, sure, (reason,))


RECOGNIZER = Recognizer(
    kind="organisation",
    label_zh="单位",
    label_en="Organisation",
    find=_find,
    phrases={
        _COMPANY: "Written like a company",
        _BANK: "Written like a bank",
        _OFFICE: "Written like an office of the state",
        _OTHER: "Written like an institution",
        _SHORT: "A common short name",
        _BRAND: "Somebody claims to be its staff",
        _SIGNATURE: "The signature of a message",
    },
    samples={
        "汇给兰州宏达商贸有限公司": ("兰州宏达商贸有限公司",),
        "我到招商银行取钱": ("招商银行",),
        "请张掖路派出所速处": ("张掖路派出所",),
        "自称京东客服": ("京东",),
        "【顺丰速运】您的快件": ("顺丰速运",),
        "冒充上海市公安局浦东分局民警": ("上海市公安局浦东分局",),
        "从工行转的": ("工行",),
        "汇给鑫源（甘肃）科技有限公司": ("鑫源（甘肃）科技有限公司",),
        "APP(兰州市公安局城关分局供图)": ("兰州市公安局城关分局",),
        "自称中国人寿客服": ("中国人寿",),
    },
    near_misses=("我去银行", "当地派出所", "一家公司", "手机银行", "这个公司", "【重要通知】", "公安局", ""),
)
