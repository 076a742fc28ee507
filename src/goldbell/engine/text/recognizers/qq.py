"""QQ numbers and groups (QQ 号): digits count only after the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_NUMBER: Final = re.compile(
    r"(?:(?<![a-z])qq|扣扣|企鹅|(?<![a-z])q(?=群|号|[:： ]{0,2}[0-9]))(?:交流|工作|任务|客服|官方|福利)?(?:群|"
    r"号|号码|群号|账号)?(?:号码|号)?[:为是叫加 ,，]{0,3}"
    r"(?P<number>[1-9][0-9]{4,11})(?:@qq\.com)?(?![0-9])",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(r"(?<![微信wxv])群号码?[:为是 ]{0,3}(?P<number>[1-9][0-9]{5,10})(?![0-9])")
_WORD = "前面写明是 QQ"
_GROUP_SAID = "前面写明是群号"


def _find(reading: Reading) -> Iterator[Candidate]:
    if "群" in reading.signs:
        for match in _GROUP.finditer(reading.plain):
            yield Candidate(match["number"], match.start("number"), match.end("number"), 0.75, (_GROUP_SAID,))
    if reading.signs.isdisjoint("qQ扣企"):
        return
    for match in _NUMBER.finditer(reading.plain):
        yield Candidate(match["number"], match.start("number"), match.end("number"), 0.95, (_WORD,))


RECOGNIZER = Recognizer(
    kind="qq",
    label_zh="QQ 号",
    label_en="QQ",
    find=_find,
    phrases={_WORD: "QQ is written before it", _GROUP_SAID: "A group number is announced before it"},
    samples={
        "加他QQ：281900417": ("281900417",),
        "扣扣群 7720418": ("7720418",),
        "QQ号二八一九零零四一七": ("281900417",),
        "q群7720418": ("7720418",),
    },
    near_misses=("QQ音乐", "QQ 123", "281900417", "iq 281900417", ""),
)
