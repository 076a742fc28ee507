"""The words of the trade (词库): what scam texts and reports talk about, as people write them who hide nothing.

``words.txt`` holds our own list, ``core.txt`` the most hidden ones; a step may join, split or respell something only
into one of these. The other files say how they are disguised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import rjieba

_FOLDER: Final = files(__name__)


@cache
def trade_words() -> frozenset[str]:
    """Every word of the trade, simplified."""
    return _words("words.txt") | core_words()


@cache
def word_junctions() -> frozenset[str]:
    """Every two characters that stand side by side in a word of the trade."""
    return frozenset(word[place : place + 2] for word in trade_words() for place in range(len(word) - 1))


@cache
def core_words() -> frozenset[str]:
    """Those that are hidden most and never stand apart in honest text."""
    return _words("core.txt")


@cache
def simplified_phrases() -> Mapping[str, str]:
    """Traditional phrases with the simplified form that the general table misses; both of one length."""
    lines = (_FOLDER / "phrases.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


@cache
def component_table() -> Mapping[str, str]:
    """The parts of a character as people tear them, with the whole."""
    lines = (_FOLDER / "components.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


@cache
def disguises() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Disguised words, in lower case, with the word and the guards of which one must hold."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for line in (_FOLDER / "disguises.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            variant, word, guard = line.split()
            variant = variant.lower()
            found[variant] = (word, found.get(variant, ("", frozenset[str]()))[1] | {guard})
    return found


@cache
def pictures() -> Mapping[str, tuple[str, ...]]:
    """Emoji that stand for characters, with the characters."""
    lines = (_FOLDER / "emoji.txt").read_text("utf-8").splitlines()
    return {picture: tuple(words) for picture, *words in (line.split() for line in lines if not line.startswith("#"))}


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def longest_word() -> int:
    return max(map(len, trade_words()))


#: The dictionary takes no lone surrogates.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()


def is_word(characters: str) -> bool:
    """Whether these characters are a word of the trade or of the general dictionary (simplified)."""
    return characters in trade_words() or _dictionary().has_word(_SURROGATE.sub("\ufffd", characters))


def words_of(characters: str) -> list[str]:
    """The text cut into words of the general dictionary; what it does not know stays single characters."""
    return list(_dictionary().cut(_SURROGATE.sub("\ufffd", characters), False))


def in_word(before: str, middle: str, after: str, *, longer: bool = False) -> bool:
    """Whether some word of the trade covers ``middle`` together with what stands around it (``longer``: not it alone)."""
    most = longest_word()
    before, after = before[-most:], after[:most]
    whole, start, end = before + middle + after, len(before), len(before) + len(middle)
    words = trade_words()
    return any(
        whole[left:right] in words
        for left in range(max(0, end - most), start + 1)
        for right in range(end, min(len(whole), left + most) + 1)
        if right - left > (len(middle) if longer else 1)
    )
