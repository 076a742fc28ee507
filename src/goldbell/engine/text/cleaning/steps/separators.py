"""Signs put between the characters of a word (字间插符): 微*信 is 微信 where the words of the trade confirm it.

Signs that stand between characters all over a text go everywhere once the dictionary confirms enough of them. Between words
of their own (微信+支付宝), in masked names (李*明) and as a form's blanks (账 号) they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.lexicon import core_words, is_word, longest_word, trade_words, word_junctions
from goldbell.engine.text.cleaning.readings import HANZI
from goldbell.engine.text.cleaning.spread import ODD, strewn_signs

SEPARATOR: Final = "separator"
_EVERYDAY: Final = " \u00a0\u3000.．。·・•‧∙\\-—－/／+＋=、，,…"
_PICTURES: Final = "\u2600-\u27bf\U0001f300-\U0001faff\ufe0f"
_BETWEEN: Final = re.compile(rf"(?<=[{HANZI}])[{ODD}{_EVERYDAY}{_PICTURES}]{{1,3}}(?=[{HANZI}])")
_CLAUSE_MARKS: Final = frozenset("。、，,…—")
#: Words whose two characters also stand side by side as alternatives.
_ALTERNATIVES: Final = frozenset({"借贷", "收付", "盈亏", "买卖", "收付款", "代收", "代付", "开户", "老师", "投资"})


def _propose(text: str) -> Iterator[Change]:
    found = list(_BETWEEN.finditer(text))
    if not found:
        return
    strewn = strewn_signs(text, found)
    junctions = word_junctions()
    found = [match for match in found if match[0] in strewn or text[match.start() - 1] + text[match.end()] in junctions]
    for index, match in enumerate(found):
        if match[0] in strewn or _hides_trade_word(text, found, index):
            yield Change(match.start(), match.end(), "", SEPARATOR)


def _hides_trade_word(text: str, found: list[re.Match[str]], index: int) -> bool:
    left, right = _around(text, found, index)
    return left[-1][-1] + right[0][0] in word_junctions() and _is_trade_word(left, right, found[index][0])


def _around(text: str, found: list[re.Match[str]], index: int) -> tuple[list[str], list[str]]:
    """The pieces of running characters left and right of one separator, nearest last and first; other signs end them."""
    return _pieces(text, found, index, -1)[::-1], _pieces(text, found, index, 1)


def _pieces(text: str, found: list[re.Match[str]], index: int, way: int) -> list[str]:
    pieces: list[str] = []
    most = longest_word()
    while most > 0 and 0 <= index < len(found):
        here, other = found[index], found[index + way] if 0 <= index + way < len(found) else None
        if way < 0:
            start = max(other.end() if other else 0, here.start() - most)
            run = re.search(rf"[{HANZI}]*\Z", text[start : here.start()])
            touches = other is not None and run is not None and other.end() == start + run.start()
        else:
            end = min(other.start() if other else len(text), here.end() + most)
            run = re.match(rf"[{HANZI}]*", text[here.end() : end])
            touches = other is not None and run is not None and other.start() == here.end() + run.end()
        if run is None or not run[0]:
            break
        pieces.append(run[0])
        most -= len(run[0])
        if not touches:
            break
        index += way
    return pieces


def _is_trade_word(left: list[str], right: list[str], sign: str) -> bool:
    """Whether some word of the trade covers this separator and is not made of words that stand for themselves."""
    words = core_words() if sign.isspace() or sign[0] in _CLAUSE_MARKS else trade_words()
    before, after = "".join(left), "".join(right)
    most = longest_word()
    for start in range(max(0, len(before) - most), len(before)):
        for end in range(1, min(len(after), most) + 1):
            word = before[start:] + after[:end]
            if word in words and _hides(word, left, right, len(before) - start, end, sign):
                return True
    return False


def _hides(word: str, left: list[str], right: list[str], taken_left: int, taken_right: int, sign: str) -> bool:
    if word in _ALTERNATIVES and sign[0] not in ODD:
        return False
    pieces = [*_cut_left(left, taken_left), *_cut_right(right, taken_right)]
    if all(len(piece) > 1 and is_word(piece) for piece in pieces):
        return False
    if (sign.isspace() or sign[0] in _CLAUSE_MARKS) and any(len(piece) > 1 for piece in pieces):
        return False
    # A neighbour's own word may not be torn: 用户_名称 hides no 户名.
    torn_left = taken_left < len(left[-1]) and is_word(left[-1][-taken_left - 1 :])
    torn_right = taken_right < len(right[0]) and is_word(right[0][: taken_right + 1])
    return not torn_left and not torn_right


def _cut_left(pieces: list[str], taken: int) -> list[str]:
    cut: list[str] = []
    for piece in reversed(pieces):
        if taken <= 0:
            break
        cut.insert(0, piece[-taken:])
        taken -= len(piece)
    return cut


def _cut_right(pieces: list[str], taken: int) -> list[str]:
    cut: list[str] = []
    for piece in pieces:
        if taken <= 0:
            break
        cut.append(piece[:taken])
        taken -= len(piece)
    return cut


STEP = Step(
    name="separators",
    rank=50,
    propose=_propose,
    whys={SEPARATOR: ("字间插入的符号", "Sign put between the characters of a word")},
    samples=(
        Sample("加我微*信", "加我微信", (("*", "", SEPARATOR),)),
        Sample("银.行.卡给我", "银行卡给我", ((".", "", SEPARATOR), (".", "", SEPARATOR))),
        Sample("兼 职 刷-单", "兼职 刷单", ((" ", "", SEPARATOR), ("-", "", SEPARATOR))),
        Sample("加微🔥信", "加微信", (("🔥", "", SEPARATOR),)),
        Sample("支丶付丶宝", "支付宝", (("丶", "", SEPARATOR), ("丶", "", SEPARATOR))),
        Sample("城~关公~安分~局深~入开~展", "城关公安分局深入开展", (("~", "", SEPARATOR),) * 5),
    ),
    near_misses=(
        "微信+支付宝",
        "李*明和张*强",
        "账 号：",
        "户 名",
        "用户_名称",
        "首页|新闻|体育",
        "男/女",
        "借/贷方",
        "中国-东盟",
        "这是**重要**的",
        "阿凡提·买买提",
        "微信🔥支付宝",
        "贷🔥款式",
        "收付款。码头",
        "银行/账户",
        "投资、理财",
        "姓 名 日 期 金 额",
        "今天，去银行。行长来了",
        "",
    ),
)
