"""Characters torn into their parts (拆字): 亻言用卡 is 信用卡, 弓长三 stays 弓长三; only into a word that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.lexicon import component_table, in_word, is_word
from goldbell.engine.text.cleaning.readings import HANZI

SPLIT: Final = "split_character"
#: Parts that never stand by themselves in a text, but for one about how characters are written.
_RADICALS: Final = frozenset("亻讠扌氵钅饣纟忄彳艹辶刂犭疒宀冫攵彡衤礻阝釒訁尃佥戋艮殳")
_WRITING: Final = re.compile("偏旁|部首|字旁|旁首|结构|笔画|笔顺|拆字|组成|字谜|左边|右边|繁体")
_RUN: Final = re.compile(rf"[{HANZI}]*")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, component_table()), key=len, reverse=True)))


def _propose(text: str) -> Iterator[Change]:
    table = component_table()
    found = [match for match in _pattern().finditer(text) if _is_torn(text, match, table)]
    if found and _WRITING.search(text) is None:
        for match in found:
            yield Change(match.start(), match.end(), table[match[0]], SPLIT)


def _is_torn(text: str, match: re.Match[str], table: Mapping[str, str]) -> bool:
    whole = table[match[0]]
    before = _joined(text[max(0, match.start() - 8) : match.start()], table, left=True)
    after = _joined(text[match.end() : match.end() + 8], table, left=False)
    if _RADICALS & set(match[0]):
        return in_word(before, whole, after) or is_word(before[-1:] + whole) or is_word(whole + after[:1])
    if is_word(text[match.start() - 1 : match.end()]) or is_word(match[0] + after[:1]):
        return False
    return in_word(before, whole, after)


def _joined(near: str, table: Mapping[str, str], *, left: bool) -> str:
    """The characters right beside, with what is torn among them put together."""
    put = _pattern().sub(lambda match: table[match[0]], near)
    run = re.search(rf"[{HANZI}]*\\Z", put) if left else _RUN.match(put)
    return run[0] if run else ""


STEP = Step(
    name="split_characters",
    rank=58,
    propose=_propose,
    whys={SPLIT: ("拆开的字合起来", "Character torn into its parts")},
    samples=(
        Sample("办亻言用卡", "办信用卡", (("亻言", "信", SPLIT),)),
        Sample("车专账到金艮行", "转账到银行", (("车专", "转", SPLIT), ("金艮", "银", SPLIT))),
        Sample("力口微亻言", "加微信", (("力口", "加", SPLIT), ("亻言", "信", SPLIT))),
        Sample("马扁子", "骗子", (("马扁", "骗", SPLIT),)),
        Sample("贝者十尃网站", "赌博网站", (("贝者", "赌", SPLIT), ("十尃", "博", SPLIT))),
    ),
    near_misses=(
        "弓长三来了",
        "女子篮球队",
        "人言可畏",
        "“信”由偏旁亻言组成",
        "千里之外",
        "木几上放着茶",
        "他名言正顺",
        "上卜卦",
        "单人旁“亻”",
        "双木林，木子李",
        "",
    ),
)
