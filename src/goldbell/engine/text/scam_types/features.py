"""How a text looks to the classifier: runs of one to four characters or words, and the telling words of each type.

Punctuation, numbers' values, speakers' labels and script do not count, so that a transcript without any punctuation, a
traditional text and a chat weigh as a clean statement does. Linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

#: A gram's place in the table of weights has this many bits: few enough to look up at once, many enough not to collide.
PLACE_BITS = 20
LONGEST_GRAM = 4
#: What is weighed of one text: a script shows itself early, and a page of 50 MB must not hold the room.
MOST_CHARACTERS = 20_000

_UNIT = re.compile(
    r"(?:https?://|www\.)[a-z0-9._~:/?#@!$&'*+;=%-]+"
    r"|[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,62}){0,6}"
    r"\.(?:com|cn|net|org|top|xyz|vip|cc|me|info|io|club|shop|site|app|apk|uk|tv|hk)(?![a-z0-9])[a-z0-9/?=&_-]*"
    r"|[0-9][0-9,.:%]*"
    r"|(?!千万[别不要]|万一)[零一二两三四五六七八九十百千万亿几廿卅]{2,}"
    r"|[a-z]+(?:'[a-z]+)?"
    r"|[\u3400-\u9fff]"
)
#: “客服：”, “Customer:” at the head of a line or after a sentence: who speaks is the form of a call, not its matter.
_SPEAKER = re.compile(
    r"(?:(?<=[\n。！？!?.])|^)[ \t]{0,4}(?:[\u3400-\u9fff]{1,6}|[A-Za-z]{1,10})[A-Z0-9]?[：:](?!//)", re.M
)
#: Every number is one and the same unit, and so is every address of a page: which one it is tells nothing of a script.
_NUMBER, _LINK = 48, 47
#: English words that carry grammar, not matter: they neither weigh nor stand between two words that do.
_LITTLE_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a an the and or but if so as than then of to in on at by for from with into onto about over under out up off down
    is are was were be been being am do does did has have had will would can could shall should may might must
    i me my mine we us our you your yours he him his she her hers it its they them their this that these those there
    here who whom whose which what when where why how i'm i've i'll i'd you're you've you'll he's she's it's we're we've
    we'll they're that's there's what's just also too very s t http https""",
    )
)
_KEPT_NUMBERS = frozenset({"96110", "110", "12306", "12345", "12368", "12333", "10086", "400"})

Places = npt.NDArray[np.int64]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Grams:
    """Every gram of a text: its place in the table, its first unit and its length; units' spans are in the text's characters."""

    text: str
    spans: Sequence[tuple[int, int]]
    places: Places
    firsts: Places
    lengths: Places


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str) -> str:
    """The text as it is weighed: in simplified characters, lower case, at most MOST_CHARACTERS, labels of speakers blank."""
    head = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    simplified = str(_to_simplified().convert(head))
    return _SPEAKER.sub(lambda found: " " * len(found.group()), simplified).lower()


def grams(text: str) -> Grams:
    """All runs of one to four units of a text."""
    weighed = plain(text)
    spans: list[tuple[int, int]] = []
    codes: list[int] = []
    for found in _UNIT.finditer(weighed):
        unit = found.group()
        if unit in _LITTLE_WORDS:
            continue
        spans.append(found.span())
        codes.append(_code(unit))
    places, firsts, lengths = _runs(np.array(codes, dtype=np.uint64))
    return Grams(weighed, spans, places, firsts, lengths)


def _code(unit: str) -> int:
    first = ord(unit[0])
    if len(unit) == 1 and first > 255:
        return first
    if "." in unit and any("a" <= sign <= "z" for sign in unit):
        return _LINK
    if first < 58 or first > 255:
        return crc32(unit.encode()) | 1 << 33 if unit in _KEPT_NUMBERS else _NUMBER
    return crc32(unit.encode()) | 1 << 32


def _runs(codes: npt.NDArray[np.uint64]) -> tuple[Places, Places, Places]:
    places, firsts, lengths = [], [], []
    run = np.zeros(len(codes), dtype=np.uint64)
    for length in range(1, min(LONGEST_GRAM, len(codes)) + 1):
        many = len(codes) - length + 1
        run = (run[:many] ^ codes[length - 1 :]) * _MIX
        run ^= run >> np.uint64(29)
        mixed = run * _STEP + np.uint64(length)
        mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
        places.append((mixed >> np.uint64(64 - PLACE_BITS)).astype(np.int64))
        firsts.append(np.arange(many, dtype=np.int64))
        lengths.append(np.full(many, length, dtype=np.int64))
    if not places:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    return np.concatenate(places), np.concatenate(firsts), np.concatenate(lengths)


def place_of(words: str) -> int | None:
    """The place of a telling word of at most four units; None if it has none or more."""
    units = [_code(unit) for unit in _UNIT.findall(plain(words)) if unit not in _LITTLE_WORDS]
    if not 1 <= len(units) <= LONGEST_GRAM:
        return None
    return int(_runs(np.array(units, dtype=np.uint64))[0][-1])


def places_of(vocabulary: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[int, ...]]:
    """The telling words of each group as places; words of more than four units are refused with ValueError."""
    found: dict[str, tuple[int, ...]] = {}
    for group, words in vocabulary.items():
        placed = [(word, place_of(word)) for word in words]
        if wrong := [word for word, place in placed if place is None]:
            raise ValueError(f"too long or empty for a telling word of {group}: {', '.join(wrong)}")
        found[group] = tuple(sorted({place for _, place in placed if place is not None}))
    return found


def vocabulary() -> Mapping[str, tuple[str, ...]]:
    """The telling words of each type and of what cuts across types, by group; a folder's ``words.txt`` may name groups."""
    root = files("goldbell.engine.text.scam_types")
    found: dict[str, tuple[str, ...]] = {}
    shelves = [(one.name, one / "words.txt") for one in root.iterdir() if (one / "words.txt").is_file()]
    for folder, shelf in sorted([*shelves, ("all", root / "words.txt")], key=lambda item: item[0]):
        for line in shelf.read_text("utf-8").splitlines():
            named = re.match(r"\[(\w+)\] ", line)
            group = f"{folder}_{named.group(1)}" if named else folder
            words = line[named.end() :] if named else line
            found[group] = (*found.get(group, ()), *words.split())
    return found
