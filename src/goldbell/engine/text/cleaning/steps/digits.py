"""Digits in disguise (变形数字): ①③⑧, ⑴⑶, 1️⃣3️⃣, 𝟏𝟑 and ¹3⁸ in a number are plain again; a list's ① and a power's ² stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.readings import HANZI

CIRCLED: Final = "circled"
KEYCAP: Final = "keycap"
STYLED: Final = "styled_digit"
RAISED: Final = "raised_digit"

_CIRCLED: Final = "⓪①-⑳⓿❶-❿⓫-⓴➀-➉➊-➓⓵-⓾⑴-⒇⒈-⒛㉑-㉟㊱-㊿㊀-㊉🄀-🄌"
_RAISED: Final = "⁰¹²³⁴-⁹₀-₉"
_STYLED: Final = "\U0001d7ce-\U0001d7ff\U0001fbf0-\U0001fbf9٠-٩۰-۹०-९๐-๙"
_RUN: Final = re.compile(
    rf"(?:[0-9]\ufe0f?\u20e3|\U0001f51f|[{_CIRCLED}{_RAISED}{_STYLED}]|[0-9](?=[0-9\ufe0f\u20e3\U0001f51f{_CIRCLED}{_RAISED}{_STYLED}])"
    rf"|(?<=[\ufe0f\u20e3\U0001f51f{_CIRCLED}{_RAISED}{_STYLED}])[0-9]++)+"
)
_DISGUISED: Final = re.compile(f"[\u20e3\U0001f51f{_CIRCLED}{_RAISED}{_STYLED}]")
_TOKEN: Final = re.compile(
    rf"(?P<keycap>(?:[0-9]\ufe0f?\u20e3|\U0001f51f)+)|(?P<circled>[{_CIRCLED}]+)|(?P<raised_digit>[{_RAISED}]+)"
    rf"|(?P<styled_digit>[{_STYLED}]+)|[0-9]+"
)
_ONE: Final = re.compile(rf"[0-9]\ufe0f?\u20e3|\U0001f51f|[{_CIRCLED}{_RAISED}{_STYLED}]|[0-9]+")
_COUNTED: Final = re.compile(
    rf"[个個人起万萬元亿億年月日号號次条條场場家余餘名位岁歲点點时時分秒件块塊天周级級楼层%％届期笔項项度倍成代线線小千百wW]"
    rf"|[.,:/\-][0-9\u20e3{_CIRCLED}{_STYLED}]"
)
#: A sign and another digit right beside: 2️⃣.0️⃣, ⓪⑤-②①.
_IN_NUMBER: Final = re.compile(rf"[.:,/\-％%](?:[0-9]\ufe0f?\u20e3|[{_CIRCLED}{_STYLED}])|%")
_IN_NUMBER_BEFORE: Final = re.compile(rf"[0-9\u20e3{_CIRCLED}{_STYLED}][.:,/\-]\Z")
#: What no list has: nought, or two of one kind together.
_CERTAIN: Final = re.compile(
    rf"[⓪⓿\U0001f100\U0001f10b\U0001f10c{_STYLED}]|0\ufe0f?\u20e3|(?:[{_CIRCLED}]|[0-9]\ufe0f?\u20e3){{2}}"
)
_AFTER_WORD: Final = re.compile(rf"[{HANZI}A-Za-z:：]")


def _propose(text: str) -> Iterator[Change]:
    if _DISGUISED.search(text) is None:
        return
    runs = [run for run in _RUN.finditer(text) if _DISGUISED.search(run[0])]
    listed = _is_list([_value(run[0]) for run in runs if _may_mark_a_list(run[0])])
    certain = [_is_number(text, run, listed=listed) for run in runs]
    raised = any(sure and re.match(f"[{_RAISED}]", run[0]) for run, sure in zip(runs, certain, strict=True))
    others = sum(sure and _CERTAIN.search(run[0]) is not None for run, sure in zip(runs, certain, strict=True))
    for run, sure in zip(runs, certain, strict=True):
        if sure or _goes_along(text, run, raised=raised, others=others > 0 and not listed):
            yield from _plain(run)


def _goes_along(text: str, run: re.Match[str], *, raised: bool, others: bool) -> bool:
    """Whether a doubtful one is a digit, as others of this text surely are."""
    if re.fullmatch(rf"[0-9{_RAISED}]+", run[0]):
        return raised and re.match(r"[A-Za-z0-9)]", text[max(0, run.start() - 1) : run.start()]) is None
    return others


def _stands_on_a_base(text: str, run: re.Match[str]) -> bool:
    return re.match(rf"[A-Za-z0-9)\]）{HANZI}⁻₋⁺]", text[max(0, run.start() - 1) : run.start()]) is not None


def _plain(run: re.Match[str]) -> Iterator[Change]:
    for token in _TOKEN.finditer(run[0]):
        if token.lastgroup is not None:
            start = run.start() + token.start()
            yield Change(start, run.start() + token.end(), _value(token[0]), token.lastgroup)


def _value(signs: str) -> str:
    return "".join(_digits(one[0]) for one in _ONE.finditer(signs))


def _digits(sign: str) -> str:
    if sign[0] == "\U0001f51f":
        return "10"
    return sign.rstrip("\ufe0f\u20e3") if sign[0].isascii() else str(int(unicodedata.numeric(sign[0])))


def _may_mark_a_list(signs: str) -> bool:
    """Whether this is one circled or keycap number, as stands before the items of a list."""
    return len(_ONE.findall(signs)) == 1 and re.match(rf"[{_RAISED}{_STYLED}]", signs) is None


def _is_list(values: Sequence[str]) -> bool:
    """Whether single marks count up from one, as in ① … ② … ③."""
    counted = [int(value) for value in values]
    follow = sum(after in (before + 1, 1, before) for before, after in pairwise(counted))
    climbs = any(after == before + 1 for before, after in pairwise(counted))
    return climbs and counted[0] == 1 and follow >= 0.6 * (len(counted) - 1)


def _is_number(text: str, run: re.Match[str], *, listed: bool) -> bool:
    signs, before, after = run[0], text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 2]
    tokens = _ONE.findall(signs)
    if signs[-1] == "\u20e3" and before.isascii() and before.isalpha():
        return True
    if re.fullmatch(rf"[0-9{_RAISED}]+", signs):
        return _is_raised_number(signs) or (
            len(signs) > 2 and not re.search("[0-9]", signs) and not _stands_on_a_base(text, run)
        )
    if re.search(rf"[{_STYLED}]", signs):
        return True
    counted = _COUNTED.match(after) is not None
    if _IN_NUMBER.match(text, run.end()) or _IN_NUMBER_BEFORE.match(text[max(0, run.start() - 2) : run.start()]):
        return True
    if len(tokens) == 1:
        return not listed and counted and _AFTER_WORD.match(before) is not None
    disguised = [token for token in tokens if not (token.isascii() and token.isdigit())]
    if len(disguised) == 1 and len(tokens) == 2:
        behind_number = tokens[0].isdigit() and tokens[0].isascii()
        return counted and (behind_number or _AFTER_WORD.match(before) is not None) and not listed
    values = [int(_value(token)) for token in tokens]
    climbing = all(one < other for one, other in pairwise(values)) and values[0] > 0
    return counted or not climbing or len(tokens) > 10 or len(disguised) < len(tokens)


def _is_raised_number(signs: str) -> bool:
    """A number that hides in raised digits, not a power, an index or a note."""
    raised_then_plain = re.findall(rf"[{_RAISED}](?=[0-9])", signs)
    return len(raised_then_plain) > 1 or (len(signs) > 4 and not re.search("[0-9]", signs))


STEP = Step(
    name="digits",
    rank=30,
    propose=_propose,
    whys={
        CIRCLED: ("带圈、带括号的数字", "Circled or parenthesised digit"),
        KEYCAP: ("键帽数字", "Keycap digit"),
        STYLED: ("花体数字", "Styled digit"),
        RAISED: ("上标、下标数字", "Raised or lowered digit"),
    },
    samples=(
        Sample("电话①③⑧⓪⓪①③⑧⓪⓪⓪", "电话13800138000", (("①③⑧⓪⓪①③⑧⓪⓪⓪", "13800138000", CIRCLED),)),
        Sample(
            "发案下降⑤④.⑥⑦%,破获⑥起",
            "发案下降54.67%,破获6起",
            (("⑤④", "54", CIRCLED), ("⑥⑦", "67", CIRCLED), ("⑥", "6", CIRCLED)),
        ),
        Sample("QQ⑴⑶⑸⑵⑼⑵", "QQ135292", (("⑴⑶⑸⑵⑼⑵", "135292", CIRCLED),)),
        Sample("加6️⃣2️⃣2️⃣0️⃣8️⃣", "加62208", (("6️⃣2️⃣2️⃣0️⃣8️⃣", "62208", KEYCAP),)),
        Sample("手机𝟏𝟑𝟖00138000", "手机13800138000", (("𝟏𝟑𝟖", "138", STYLED),)),
        Sample("电1³8⁰01³8000", "电13800138000", (("³", "3", RAISED), ("⁰", "0", RAISED), ("³", "3", RAISED))),
        Sample("转⑳万", "转20万", (("⑳", "20", CIRCLED),)),
    ),
    near_misses=(
        "①首先准备材料；②其次到银行；③最后签字",
        "①2022年以来，②2023年以来",
        "包括①个人信息②账号③人脸",
        "如图①所示",
        "选①②④",
        "见脚注①。",
        "1️⃣ 打开手机 2️⃣ 点设置",
        "面积30m²",
        "10⁻⁵",
        "2³=8",
        "水是H₂O",
        "10²³个",
        "正文¹",
        "第一步①：登录",
        "⑴甲方⑵乙方",
        "",
    ),
)
