"""Readings strewn behind characters (注入的拼音): 公(gong)安 is 公安, 电(dian)(dian) is 电; a gloss such as 腾讯(Tencent) stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.readings import HANZI, reads, without_tones

INJECTED: Final = "injected_reading"
_OPEN: Final = r"(（\[【〔〖{｛<＜《〈「『"
_CLOSE: Final = r")）\]】〕〗}｝>＞》〉」』"
_GROUP: Final = re.compile(
    rf"[ \u00a0\u3000]{{0,2}}[{_OPEN}]"
    r"(?P<reading>[ a-zA-ZüÜǖ-ǜāáǎàēéěèīíǐìōóǒòūúǔùńňǹḿêɡɑ\u0300\u0301\u0304\u030c\u0308ㄅ-ㄩ˙ˊˇˋ0-5:'’·.\-/,，、]{1,48})"
    rf"[{_CLOSE}]"
)
_RUN: Final = re.compile(rf"[{HANZI}]{{1,8}}\Z")
_HANZI: Final = re.compile(f"[{HANZI}]")


def _propose(text: str) -> Iterator[Change]:
    end_of_last, characters = -1, ""
    for group in _GROUP.finditer(text):
        if group.start() != end_of_last:
            run = _RUN.search(text, max(0, group.start() - 8), group.start())
            characters = run[0] if run else ""
        end_of_last = group.end()
        if characters and reads(characters, without_tones(group["reading"])):
            yield Change(group.start(), group.end(), "", INJECTED)


STEP = Step(
    name="injected_reading",
    rank=40,
    propose=_propose,
    whys={INJECTED: ("插在字后的拼音", "Reading strewn behind a character")},
    samples=(
        Sample("城关公(gong)安分局", "城关公安分局", (("(gong)", "", INJECTED),)),
        Sample("电(dian)(dian)诈", "电诈", (("(dian)", "", INJECTED), ("(dian)", "", INJECTED))),
    ),
    near_misses=("腾讯(Tencent)", "国内生产总值(GDP)", "重量(kg)", "速度(m/s)", "苹果(AAPL)", "选项(a)和(b)", ""),
)
