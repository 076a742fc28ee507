"""Which words say nothing of anybody, and how rare a word is."""
# ruff: noqa: E501, SIM905 - tables of words are read by the line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import rjieba

#: Tags of the dictionary for names: of people, places, organisations, other things.
NAME_TAGS: Final = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz"})
_MORE_SINGLES: Final = (
    "的了是在我你您他她它们这那哪说叫让给转到和与及又就都还也不没有请问等为把被从向将来去过着吗呢吧啊呀嘛啦哦嗯喂哎并且但却而或若则因由于以其此即该各每某本前后上下里外中内间旁边左右东南西北"
    "时天日月年分秒点钟次个名位人只条张件笔份家间台部套块元角角钱款卡号码群店站网上线下行能会可要想应须需得肯敢愿再更最很太真好坏大小多少高低长短新旧快慢早晚先才刚已曾正未别莫勿无非同对比跟随按照据依靠用拿取"
    "收付交买卖充提存借贷还欠扣退返赚赔骗信听看见找问答告诉打接挂拨发送传加删拉进出回来走跑坐站住睡吃喝穿做干办搞弄开关停起落放填写签点扫输登录查验核审批准许允同意愿怕急忙慌哭笑怒喜爱恨帮助救报案警员方"
    "男女老幼子女儿父母爸妈爷奶哥姐弟妹叔伯姨姑舅婆公媳婿夫妻友称系遂至并经按后随即便仍又均共约近逾超余多几两双半整零一二三四五六七八九十百千万亿第"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the dictionary's reading of a text: signs, tag, place. ``known``: the dictionary has it."""

    text: str
    tag: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text by the dictionary alone: what it does not know falls apart into single signs."""
    found, place = [], 0
    for said, tag in _jieba().tag(text, False):
        found.append(Word(said, tag, place, place + len(said)))
        place += len(said)
    return found


@cache
def _jieba() -> rjieba.Jieba:
    """A dictionary of our own with the words of the trade, so that nobody else's added words change what is told."""
    own = rjieba.Jieba()
    for word in sorted(kept()):
        if not own.has_word(word):
            own.add_word(word, 100, "n")
    return own


@cache
def rarity(word: str) -> int:
    """How often the dictionary's source has a word; 1 for one that it does not have."""
    return int(rjieba.suggest_freq(word)) if _jieba().has_word(word) else 1


def _listed(name: str) -> Iterator[str]:
    for line in files(__package__).joinpath("words", name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


@cache
def kept() -> frozenset[str]:
    """Words that stay although they look like names."""
    return frozenset(_listed("kept_words.txt"))


@cache
def common() -> frozenset[str]:
    """Words that stand in many tellings, so that they point to nobody."""
    return frozenset(_listed("common_words.txt"))


@cache
def single_signs() -> frozenset[str]:
    """Single characters that are words of their own."""
    return frozenset("".join(_listed("single_signs.txt"))) | frozenset(_MORE_SINGLES)


@cache
def english() -> frozenset[str]:
    """English words in small letters that say nothing of anybody."""
    return frozenset(_listed("english.txt"))


#: Latin words that stay in a Chinese story.
LATIN: Final = frozenset(
    "app qq atm pos vip usdt kpi etc ppt wifi ceo ip sim gps ai sms ok ktv nfc pc tv id u btc eth vpn it hr pk steam csgo iphone".split()
)
LATIN_RUN: Final = re.compile(r"[A-Za-z][A-Za-z'’._\-@]*")


@cache
def usual_sign(sign: str) -> bool:
    """Whether a character is of the 3,755 most usual ones (GB 2312, first level)."""
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7
