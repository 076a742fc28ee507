"""Turns traditional characters into simplified ones and back (繁简转换), with every changed place marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import opencc

from goldbell.engine.text.cleaning.contracts import Change
from goldbell.engine.text.cleaning.lexicon import simplified_phrases

#: What the converter takes: everything but lone surrogates and NUL.
_ENCODABLE = re.compile("[^\x00\ud800-\udfff]+")
_LONE = re.compile("[\x00\ud800-\udfff]")


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, simplified_phrases())))


def to_simplified(text: str, why: str) -> list[Change]:
    """Changes to simplified characters. A text without one character that only traditional writing has keeps 著 and 乾."""
    known = simplified_phrases()
    phrased = _phrases().sub(lambda match: known[match[0]], text)
    return _changes(text, phrased, "tw2s", "gb2312", why)


def simplified(text: str) -> str:
    """The text in simplified characters where that keeps its length, else as it is: for looking words up, not for people."""
    if _LONE.search(text) is not None:
        return text
    now = _converter("tw2s").convert(text)
    return now if len(now) == len(text) else text


def to_traditional(text: str, why: str) -> list[Change]:
    """Changes to traditional characters as written in Taiwan; a text without one simplified-only character stays."""
    return _changes(text, text.replace("账", "帳"), "s2tw", "big5", why)


def _changes(text: str, phrased: str, config: str, own_set: str, why: str) -> list[Change]:
    found: list[Change] = []
    for chunk in _ENCODABLE.finditer(phrased):
        now = _converter(config).convert(chunk[0])
        found += _differences(text[chunk.start() : chunk.end()], now, chunk.start(), why)
    if all(_is_written_in(text[change.start : change.end], own_set) for change in found):
        return list(_differences(text, phrased, 0, why)) if config == "tw2s" else []
    return found


def _differences(was: str, now: str, offset: int, why: str) -> Iterator[Change]:
    """The runs of characters that differ; where a phrase changed its length, the whole differing middle is one."""
    if len(was) != len(now):
        yield from _by_line(was, now, offset, why)
        return
    start = None
    for place, (one, other) in enumerate(zip(was, now, strict=True)):
        if one != other and start is None:
            start = place
        elif one == other and start is not None:
            yield Change(offset + start, offset + place, now[start:place], why)
            start = None
    if start is not None:
        yield Change(offset + start, offset + len(was), now[start:], why)


def _by_line(was: str, now: str, offset: int, why: str) -> Iterator[Change]:
    lines, others = was.splitlines(keepends=True), now.splitlines(keepends=True)
    if len(lines) == len(others) > 1:
        for line, other in zip(lines, others, strict=True):
            yield from _differences(line, other, offset, why)
            offset += len(line)
        return
    head = _common(was, now)
    tail = _common(was[head:][::-1], now[head:][::-1])
    if len(was) - tail > head:
        yield Change(offset + head, offset + len(was) - tail, now[head : len(now) - tail], why)


def _common(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _is_written_in(characters: str, encoding: str) -> bool:
    try:
        characters.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
