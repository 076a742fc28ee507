"""Latin words (外文): in a Chinese story only a few technical ones stay; in an English one, words that everybody uses."""
# ruff: noqa: E501, SIM905 - tables of words are read by the line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.deidentify.contracts import Finding
from goldbell.engine.text.deidentify.vocabulary import LATIN, english

#: Whatever is written in letters, with digits and signs inside: names, ids, addresses on the web, QR texts.
_RUN: Final = re.compile(r"[^\W\d_\u3400-\u9fff](?:[\w.@:/\\?=&%#+~'’\-](?<![\u3400-\u9fff]))*")
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’](?:s|t|re|ve|ll|d|m))?|[^\W\d_]+")
_NUMBERS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
    " forty fifty sixty seventy eighty ninety hundred thousand million oh double triple".split()
)
_SMALL: Final = frozenset(("one", "two", "three"))
_TIMES: Final = re.compile(
    r"(?i)(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|easter)"
)
#: Words with a capital that are no names.
_CAPITALS: Final = frozenset(
    "i i'm i've i'll i'd chinese english alipay wechat police mr mrs ms dr app atm qq usdt".split()
)


def is_english(text: str) -> bool:
    """Whether a text is written in Latin letters for the most part."""
    letters = len(re.findall(r"[A-Za-z]", text))
    return letters > 4 * len(re.findall("[\u3400-\u9fff]", text))


def find_latin(text: str, *, in_english: bool) -> Iterator[Finding]:
    """Every foreign word that may say who, where or which."""
    if not in_english:
        for match in _RUN.finditer(text):
            if match.group().rstrip(".").lower() not in LATIN:
                yield Finding(*match.span(), "foreign_word", "某")
        return
    yield from _odd_runs(text)
    words = list(_WORD.finditer(text))
    for at, match in enumerate(words):
        said = match.group().replace("’", "'")
        low = said.lower()
        if low in _NUMBERS:
            near = [words[other].group().lower() for other in (at - 1, at + 1) if 0 <= other < len(words)]
            if low not in _SMALL or any(one in _NUMBERS for one in near):
                yield Finding(*match.span(), "number", "some")
        elif _TIMES.fullmatch(said) and (said[0].isupper() or low not in english()):
            yield Finding(*match.span(), "date", "recently")
        elif low not in _CAPITALS and not _common(said, _opens(text, match.start()), text, match.end()):
            yield Finding(*match.span(), "person", "[name]")


def _odd_runs(text: str) -> Iterator[Finding]:
    """Runs that are no words: with digits, @, slashes or dots inside."""
    for match in re.finditer(r"[^\s,;!?()\[\]\"]+", text):
        if re.search(r"\w[@/\\:_=#.]\w", match.group()):
            yield Finding(*match.span(), "id", "[id]")


def _common(said: str, opens: bool, text: str, end: int) -> bool:
    low = said.lower().removesuffix("'s")
    if low.split("'")[0] not in english() and low not in english():
        return len(low) == 1
    if said.islower() or (said.isupper() and len(said) > 3):
        return True
    # A capital inside a sentence is a name; at its start, one that another capital follows (Grace Hunter) may be.
    return opens and not re.match(r" [A-Z][a-z]", text[end : end + 3])


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(")[-1:] if start < 4096 else text[start - 40 : start].rstrip(" \"'“‘(")[-1:]
    return before in ("", ".", "!", "?", "\n", ":", "。", "！", "？")
