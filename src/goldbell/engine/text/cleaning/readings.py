"""How Chinese characters are read (读音): pinyin without tones for each character, and readings as people type them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from pypinyin.pinyin_dict import pinyin_dict

#: One Chinese character, plain or rare.
HANZI: Final = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
_TONE_MARKS: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c\u02ca\u02c7\u02cb\u02d9\u02c9"))
_NOT_LETTERS: Final = re.compile(r"[^a-zêüㄅ-ㄩ]+")


def without_tones(reading: str) -> str:
    """``Lǜ``, ``lv4`` and ``lu:`` all become ``lv``; what is no letter or bopomofo sign goes."""
    plain = unicodedata.normalize("NFD", reading.lower().replace("u:", "v")).translate(_TONE_MARKS)
    plain = plain.replace("u\u0308", "v").replace("ü", "v").replace("ɡ", "g").replace("ɑ", "a")
    return _NOT_LETTERS.sub("", plain)


@lru_cache(maxsize=32768)
def readings_of(character: str) -> frozenset[str]:
    """Every way one character is read, toneless pinyin and bopomofo, ``v`` for ü; empty for what is no character."""
    known = pinyin_dict.get(ord(character), "")
    plain = {without_tones(reading) for reading in known.split(",")} - {""}
    typed = {reading.replace("v", "u") for reading in plain} | {reading.replace("v", "yu") for reading in plain}
    return frozenset(plain | typed | {bopomofo(reading) for reading in plain} - {""})


_INITIALS: Final = (
    *(
        ("zh", "ㄓ"),
        ("ch", "ㄔ"),
        ("sh", "ㄕ"),
        ("b", "ㄅ"),
        ("p", "ㄆ"),
        ("m", "ㄇ"),
        ("f", "ㄈ"),
        ("d", "ㄉ"),
        ("t", "ㄊ"),
    ),
    *(
        ("n", "ㄋ"),
        ("l", "ㄌ"),
        ("g", "ㄍ"),
        ("k", "ㄎ"),
        ("h", "ㄏ"),
        ("j", "ㄐ"),
        ("q", "ㄑ"),
        ("x", "ㄒ"),
        ("r", "ㄖ"),
    ),
    *(("z", "ㄗ"), ("c", "ㄘ"), ("s", "ㄙ")),
)
_FINALS: Final = {
    "": "", "a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ", "an": "ㄢ", "en": "ㄣ",
    "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "i": "ㄧ", "ia": "ㄧㄚ", "io": "ㄧㄛ", "ie": "ㄧㄝ", "iao": "ㄧㄠ", "iu": "ㄧㄡ",
    "ian": "ㄧㄢ", "in": "ㄧㄣ", "iang": "ㄧㄤ", "ing": "ㄧㄥ", "u": "ㄨ", "ua": "ㄨㄚ", "uo": "ㄨㄛ", "uai": "ㄨㄞ",
    "ui": "ㄨㄟ", "uan": "ㄨㄢ", "un": "ㄨㄣ", "uang": "ㄨㄤ", "ong": "ㄨㄥ", "v": "ㄩ", "ve": "ㄩㄝ", "van": "ㄩㄢ",
    "vn": "ㄩㄣ", "iong": "ㄩㄥ",
}  # fmt: skip
_WHOLE: Final = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "yong": "iong", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "wu": "u", "wa": "ua",
    "wo": "uo", "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un", "wang": "uang", "weng": "ong",
}  # fmt: skip


@cache
def bopomofo(reading: str) -> str:
    """A toneless pinyin syllable in bopomofo, or empty when it is none."""
    if reading in _WHOLE:
        return _FINALS[_WHOLE[reading]]
    for letters, sign in _INITIALS:
        if reading.startswith(letters):
            rest = reading[len(letters) :]
            if letters in {"zh", "ch", "sh", "r", "z", "c", "s"} and rest == "i":
                return sign
            if letters in {"j", "q", "x"} and rest.startswith("u"):
                rest = "v" + rest[1:]
            return sign + _FINALS[rest] if rest in _FINALS else ""
    return _FINALS.get(reading, "")


def reads(characters: str, letters: str) -> int:
    """How many characters at the end of ``characters`` these toneless letters read, one syllable each; 0 if none do.

    At most eight; the search keeps a set of places, so it is linear in both.
    """
    open_ends = {len(letters)}
    for count, character in enumerate(reversed(characters[-8:]), 1):
        open_ends = {
            end - len(reading)
            for end in open_ends
            for reading in readings_of(character)
            if letters.endswith(reading, 0, end)
        }
        if 0 in open_ends:
            return count
        if not open_ends:
            return 0
    return 0


def roughly(reading: str) -> str:
    """A reading as somebody types it who does not hear zh from z or -ng from -n, and has no ü."""
    for careful, easy in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if reading.startswith(careful):
            reading = easy + reading[2:]
    return reading.removesuffix("g").replace("v", "u")


def roughly_reads(character: str, letters: str) -> bool:
    """Whether these letters read one character but for the usual slips."""
    return roughly(letters) in map(roughly, readings_of(character))


@lru_cache(maxsize=32768)
def main_readings(character: str) -> frozenset[str]:
    """How a character is mostly read, toneless, in every way of writing that one reading."""
    plain = without_tones(pinyin_dict.get(ord(character), "").partition(",")[0])
    return frozenset({plain, plain.replace("v", "u"), plain.replace("v", "yu"), bopomofo(plain)}) - {""}


@lru_cache(maxsize=32768)
def main_tone(character: str) -> int:
    """The tone of how a character is mostly read, 1 to 4; 0 for none."""
    return tone_of(pinyin_dict.get(ord(character), "").partition(",")[0])


_TONE: Final = {"\u0304": 1, "ˉ": 1, "\u0301": 2, "ˊ": 2, "\u030c": 3, "ˇ": 3, "\u0300": 4, "ˋ": 4}


def tone_of(reading: str) -> int:
    """The tone that a written reading gives, 1 to 4; 0 when it gives none."""
    for sign in unicodedata.normalize("NFD", reading):
        if sign in _TONE or sign in "1234":
            return _TONE.get(sign) or int(sign)
    return 0


@lru_cache(maxsize=32768)
def is_common(character: str) -> bool:
    """Whether every reader knows this character: first level of GB 2312, or of Big5 for traditional ones."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        pass
    try:
        return 0xA4 <= character.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False
