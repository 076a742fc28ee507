"""WeChat ids (微信号): a letter and 5 to 19 more signs, or a mobile number, after the word; wxid_ anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_WORDED: Final = re.compile(
    r"(?:微信|薇信|威信|徽信|微\s?信|wechat|绿泡泡|卫星号|(?<![a-z])(?:vx|wx|wei\s?xin)|(?<![a-z])v(?=信|号|[:： ]{1,2})|加v)"
    r"(?:信)?(?:号|号码|id|账号|名)?(?:码)?(?:[，, ]{1,2}(?:id|号)(?:码)?)?[:为是叫加 ,，“\"]{0,3}(?P<id>[a-z][a-z0-9_-]{5,19}|"
    r"1[3-9][0-9]{9})(?![a-z0-9_-]|"
    r"[.][a-z])",
    re.IGNORECASE,
)
_WXID: Final = re.compile(r"(?<![a-z0-9_-])(?P<id>wxid_[a-z0-9]{8,20})(?![a-z0-9_-])", re.IGNORECASE)
_WORD = "前面写明是微信"
_SHAPE = "wxid_ 开头"


def _find(reading: Reading) -> Iterator[Candidate]:
    for pattern, reason in ((_WXID, _SHAPE), (_WORDED, _WORD)):
        for match in pattern.finditer(reading.plain):
            if not match["id"].lower().startswith(("http", "www")):
                yield Candidate(match["id"], match.start("id"), match.end("id"), 0.95, (reason,))


RECOGNIZER = Recognizer(
    kind="wechat",
    label_zh="微信号",
    label_en="WeChat",
    find=_find,
    phrases={_WORD: "WeChat is written before it", _SHAPE: "Begins with wxid_"},
    samples={
        "加微信：kefu_0417办理": ("kefu_0417",),
        "wxid_a1b2c3d4e5f6": ("wxid_a1b2c3d4e5f6",),
        "加了她微信，id是lovely_mm520": ("lovely_mm520",),
        "加V：Lina-2026": ("Lina-2026",),
        "v信kefu0417": ("kefu0417",),
        "微信号是13904172716": ("13904172716",),
    },
    near_misses=("微信转账", "微信 abc", "vx", "微信https://a.example.com", ""),
)
