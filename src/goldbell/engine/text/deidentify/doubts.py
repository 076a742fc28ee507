"""What nobody can be sure of: words that no dictionary knows go, rare ones stay and are shown to the reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from goldbell.engine.text.deidentify.contracts import Doubt, Finding
from goldbell.engine.text.deidentify.vocabulary import Word, common, kept, rarity, single_signs, usual_sign, words_of

#: A word that the dictionary's source has less often says more than a story needs.
_RARE: Final = 250
_ILLNESS: Final = re.compile(
    r"(?:.癌|.瘤|.病|.症|.炎|残疾|瘫痪|失明|失聪|聋哑|截肢|透析|化疗|移植|孕妇?|怀孕|流产|艾滋|精神|抑郁|自闭|痴呆|中风|偏瘫|尿毒|白化|侏儒|轮椅)$"
)
_OCCUPATION: Final = re.compile(
    r"(?:.{1,3}(?:师|员|匠|工人?|医生?|长|兵|官|家|手|司机|教练|演员|僧人?|道士|牧师|法师))$"
)
_NO_OCCUPATION: Final = frozenset(
    (
        "工作人员",
        "人员",
        "会员",
        "成员",
        "对手",
        "新手",
        "大家",
        "国家",
        "专家",
        "商家",
        "卖家",
        "买家",
        "队长",
        "转手",
        "联手",
        "老师",
        "导师",
        "公家",
        "管理员",
        "客服人员",
        "官",
        "手工",
        "打工",
        "员工",
        "队员",
        "双手",
        "分手",
        "动手",
        "亲手",
        "成长",
        "学员",
        "家长",
        "延长",
        "警官",
        "警员",
        "回家",
        "在家",
        "玩家",
        "随手",
        "到手",
        "一手",
        "二手",
    )
)
_RELATION: Final = re.compile(
    r"双胞胎|三胞胎|龙凤胎|养父|养母|养子|养女|继父|继母|遗孀|孤儿|独生子|独生女|同性|变性|再婚|离异|丧偶|前夫|前妻|留守"
)


def find_unknown(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Signs and runs of signs that no dictionary knows: a rare name, a name split up, a word of one place only."""
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and len(word.text) == 1 and "\u3400" <= word.text <= "\u9fff":
            run.append(word)
            continue
        yield from _unknown_in(run)
        run = []


def _unknown_in(run: Sequence[Word]) -> Iterator[Finding]:
    """In a run of single signs, those that are no words of their own, with a neighbour that may belong to them."""
    strange = [word.text not in single_signs() for word in run]
    for at, word in enumerate(run):
        if not strange[at]:
            continue
        if not usual_sign(word.text) or (at and strange[at - 1]) or (at + 1 < len(run) and strange[at + 1]):
            yield Finding(word.start, word.end, "unknown", "某")


def find_doubts(text: str, groups: Sequence[Finding]) -> list[Doubt]:
    """Words left in that may give the person away, and unknown ones taken out, for the reviewer."""
    covered = bytearray(len(text))
    doubts = []
    for one in groups:
        covered[one.start : one.end] = b"\x01" * (one.end - one.start)
        if one.kind == "unknown":
            doubts.append(Doubt(one.start, one.end, text[one.start : one.end], "unknown_word"))
    for word in words_of(text):
        if any(covered[word.start : word.end]) or len(word.text) < 2 or not "\u3400" <= word.text[0] <= "\u9fff":
            continue
        why = _why(word.text)
        if why is not None:
            doubts.append(Doubt(word.start, word.end, word.text, why))
    return sorted(doubts, key=lambda one: (one.start, one.end))


def _why(word: str) -> str | None:
    if _ILLNESS.search(word):
        return "illness"
    if _RELATION.search(word):
        return "unusual_relation"
    if word in kept():
        return None
    if _OCCUPATION.search(word) and word not in _NO_OCCUPATION:
        return "occupation"
    return "rare_word" if word not in common() and rarity(word) < _RARE else None
