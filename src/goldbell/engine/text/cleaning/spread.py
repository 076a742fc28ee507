"""Weighs over the whole text whether a sign was strewn between its characters (插符是夹带还是正文).

Who strews puts it inside words as often as between them; who separates items, names or masks puts it between words only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from goldbell.engine.text.cleaning.lexicon import words_of
from goldbell.engine.text.cleaning.readings import HANZI
from goldbell.engine.text.cleaning.scripts import simplified

#: Signs that seldom stand between two characters without blanks.
ODD: Final = "*＊_＿^|｜#＃@＠&＆%$￥☆★◆◇●○■□▲△▼♥♡❤❀✿※‖§¤¨丶丨灬丿乀彡╱╲~～!！"
_DRAWN_OUT: Final = frozenset("~～!！")
_MOST_SIGNS: Final = 4
_SENTENCE: Final = frozenset("、，,…。")
#: So seldom between characters that one of them in a known word says enough.
_SURE: Final = frozenset("^☆★◆◇●○■□▲△▼♥♡❤❀✿※丶丨灬丿乀彡╱╲")
_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭郎鲁韦马方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅齐康"
    "伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝戴宋庞熊纪舒项祝董梁杜阮蓝季贾江童颜郭梅林徐邱骆高夏蔡田胡凌霍万卢莫房丁邓洪包石崔龚程陆曾叶刘"
)


def strewn_signs(text: str, found: Sequence[re.Match[str]]) -> frozenset[str]:
    """Which of the signs found between characters were strewn there, so that all of them go. Linear."""
    seen = Counter(match[0] for match in found)
    return frozenset(sign for sign, count in seen.most_common(_MOST_SIGNS) if _is_strewn(text, sign, count))


def _is_strewn(text: str, sign: str, count: int) -> bool:
    if sign[0] in _SENTENCE or sign.isspace():
        return False
    torn, alone = _torn_words(text, sign)
    inside, kinds = len(torn), len(set(torn))
    if sign[0] in _SURE and len(set(sign)) == 1:
        return inside >= 0.3 * count and (kinds > 1 or count == 1)
    if sign[0] not in ODD:
        return kinds >= 4 and inside >= 5 and inside >= 0.3 * count
    if sign[0] in _DRAWN_OUT:
        return kinds >= 3 and inside >= 0.35 * count
    return (kinds > 1 and inside >= 0.3 * count) or (count >= 12 and alone >= 0.8 * count)


def _torn_words(text: str, sign: str) -> tuple[list[str], int]:
    """The words of the dictionary that these signs tear, one for each sign, and how many signs stand beside a single
    character on both sides."""
    torn: list[str] = []
    alone = 0
    stretch = re.compile(rf"[{HANZI}]{{1,40}}(?:{re.escape(sign)}[{HANZI}]{{1,40}})+")
    for match in stretch.finditer(text):
        pieces = match[0].split(sign)
        alone += sum(len(one) == len(other) == 1 for one, other in pairwise(pieces))
        ends = dict(zip(accumulate(map(len, pieces[:-1])), pieces, strict=False))
        start = 0
        for word in words_of(simplified("".join(pieces))):
            for inner in range(start + 1, start + len(word)):
                masked = inner in ends and len(ends[inner]) == 1 and word[0] in _SURNAMES and len(word) < 4
                if inner in ends and not masked:
                    torn.append(word)
            start += len(word)
    return torn, alone
