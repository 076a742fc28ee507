"""Signs that nobody sees (看不见的字符): zero-width, direction controls, soft hyphens, variation selectors, tags, strikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.readings import HANZI

ZERO_WIDTH: Final = "zero_width"
DIRECTION: Final = "direction_control"
SOFT_HYPHEN: Final = "soft_hyphen"
SELECTOR: Final = "variation_selector"
TAG: Final = "tag_character"
COMBINING: Final = "combining_mark"

_SEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\U000e0000-\U000e01ef]+"
)


def _propose(text: str) -> Iterator[Change]:
    runs = list(_SEEN.finditer(text))
    right_to_left = bool(runs) and _RIGHT_TO_LEFT.search(text) is not None
    for run in runs:
        before = text[run.start() - 1] if run.start() else ""
        after = text[run.end()] if run.end() < len(text) else ""
        yield from _in_run(run, before, after, text, right_to_left)


_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: Scripts that are written with joiners.
_JOINED: Final = re.compile("[\u0590-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_PICTURE: Final = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297"
    "\u3299\U0001f000-\U0001faff\ufe0f]"
)
_HANZI: Final = re.compile(f"[{HANZI}]")
_STRIKES: Final = frozenset(
    "\u0332\u0333\u0334\u0335\u0336\u0337\u0338\u0489\u20d2\u20d3\u20d8\u20dd\u20de\u20df\u20e0\u20e5\u20eb"
)


def _in_run(run: re.Match[str], before: str, after: str, text: str, right_to_left: bool) -> Iterator[Change]:
    start = None
    why = ""
    reasons: dict[str, str] = {}
    for place in range(run.start(), run.end()):
        keycap = text[place : place + 2] == "\ufe0f\u20e3"
        sign = text[place]
        if sign not in reasons:
            reasons[sign] = _reason(sign, before, after, right_to_left)
        reason = "" if keycap else reasons[sign]
        if start is not None and reason != why:
            yield Change(start, place, "", why)
            start = None
        if reason and start is None:
            start = place
        why = reason
    if start is not None:
        yield Change(start, run.end(), "", why)


def _reason(sign: str, before: str, after: str, right_to_left: bool) -> str:
    """Why this sign is noise, or empty when it does its work here."""
    code = ord(sign)
    if code >= 0xE0100 or 0xFE00 <= code <= 0xFE0F or 0x180B <= code <= 0x180F:
        return "" if _PICTURE.match(before) else SELECTOR
    if code >= 0xE0000:
        return "" if before == "\U0001f3f4" else TAG
    if sign == "\u00ad":
        return SOFT_HYPHEN
    if code in range(0x202A, 0x202F) or code in range(0x2066, 0x206A) or sign in "\u200e\u200f\u061c":
        return "" if right_to_left else DIRECTION
    if sign in "\u200c\u200d":
        joins = _JOINED.match(before) or _JOINED.match(after) or (_PICTURE.match(before) and _PICTURE.match(after))
        return "" if joins else ZERO_WIDTH
    if sign == "\u034f":
        return ZERO_WIDTH
    if sign in _STRIKES:
        return COMBINING if before and not before.isspace() and unicodedata.category(before) != "Sm" else ""
    if _HANZI.match(before) and sign != "\u20e3" and _combining(code):
        return COMBINING
    return "" if _combining(code) else ZERO_WIDTH


def _combining(code: int) -> bool:
    return (
        code in range(0x300, 0x370)
        or code == 0x489
        or code in range(0x1AB0, 0x1B00)
        or code in range(0x1DC0, 0x1E00)
        or code in range(0x20D0, 0x2100)
        or code in range(0xFE20, 0xFE30)
    )


STEP = Step(
    name="invisible",
    rank=10,
    propose=_propose,
    plain=True,
    whys={
        ZERO_WIDTH: ("看不见的字符", "Invisible character"),
        DIRECTION: ("改变书写方向的控制符", "Direction control"),
        SOFT_HYPHEN: ("软连字符", "Soft hyphen"),
        SELECTOR: ("字形选择符", "Variation selector"),
        TAG: ("看不见的标签字符", "Invisible tag character"),
        COMBINING: ("叠在字上的符号", "Mark laid over a character"),
    },
    samples=(
        Sample("刷\u200b单", "刷单", (("\u200b", "", ZERO_WIDTH),)),
        Sample("转\ufeff账\u2060户", "转账户", (("\ufeff", "", ZERO_WIDTH), ("\u2060", "", ZERO_WIDTH))),
        Sample("\u202e安全账户\u202c", "安全账户", (("\u202e", "", DIRECTION), ("\u202c", "", DIRECTION))),
        Sample("银\u00ad行", "银行", (("\u00ad", "", SOFT_HYPHEN),)),
        Sample("微\ufe0f信", "微信", (("\ufe0f", "", SELECTOR),)),
        Sample("验\U000e0041证码", "验证码", (("\U000e0041", "", TAG),)),
        Sample("刷\u0336单\u0336", "刷单", (("\u0336", "", COMBINING), ("\u0336", "", COMBINING))),
    ),
    near_misses=("❤️", "👨‍👩‍👧", "می‌خواهم", "cafe\u0301", "x ≠ y, x =\u0338 y", "1️⃣"[:1], "🏴\U000e0067\U000e007f", ""),
)
