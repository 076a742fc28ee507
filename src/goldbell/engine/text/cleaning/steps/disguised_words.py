"""Words of the trade in disguise (谐音、形近、暗语): 薇信 and vx are 微信, 菠菜 beside 下注 is 博彩; in the kitchen it stays.

Each variant of the list has a guard that its surroundings must satisfy; a piece of an ordinary word is never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.lexicon import disguises, is_word, trade_words
from goldbell.engine.text.cleaning.readings import HANZI

DISGUISED: Final = "disguised_word"
_ASK: Final = re.compile(
    r"(?:(?:^|[^增更参附叠施追倍强外])[加+➕]|联系|联络|私聊|咨询|扫一?扫?|搜索?|添加)"
    r"(?:我|你|他|她|下|一下|个|上|咱|老师|客服|助理|经理|导师)?的?[ :：]*\Z"
)
_ID: Final = re.compile(
    r" ?(?:号码?|群号?|ID|id|账号|帐号|同号)?[ :：是为⇨→➜➡=>＝~-]{0,4}"
    r"(?:(?=[A-Za-z_-]{0,19}[0-9])[A-Za-z][A-Za-z0-9_-]{4,19}|[0-9]{5,12})(?![0-9A-Za-z.@])"
)
_NUMBERED: Final = re.compile(r" ?(?:号|群|[:：]|[0-9]{5})")
_KITCHEN: Final = re.compile(
    "炒|吃|蔬|煮|汤|凉拌|绿叶|种植|营养|公斤|买菜|菜谱|菜价|锅|洗净|焯|维生素|富含|农|大棚|超市|水果|鸡蛋|豆腐|菜市|食|喝|味|新鲜|动物|衣|穿|网兜"
)
_NEAR: Final = 40
_HANZI: Final = re.compile(f"[{HANZI}]")
_WORDS_NEAR: Final = 2


@cache
def _pattern() -> re.Pattern[str]:
    by_first: dict[str, list[str]] = defaultdict(list)
    for variant in sorted(disguises(), key=len, reverse=True):
        for first in {variant[0], variant[0].upper()}:
            by_first[first].append(
                "".join(
                    f"[{one}{one.upper()}]" if one.isalpha() and one.isascii() else re.escape(one)
                    for one in variant[1:]
                )
            )
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items())))


def _propose(text: str) -> Iterator[Change]:
    known = disguises()
    place = 0
    while (match := _pattern().search(text, place)) is not None:
        word, guards = known[match[0].lower()]
        place = match.start() + 1
        if _stands_alone(text, match) and _guarded(text, match, guards) and not _is_torn_out(text, match):
            yield Change(match.start(), match.end(), word, DISGUISED)
            place = match.end()


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Letters are not part of a longer word or an address."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 2]
    if match[0][0].isascii() and match[0][0].isalpha() and re.match(r"[A-Za-z0-9./@_\-]", before):
        return False
    return not (match[0][-1].isascii() and match[0][-1].isalpha() and re.match(r"[A-Za-z]|[@_/]|[.\-][A-Za-z]", after))


def _guarded(text: str, match: re.Match[str], guards: frozenset[str]) -> bool:
    if "always" in guards:
        return True
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 32]
    named = (
        _ID.match(after) is not None and _HANZI.search(text, max(0, match.start() - 30), match.end() + 30) is not None
    )
    asked = _ASK.search(before) is not None
    if named and guards & {"contact", "id"}:
        return True
    if asked and ("contact" in guards or ("id" in guards and _NUMBERED.match(after))):
        return True
    return "money" in guards and _is_about_money(
        text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
    )


def _is_about_money(before: str, after: str) -> bool:
    if _KITCHEN.search(before) or _KITCHEN.search(after):
        return False
    words = trade_words()
    found = {
        near[start : start + length]
        for near in (before, after)
        for start in range(len(near))
        for length in (2, 3, 4)
        if near[start : start + length] in words
    }
    return len(found) >= _WORDS_NEAR


def _is_torn_out(text: str, match: re.Match[str]) -> bool:
    """Whether its ends belong to ordinary words beside it: 头注意 is no 头注."""
    last, first = match[0][-1], match[0][0]
    after, before = text[match.end() : match.end() + 1], text[max(0, match.start() - 1) : match.start()]
    if (
        _HANZI.match(last)
        and _HANZI.match(after)
        and is_word(last + after)
        and not _ID.match(text[match.end() : match.end() + 32])
    ):
        return True
    return bool(_HANZI.match(first) and _HANZI.match(before) and first != "加" and is_word(before + first))


STEP = Step(
    name="disguised_words",
    rank=70,
    propose=_propose,
    whys={DISGUISED: ("谐音、形近或暗语", "Homophone, look-alike or code word")},
    samples=(
        Sample("加我薇信", "加我微信", (("薇信", "微信", DISGUISED),)),
        Sample("加vx：abc12345", "加微信：abc12345", (("加vx", "加微信", DISGUISED),)),
        Sample("有意加威信kefu_01", "有意加微信kefu_01", (("威信", "微信", DISGUISED),)),
        Sample("扣扣群7720418", "QQ群7720418", (("扣扣", "QQ", DISGUISED),)),
        Sample("联系企鹅号：281900417", "联系QQ号：281900417", (("企鹅", "QQ", DISGUISED),)),
        Sample(
            "正规菠菜平台，注册送彩金，下注秒到账",
            "正规博彩平台，注册送彩金，下注秒到账",
            (("菠菜", "博彩", DISGUISED),),
        ),
        Sample("提现到zfb，充值秒到", "提现到支付宝，充值秒到", (("zfb", "支付宝", DISGUISED),)),
        Sample("➕V我", "加微信我", (("➕V", "加微信", DISGUISED),)),
    ),
    near_misses=(
        "菠菜炒鸡蛋，平台下单",
        "动物园的企鹅很可爱",
        "他在村里很有威信",
        "增加威信",
        "wx.Frame",
        "vx = 3",
        "树立威信号召群众",
        "头注意安全",
        "作为信用卡客户",
        "网袋里装着水果，平台客服送的",
        "扣扣子",
        "加裙子",
        "穿裙子进裙房",
        "心里想着她的球球",
        "加V认证",
        "转账护航，支付平台",
        "企鹅号发布了文章",
        "https://vx.com",
        "",
    ),
)
