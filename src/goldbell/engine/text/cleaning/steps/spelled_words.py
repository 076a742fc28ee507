"""Words written half in Latin letters (夹拼音的词): 刷dan is 刷单, 银hang卡 is 银行卡; only into a word of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise, product
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.lexicon import trade_words
from goldbell.engine.text.cleaning.readings import HANZI, readings_of, without_tones

SPELLED: Final = "spelled_word"
_LONGEST: Final = 4
_TONED: Final = "üāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_LETTERS: Final = rf"[A-Za-z{_TONED}]{{2,6}}+[1-4]?"
_PART: Final = re.compile(rf"{_LETTERS}|[{HANZI}]")
_SPELT: Final = re.compile(rf"[{HANZI}]{_LETTERS}|{_LETTERS}[{HANZI}]")


@cache
def _spellings() -> Mapping[str, str]:
    """Each word of the trade with some, not all, of its characters spelt, and the word."""
    found: dict[str, str] = {}
    for word in sorted(trade_words()):
        if not 2 <= len(word) <= _LONGEST or not all("㐀" <= sign <= "鿿" for sign in word):
            continue
        for ways in product(
            *((sign, *sorted(spelt for spelt in readings_of(sign) if spelt.isascii())) for sign in word)
        ):
            kept = sum(one == sign for one, sign in zip(ways, word, strict=True))
            if 0 < kept < len(word) and all(one == sign or len(one) > 1 for one, sign in zip(ways, word, strict=True)):
                found.setdefault("".join(ways), word)
    return found


def _propose(text: str) -> Iterator[Change]:
    done = 0
    for hit in _SPELT.finditer(text):
        if hit.start() < done:
            continue
        change = _around(text, hit, done)
        if change is not None:
            yield change
            done = change.end


def _around(text: str, hit: re.Match[str], done: int) -> Change | None:
    """The longest word of the trade that this half-spelt stretch is part of."""
    start = max(done, hit.start() - _LONGEST + 1)
    stretch = text[start : hit.end() + 16]
    parts = [match for match in _PART.finditer(stretch) if match.start() < hit.end() - start + 16]
    spellings = _spellings()
    for length in range(_LONGEST, 1, -1):
        for first in range(len(parts) - length + 1):
            chosen = parts[first : first + length]
            if any(one.end() != other.start() for one, other in pairwise(chosen)):
                continue
            if start + chosen[0].start() >= hit.end() or start + chosen[-1].end() <= hit.start():
                continue
            key = "".join(
                without_tones(part[0]) if part[0][0].isalpha() and part[0].lower() != part[0].upper() else part[0]
                for part in chosen
            )
            if key in spellings and _stands_free(text, start + chosen[0].start(), start + chosen[-1].end()):
                return Change(start + chosen[0].start(), start + chosen[-1].end(), spellings[key], SPELLED)
    return None


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether the letters at its ends are whole, and no part of an address or a name."""
    glued_before = start and text[start].isascii() and (text[start - 1].isascii() and not text[start - 1].isspace())
    glued_after = (
        end < len(text) and text[end - 1].isascii() and re.match(r"[A-Za-z0-9@/:_]|[.\-][A-Za-z0-9]", text[end:])
    )
    return not glued_before and not glued_after


STEP = Step(
    name="spelled_words",
    rank=60,
    propose=_propose,
    whys={SPELLED: ("夹拼音的词", "Word written half in letters")},
    samples=(
        Sample("一起刷dan", "一起刷单", (("刷dan", "刷单", SPELLED),)),
        Sample("兼zhi，日结", "兼职，日结", (("兼zhi", "兼职", SPELLED),)),
        Sample("转zhang到银hang卡", "转账到银行卡", (("转zhang", "转账", SPELLED), ("银hang卡", "银行卡", SPELLED))),
        Sample("支付bao", "支付宝", (("支付bao", "支付宝", SPELLED),)),
        Sample("杀ZHU盘和裸liáo", "杀猪盘和裸聊", (("杀ZHU盘", "杀猪盘", SPELLED), ("裸liáo", "裸聊", SPELLED))),
        Sample("贷kuan加wei信", "贷款加微信", (("贷kuan", "贷款", SPELLED), ("加wei信", "加微信", SPELLED))),
    ),
    near_misses=(
        "用ping测试",
        "单dan.com",
        "iPhone手机",
        "刷dance",
        "爱he平",
        "银行bank卡",
        "在GitHub上投issue",
        "https://a.cn/刷dan_x",
        "",
    ),
)
