"""Numbers torn apart or written askew (拆散的号码): 1-3-8-0-0… is a phone again; the usual 6222 0000 … stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.readings import HANZI

SEPARATED: Final = "separated_number"
LIKE: Final = "look_alike_digit"

_BANK: Final = dict(zip("零壹贰貳叁參叄肆伍陆陸柒捌玖〇", "012233345667890", strict=True))
_CHINESE: Final = dict(zip("一二三四五六七八九幺○", "12345678910", strict=True))
_LIKE: Final = {**dict.fromkeys("OoО", "0"), **dict.fromkeys("lI", "1"), "З": "3"}
_HAN: Final = "".join((*_BANK, *_CHINESE))
_ANY: Final = "".join((_HAN, *_LIKE)) + "0-9"
_SEPARATORS: Final = r" \u00a0\-.·•*_~|/、,，—－+#^☆★●"
_RUN: Final = re.compile(
    rf"(?:(?<![A-Za-z0-9])[0-9OoОIlЗ]|(?<![0-9])[{_HAN}])(?:[{_SEPARATORS}]{{0,2}}[{_ANY}]){{5,24}}(?![A-Za-z0-9])"
)
_PIECE: Final = re.compile(rf"[{_ANY}]+")
_ORDINARY: Final = re.compile(r"[ \u00a0\-.,，、/]+")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}")
_CARD: Final = re.compile(r"(?:62|[45])[0-9]{14,17}")
_NAMED: Final = re.compile(
    r"(?:QQ|扣扣|微信|群|卡|账|帐|户|电话|手机|联系|号码|号|加|到|给|我|v|vx|wx)[:：是为 ]{0,3}\Z", re.IGNORECASE
)
_HANZI: Final = re.compile(f"[{HANZI}]")
_MAGNITUDE: Final = re.compile("[拾佰仟十百千万萬亿億元圆角分整点]")


def _propose(text: str) -> Iterator[Change]:
    for run in _RUN.finditer(text):
        pieces = _PIECE.findall(run[0])
        plain = "".join(
            _BANK.get(sign) or _CHINESE.get(sign) or _LIKE.get(sign) or sign for piece in pieces for sign in piece
        )
        if plain == run[0] or not plain.isascii() or not plain.isdigit():
            continue
        before = text[max(0, run.start() - 12) : run.start()]
        if _is_hidden_number(text, run, pieces, plain, before):
            yield Change(run.start(), run.end(), plain, _why(run[0], pieces))


def _is_hidden_number(text: str, run: re.Match[str], pieces: list[str], plain: str, before: str) -> bool:
    digits = sum(sign.isascii() and sign.isdigit() for sign in run[0])
    bank = sum(sign in _BANK for sign in run[0])
    telling = len(set(run[0]) & _BANK.keys() - set("零〇伍陆陸"))
    others = len(plain) - digits
    whole = _PHONE.fullmatch(plain) is not None or (_CARD.fullmatch(plain) is not None and _luhn(plain))
    after = text[run.end() : run.end() + 1]
    if _MAGNITUDE.match(after):
        return False
    if len(pieces) == 1:
        if bank == others and bank > 3 and telling > 1 and (whole or _NAMED.search(before) is not None):
            return True
        return whole and digits > 2 and others > 0
    if whole and digits > 2 and any(sign in _LIKE for sign in run[0]):
        return True
    singles = sum(len(piece) == 1 for piece in pieces)
    chopped = singles >= 0.7 * len(pieces) and (digits + bank == len(plain) or digits > 2)
    if chopped:
        named = _NAMED.search(before) is not None and 5 <= len(plain) <= 19
        return named or (whole and _HANZI.search(text, max(0, run.start() - 40), run.end() + 40) is not None)
    odd = all(_ORDINARY.fullmatch(sign) is None and len(sign) == 1 for sign in _PIECE.split(run[0]) if sign)
    return odd and whole and digits > 2


def _why(raw: str, pieces: list[str]) -> str:
    if len(pieces) > 1:
        return SEPARATED
    return LIKE


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(map(int, reversed(number))):
        total += digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4)
    return total % 10 == 0


STEP = Step(
    name="broken_numbers",
    rank=55,
    propose=_propose,
    whys={
        SEPARATED: ("号码中插入的符号", "Signs put into a number"),
        LIKE: ("形近字代替数字", "Look-alike sign for a digit"),
    },
    samples=(
        Sample("手机1-3-8-0-0-1-3-8-0-0-0", "手机13800138000", (("1-3-8-0-0-1-3-8-0-0-0", "13800138000", SEPARATED),)),
        Sample(
            "卡号6 2 2 2 0 2 1 2 3 4 5 6 7 8 9",
            "卡号622202123456789",
            (("6 2 2 2 0 2 1 2 3 4 5 6 7 8 9", "622202123456789", SEPARATED),),
        ),
        Sample("联系138*0013*8000", "联系13800138000", (("138*0013*8000", "13800138000", SEPARATED),)),
        Sample("打138 OO13 8OOO", "打13800138000", (("138 OO13 8OOO", "13800138000", SEPARATED),)),
        Sample("打l38OO13800O找我", "打13800138000找我", (("l38OO13800O", "13800138000", LIKE),)),
    ),
    near_misses=(
        "6222 0000 1234 5678",
        "138-0013-8000",
        "138****8000",
        "2026-11-25",
        "1 2 3 4 5 6 7 8 9 10",
        "人民币壹万贰仟元整",
        "壹贰叁肆伍陆柒捌玖拾",
        "192.168.1.1",
        "一二三四五六七",
        "3,500,000元",
        "0 1 0 0 1 1 0 1 0 0 1",
        "版本1.2.3.4.5.6",
        "lOO%的人",
        "1Ol室和2Ol室",
        "",
    ),
)
