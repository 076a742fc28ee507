"""Landlines (座机), with their extension, and 400 and 800 numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_EXTENSION: Final = r"(?: ?[,，]?(?:转|-|分机号?:?|ext\.?) ?(?P<ext{n}>[0-9]{{1,5}})(?!号线|[0-9-]))?"
_AREA: Final = re.compile(
    r"(?<![0-9A-Za-z+*.-])(?:[（(](?P<area2>0(?:10|2[0-9]|[3-9][0-9]{2}))[)）] ?|(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2}))[ -]{0,2})"
    r"(?P<line>[2-9][0-9]{2,3}[ -]?[0-9]{4})" + _EXTENSION.format(n="") + r"(?![0-9]|[.-][0-9])",
    re.I,
)
_SERVICE: Final = re.compile(
    r"(?<![0-9A-Za-z+*.-])(?P<service>[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}|[48]00[ -]?[0-9]{4}[ -]?[0-9]{3})"
    + _EXTENSION.format(n="2")
    + r"(?![0-9]|[.-][0-9])",
    re.I,
)
_BARE: Final = re.compile(
    r"(?:座机|固话|固定电话|办公室?电话|单位电话|家里电话)[^0-9，。,]{0,5}(?P<bare>[2-8][0-9]{6,7})"
    + _EXTENSION.format(n="3")
    + r"(?![0-9])",
    re.I,
)
_AREA_SHAPE = "区号加本地号码"
_SERVICE_SHAPE = "400 或 800 服务号码"
_BARE_SAID = "前面写明是座机，缺区号"
_WITH_EXTENSION = "带分机号"


def _find(reading: Reading) -> Iterator[Candidate]:
    text = reading.plain
    if "0" in reading.signs or text is not reading.folded:
        for match in _AREA.finditer(text):
            area, line = match["area"] or match["area2"], re.sub(r"[ -]", "", match["line"])
            if len(area) == 3 and len(line) == 7:
                continue  # 010 and 02x lines have eight digits
            yield _candidate(match, area + line, match.start(), 0.9, _AREA_SHAPE, match["ext"])
        for match in _SERVICE.finditer(text):
            value = re.sub(r"[ -]", "", match["service"])
            yield _candidate(match, value, match.start(), 0.88, _SERVICE_SHAPE, match["ext2"])
    if "话" in reading.signs or "座" in reading.signs:
        for match in _BARE.finditer(text):
            yield _candidate(match, match["bare"], match.start("bare"), 0.8, _BARE_SAID, match["ext3"])


def _candidate(
    match: re.Match[str], value: str, start: int, sure: float, reason: str, extension: str | None
) -> Candidate:
    return Candidate(value, start, match.end(), sure, (reason, _WITH_EXTENSION) if extension else (reason,))


RECOGNIZER = Recognizer(
    kind="landline",
    label_zh="座机",
    label_en="Landline",
    find=_find,
    phrases={
        _AREA_SHAPE: "Area code and local number",
        _SERVICE_SHAPE: "A 400 or 800 service number",
        _BARE_SAID: "Announced as a landline, the area code is missing",
        _WITH_EXTENSION: "With an extension",
    },
    samples={
        "座机0931-8462110": ("09318462110",),
        "(010)6652 3344转8012": ("01066523344",),
        "0755 26890011-603找他": ("075526890011",),
        "致电400-820-8820": ("4008208820",),
        "家里座机8462110": ("8462110",),
        "零九三一八四六二一一零打来的": ("09318462110",),
    },
    near_misses=("2026-11-21", "0931", "0.9318462110", "010101", "金额400 8000元", "编号A0931-8462110", ""),
)
