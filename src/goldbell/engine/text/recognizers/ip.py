"""Internet addresses (IP 地址) of version 4 and 6; version numbers of programs and decimals are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_FOUR: Final = re.compile(
    r"(?:(?<=IP)|(?<=ip)|(?<![0-9A-Za-z.]))[0-9]{1,3}(?:(?:\.|\[\.\])[0-9]{1,3}){3}(?![0-9A-Za-z]|\.[0-9])"
)
_SIX: Final = re.compile(r"(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{3,39}(?![0-9A-Za-z:.])")
_VERSION: Final = re.compile(
    r"(?:版本|升级|更新|固件|系统|UI|iOS|安卓|Android|鸿蒙)[^，。,;0-9]{0,8}$|(?<![a-z])v(?:er(?:sion)?)?[:：为是 .]{0,3}$",
    re.I,
)
_SECTION: Final = re.compile(r"(?:第|条款|章节|目录|§)[ ]?$")
_WORDS: Final = re.compile(r"IP|服务器|地址|登录|主机|节点|异地", re.I)
_SHAPE_4 = "四段数字的 IP 地址"
_SHAPE_6 = "IPv6 地址的写法"
_WORD = "前面写明是 IP 或登录地"
_PRIVATE = "内网或保留地址"


def _find(reading: Reading) -> Iterator[Candidate]:
    if "." in reading.signs:
        for match in _FOUR.finditer(reading.folded):
            yield from _four(reading, match)
    if ":" in reading.signs:
        for match in _SIX.finditer(reading.folded):
            yield from _six(reading, match)


def _four(reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    before = reading.folded[max(0, match.start() - 12) : match.start()]
    word = _WORDS.search(before) is not None
    if (_VERSION.search(before) and not word) or _SECTION.search(before):
        return
    try:
        address = IPv4Address(match.group().replace("[.]", "."))
    except AddressValueError:
        return
    reasons = (_SHAPE_4, *((_WORD,) if word else ()), *(() if address.is_global else (_PRIVATE,)))
    if word or address.packed[0] >= 10:
        yield Candidate(str(address), match.start(), match.end(), 0.97 if word else 0.86, reasons)


def _six(reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    written = match.group()
    if written.count(":") < 2 or re.fullmatch(r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}", written):
        return
    try:
        address = IPv6Address(written)
    except AddressValueError:
        return
    word = _WORDS.search(reading.folded, max(0, match.start() - 12), match.start()) is not None
    if word or sum(map(str.isalnum, written)) >= 6:
        yield Candidate(
            str(address), match.start(), match.end(), 0.97 if word else 0.85, (_SHAPE_6, _WORD) if word else (_SHAPE_6,)
        )


RECOGNIZER = Recognizer(
    kind="ip",
    label_zh="IP 地址",
    label_en="IP address",
    find=_find,
    phrases={
        _SHAPE_4: "Four numbers of an IP address",
        _SHAPE_6: "Written like an IPv6 address",
        _WORD: "An IP address or a sign-in is announced before it",
        _PRIVATE: "A private or reserved address",
    },
    samples={
        "登录IP 45.117.8.203，异地": ("45.117.8.203",),
        "103[.]27[.]8[.]9": ("103.27.8.9",),
        "IPv6 2408:8456:3010::1F0C": ("2408:8456:3010::1f0c",),
        "境外IP154.23.180.77": ("154.23.180.77",),
        "服务器1.2.3.4": ("1.2.3.4",),
    },
    near_misses=(
        "版本10.2.3.4",
        "系统版本MIUI 14.0.5.0",
        "V12.0.3.1",
        "999.1.1.1",
        "1.2.3.4.5",
        "12:30:45",
        "3.5万",
        "::",
        "a::b:c:z",
        "",
    ),
)
