"""WeChat ids (微信号): a letter and 5 to 19 more signs, or a mobile number, after the word; wxid_ anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_WORDED: Final = re.compile(
    r"(?:微信|薇信|威信|wechat|(?<![a-z])(?:vx|wx))(?:号|号码|id|账号)?[:为是叫 ]{0,3}"
    r"(?P<id>[a-z][a-z0-9_-]{5,19}|1[3-9][0-9]{9})(?![a-z0-9_-])",
    re.IGNORECASE,
)
_WXID: Final = re.compile(r"(?<![a-z0-9_-])(?P<id>wxid_[a-z0-9]{8,20})(?![a-z0-9_-])", re.IGNORECASE)
_WORD = "前面写明是微信"
_SHAPE = "wxid_ 开头"


def _find(reading: Reading) -> Iterator[Candidate]:
    for pattern, reason in ((_WXID, _SHAPE), (_WORDED, _WORD)):
        for match in pattern.finditer(reading.folded):
            yield Candidate(match["id"], match.start("id"), match.end("id"), 0.95, (reason,))


RECOGNIZER = Recognizer(
    kind="wechat",
    label_zh="微信号",
    label_en="WeChat",
    find=_find,
    phrases={_WORD: "WeChat is written before it", _SHAPE: "Begins with wxid_"},
    samples={"加微信：kefu_0417办理": ("kefu_0417",), "wxid_a1b2c3d4e5f6": ("wxid_a1b2c3d4e5f6",)},
    near_misses=("微信转账", "微信 abc", "vx", ""),
)
