"""Short and service numbers (短号码): 110, 96110, 12345, bank hotlines 95xxx, and 106 ports that send messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z+*.¥/-])(?P<number>(?:106|1065|1069)[0-9]{5,17}|95[0-9]{3,6}|96[0-9]{3,4}|12[0-9]{3}|100[0-9]{2}|11[0-9]{3}|1[12][0-9])"
    r"(?![0-9A-Za-z:%]|[.,/-][0-9])"
)
_KNOWN: Final = frozenset(
    [
        "110",
        "119",
        "120",
        "122",
        "114",
        "12110",
        "12345",
        "12315",
        "12321",
        "12377",
        "12381",
        "12306",
        "12329",
        "12333",
        "12348",
        "12366",
        "12368",
        "12378",
        "12389",
        "12393",
        "96110",
        "10000",
        "10001",
        "10010",
        "10011",
        "10016",
        "10086",
        "10099",
        "11185",
        "11183",
    ]
)
_COUNTED: Final = re.compile(
    r" ?(?:余|多)?(?:元|块|万|千|亿|人|个|名|条|起|次|家|户|场|部|台|件|份|张|页|年|月|日|号楼|米|分|岁|天|斤|克|%)"
)
_CALLED: Final = re.compile(
    r"(?:拨打?|拨通|致电|电话|热线|号码|来电|呼叫|短信|打了?|打给|打过?来?|接到|接了?|专线|端口号?|客服|联系|发送|咨询|报警|通过|回拨|是|“|\"|【|、|或|和|与)[^0-9，。,;；]{0,6}$"
)
_ACCOUNT: Final = re.compile(
    r"(?:[账帐卡户单串]号?|[工警编证]号|密码|验证码|邀请码|尾号|后[四五]位)[^0-9。，,;；]{0,4}$"
)
#: 110 as the name of a desk, not a number to call.
_DESK: Final = re.compile(r" ?(?:接报|接警|指令|报警台|平台|出警|警情|指挥|推送|民警|派警|系统)")
_KNOWN_NUMBER = "公共服务号码"
_PORT = "106 短信端口"
_HOTLINE = "95、96 开头的客服号码"
_WORD = "前面说的是拨打或来电"


def _find(reading: Reading) -> Iterator[Candidate]:
    if reading.signs.isdisjoint("1 9"):
        return
    for match in _NUMBER.finditer(reading.plain):
        number = match["number"]
        if (
            _COUNTED.match(reading.plain, match.end())
            or reading.plain[match.start() - 2 : match.start()].strip().isdigit()
        ):
            continue
        before = reading.plain[max(0, match.start() - 12) : match.start()]
        if _ACCOUNT.search(before) or _DESK.match(reading.plain, match.end()) or before.endswith("这里是"):
            continue
        worded = _CALLED.search(before) is not None
        judged = _judge(number, worded)
        if judged is not None:
            yield Candidate(number, match.start(), match.end(), *judged)


def _judge(number: str, worded: bool) -> tuple[float, tuple[str, ...]] | None:
    said = (_WORD,) if worded else ()
    if number in _KNOWN and (worded or len(number) == 5 or number in ("110", "96110")):
        return (0.95 if worded else 0.85), (_KNOWN_NUMBER, *said)
    if number.startswith("106") and len(number) >= 8:
        return (0.93 if worded else 0.8), (_PORT, *said)
    if worded and re.fullmatch(r"95[0-9]{3,6}|96[0-9]{3,4}|12[0-9]{3}", number):
        return 0.93, (_HOTLINE, *said)
    return None


RECOGNIZER = Recognizer(
    kind="short_number",
    label_zh="短号码",
    label_en="Short number",
    find=_find,
    phrases={
        _KNOWN_NUMBER: "A public service number",
        _PORT: "A 106 port that sends messages",
        _HOTLINE: "A service number that begins with 95 or 96",
        _WORD: "The words before speak of a call",
    },
    samples={
        "请接听96110": ("96110",),
        "我打了110": ("110",),
        "来电显示95588": ("95588",),
        "短信是10690133500012发的": ("10690133500012",),
    },
    near_misses=("转了12345元", "12000人", "编号95588-1", "110.5", "花了120块", "2026.12.110", "房号95012", ""),
)
