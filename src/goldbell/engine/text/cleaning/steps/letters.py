"""Letters in disguise (变形字母): 𝗤𝗤, ⓥⓧ, 🆅🆇 and a Cyrillic а in a Latin word are plain again; one variable 𝑥 or option Ⓐ stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step

STYLED: Final = "styled_letter"
FOREIGN: Final = "look_alike_letter"

_STYLED: Final = re.compile(
    "(?:[\U0001d400-\U0001d7cbⒶ-ⓩ⒜-⒵\U0001f110-\U0001f12b\U0001f130-\U0001f169\U0001f170-\U0001f189]\ufe0f?){2,}|(?:🇶🇶|🇻🇽|🇼🇽)"
)
_LIKE: Final = dict(
    zip("АВСЕНІЈКМОРЅТХУавсеһіјорѕхуԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABCEHIJKMOPSTXYabcehijopsxydqwABEZHIKMNOPTYXo", strict=True)
)
_LIKE["в"] = "B"
_WORD: Final = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f]{2,64}")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def _propose(text: str) -> Iterator[Change]:
    changes = [
        Change(run.start(), run.end(), plain, STYLED)
        for run in _STYLED.finditer(text)
        if (plain := "".join(map(_plain, run[0]))).isascii()
    ]
    if _FOREIGN.search(text):
        changes += _mixed(text)
    return iter(sorted(changes, key=lambda change: change.start))


def _plain(sign: str) -> str:
    code = ord(sign)
    if 0x1F150 <= code <= 0x1F189:
        return chr(ord("A") + (code - 0x1F150) % 32)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(ord("A") + code - 0x1F1E6)
    return unicodedata.normalize("NFKC", sign).strip("()\ufe0f")


def _mixed(text: str) -> Iterator[Change]:
    """Letters of other alphabets in a word that is Latin otherwise, when they look Latin."""
    for word in _WORD.finditer(text):
        foreign = _FOREIGN.findall(word[0])
        if not foreign or 2 * len(foreign) > len(word[0]) or any(sign not in _LIKE for sign in foreign):
            continue
        for place, sign in enumerate(word[0], word.start()):
            if sign in _LIKE:
                yield Change(place, place + 1, _LIKE[sign], FOREIGN)


STEP = Step(
    name="letters",
    rank=35,
    propose=_propose,
    whys={
        STYLED: ("花体、带圈的字母", "Styled or circled letter"),
        FOREIGN: ("混在拉丁字母里的外文字母", "Look-alike letter of another alphabet"),
    },
    samples=(
        Sample("加我𝗤𝗤", "加我QQ", (("𝗤𝗤", "QQ", STYLED),)),
        Sample("ⓐⓟⓟ下载", "app下载", (("ⓐⓟⓟ", "app", STYLED),)),
        Sample("登录аpple.com", "登录apple.com", (("а", "a", FOREIGN),)),
    ),
    near_misses=("设𝑥为变量", "选项Ⓐ", "🅰型血", "🇨🇳加油", "μm", "Δt", "Привет мир", "αβ", "ΔT", ""),
)
