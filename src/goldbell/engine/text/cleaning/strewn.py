"""Finds what may be a reading strewn behind a character (疑似注音): in brackets, between signs, or bare. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from goldbell.engine.text.cleaning.readings import HANZI, readings_of, reads, roughly_reads, tone_of, without_tones

_SPACES: Final = " \u00a0\u3000"
_OPEN: Final = r"(（\[［【〔〖{｛<＜《〈「『⟨❨❲❴⁅〘〚﹙﹛﹝"
_CLOSE: Final = r")）\]］】〕〗}｝>＞》〉」』⟩❩❳❵⁆〙〛﹚﹜﹞"
_HALF: Final = str.maketrans("（［｛＜", "([{<")
_TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ\u0300\u0301\u0304\u030c"
_LETTERS: Final = rf"a-zA-ZüÜêɡɑ\u0308{_TONED}"
_LOWER: Final = _LETTERS.replace("A-Z", "")
_BOPOMOFO: Final = "ㄅ-ㄩ˙ˊˇˋˉ"
_BRACKETED: Final = re.compile(
    rf"(?P<open>[{_OPEN}]{{1,3}})(?P<reading>[{_SPACES}\t{_LETTERS}{_BOPOMOFO}0-5:'’·.\-/,，、;|*_]{{1,64}})(?P<close>[{_CLOSE}]{{1,3}})"
)
_SIGNS: Final = r"|/*_~#^+=`“”\"'‘’·.\-"
_BARE: Final = re.compile(
    rf"(?<=[{HANZI}])(?P<open>[{_SPACES}{_SIGNS}]{{0,2}})"
    rf"(?P<reading>(?:[A-Z]?[{_LOWER}]{{1,24}}+|[A-Z]{{1,24}}+)[1-5]?|[{_BOPOMOFO}]{{1,16}}+)(?P<close>[{_SPACES}{_SIGNS}]{{0,2}})"
)
#: What makes bare letters part of something else: a number, an address, a file's name.
_TIGHT: Final = re.compile(r"[A-Za-z0-9@:/_]|[.\-][A-Za-z0-9]")
_RUN: Final = re.compile(rf"[{HANZI}]{{1,8}}\Z")
_WHOLE_RUN: Final = re.compile(rf"[{HANZI}]{{1,8}}")
_HANZI: Final = re.compile(f"[{HANZI}]")
_ALTERNATIVES: Final = re.compile(r"[/,，、;| ]+")
_MARKED: Final = re.compile(rf"[{_TONED}ˊˇˋ˙]|[a-zA-ZüÜ:][0-5](?![0-9])")


@dataclass(frozen=True, slots=True)
class Group:
    """One candidate: ``text[start:end]`` would go; ``characters`` are what it reads, ``before`` and ``after`` what stands
    around those. ``exact``: it reads them to the letter. ``style``: lower, title or upper."""

    start: int
    end: int
    characters: str
    before: str
    after: str
    letters: str
    style: str
    opening: str
    tone: int
    toned: bool
    bare: bool
    exact: bool
    again: bool
    spaced: bool
    tight: bool = False

    @property
    def inside(self) -> bool:
        """Whether the text runs on right behind it."""
        return _HANZI.match(self.after) is not None


def groups(text: str) -> list[Group]:
    """Every candidate in the order of the text; they do not overlap. Linear."""
    kept: list[Group] = []
    for group in sorted([*_bracketed(text), *_bare(text)], key=lambda group: group.start):
        if not kept or group.start >= kept[-1].end:
            kept.append(group)
    return kept


def _bracketed(text: str) -> Iterator[Group]:
    end_of_last = -1
    run, last = "", None
    for match in _BRACKETED.finditer(text):
        depth = min(len(match["open"]), len(match["close"]))
        opening = match.start("reading") - depth
        start, end = _skip_back(text, opening), match.start("close") + depth
        if start != end_of_last:
            between = text[end_of_last:start] if last is not None and start - end_of_last < 8 else ""
            fresh = _RUN.search(text, max(0, start - 8), start)
            joined = run + between if between and _WHOLE_RUN.fullmatch(between) else ""
            run, last = (joined or (fresh[0] if fresh else ""))[-8:], None
        group = _group(text, start, end, match["reading"], run, text[opening], last)
        if group is not None:
            yield group
            last = group
        end_of_last = end


def _group(text: str, start: int, end: int, said: str, run: str, opening: str, last: Group | None) -> Group | None:
    letters = without_tones(said)
    if not run or not letters:
        return None
    count = reads(run, letters) or _alternatives(run[-1], said)
    exact = bool(count)
    if not count and roughly_reads(run[-1], letters):
        count = 1
    if not count:
        return None
    again = last is not None and last.end == start
    return _made(text, start, end, said, run, letters, count, opening, False, exact, again)


def _made(
    text: str, start: int, end: int, said: str, run: str, letters: str, count: int, opening: str, *flags: bool
) -> Group:
    bare, exact, again = flags
    behind = text[end : end + 8]
    spaced = behind[:1] in tuple(_SPACES)
    return Group(
        start=start,
        end=end,
        characters=run[-count:],
        before=run[:-count],
        after=behind[1:] if spaced else behind,
        letters=letters,
        style=_style(said),
        opening=opening.translate(_HALF),
        tone=tone_of(said),
        toned=_MARKED.search(said) is not None,
        bare=bare,
        exact=exact,
        again=again,
        spaced=spaced,
    )


def _alternatives(character: str, said: str) -> int:
    """1 when several readings of this one character are listed."""
    parts = [without_tones(part) for part in _ALTERNATIVES.split(said)]
    return int(len(parts) > 1 and all(part in readings_of(character) for part in parts if part))


def _bare(text: str) -> Iterator[Group]:
    # Where most end in a digit, digits are tones; elsewhere they are the text's own.
    found = [group for match in _BARE.finditer(text) if (group := _bare_group(text, match)) is not None]
    numbered = sum(text[group.end - 1].isdigit() for group in found)
    for group in found:
        if text[group.end - 1].isdigit() and (
            5 * numbered < 3 * len(found) or text[group.end : group.end + 1].isdigit()
        ):
            group = replace(group, end=group.end - 1, after=text[group.end - 1 :][:8], tone=0, tight=True)
        yield group


def _bare_group(text: str, match: re.Match[str]) -> Group | None:
    said = match["reading"]
    letters = without_tones(said)
    run = _RUN.search(text, max(0, match.start() - 8), match.start())
    if run is None or not letters or not (count := reads(run[0], letters)):
        return None
    opening, closing = match["open"].strip(_SPACES), match["close"].strip(_SPACES)
    paired = opening == closing[::-1] or (opening, closing) in (("“", "”"), ("‘", "’"))
    if opening and not paired:
        return None
    end = match.end() if opening or (match["open"] and match["close"] and paired) else match.end("reading")
    if _MARKED.search(said) and said[-1].isdigit() and tone_of(said[:-1]):
        end -= 1  # the tone is marked already
    group = _made(text, match.start(), end, said, run[0], letters, count, opening[:1], True, True, False)
    return replace(group, tight=not opening and _TIGHT.match(text, end) is not None)


def _skip_back(text: str, place: int) -> int:
    """The place before at most two spaces that stand in front."""
    for _ in range(2):
        if place and text[place - 1] in _SPACES:
            place -= 1
    return place


def _style(said: str) -> str:
    plain = "".join(sign for sign in said if sign.isalpha())
    if plain == plain.lower():
        return "lower"
    return "upper" if plain == plain.upper() and len(plain) > 1 else "title"
