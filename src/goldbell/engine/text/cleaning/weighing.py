"""Weighs over the whole text whether readings were strewn into it or stand there as glosses (注音是夹带还是正文).

A gloss explains once: a name in Latin letters, a rare or ambiguous character with its tone, a lesson's word by itself. What
was strewn stands behind common characters in the middle of running words, again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from goldbell.engine.text.cleaning.lexicon import in_word, is_word, words_of
from goldbell.engine.text.cleaning.readings import HANZI, is_common, main_readings, main_tone
from goldbell.engine.text.cleaning.scripts import simplified
from goldbell.engine.text.cleaning.strewn import Group

#: A text that speaks of how words are read glosses them.
_LESSON: Final = re.compile(
    "拼音|读音|讀音|声调|聲調|注音|多音字|生字|韵母|韻母|声母|聲母|轻声|輕聲|读作|讀作|念作|反切|普通话水平|[音念读讀]作|汉语课|漢語課"
)
_CHARACTERS: Final = re.compile(f"[{HANZI}]")
_AHEAD: Final = re.compile(f"[{HANZI}]{{1,6}}")
_CLAUSE: Final = re.compile(f"[{HANZI}]+")
_ENOUGH: Final = 2.0
#: In these a gloss may stand; in others nobody puts one.
_USUAL_BRACKETS: Final = frozenset("([")
#: Bare, these are words or signs of their own in Chinese texts: 爱AI, 他he.
_ALSO_ENGLISH: Final = frozenset(
    {"ai", "he", "she", "me", "men", "in", "can", "you", "do", "go", "to", "fan", "pen", "long"}
)
_TELLING: Final = 0.75
_DOUBTFUL: Final = 0.1
_STRONG: Final = 8.0
#: One more point is asked for each so many characters of a long text, as chance has more room there.
_SHORT: Final = 1000
_ROOM: Final = 4000


def strewn_groups(text: str, found: Sequence[Group]) -> list[Group]:
    """Those of the candidates that were strewn in; none when they look like glosses."""
    exact = [group for group in found if group.exact]
    if not exact:
        return []
    kinds = len({group.opening for group in exact})
    lesson = kinds == 1 and (_LESSON.search(text) is not None or _is_annotated_verse(text, exact))
    weights = [_weight(group, lesson) for group in exact]
    total = _sum(weights) + (kinds - 1) / 2
    if total < _ENOUGH + max(0, len(text) - _SHORT) / _ROOM:
        return []
    strong = total >= _STRONG and len(exact) >= 5
    if not strong:
        found = [group for group, weight in zip(exact, weights, strict=True) if weight >= _DOUBTFUL and not group.tight]
    styles = Counter(_manner(group) for group in exact)
    toned_are_rare = sum(group.toned for group in exact) * 10 <= len(exact)
    return [group for group in found if not _is_gloss_beside(group, styles, toned_are_rare)]


def _sum(weights: Sequence[float]) -> float:
    """All together; many that are doubtful each say nothing without one that tells, unless they are very many."""
    telling = sum(weight for weight in weights if weight >= _TELLING)
    doubtful = sum(weights) - telling
    return telling + (doubtful if telling or doubtful >= 3 * _ENOUGH else 0.0)


def _weight(group: Group, lesson: bool) -> float:
    """How much one candidate speaks for strewing: 0 a gloss, 2 enough by itself."""
    if group.tight or (not group.inside and not group.before):
        weight = 0.0  # a character by itself, as lessons and lists have it
    elif len(group.characters) > 1:
        weight = _of_several(group)
    else:
        weight = _of_one(group)
    if lesson:
        weight *= 0.0 if group.toned else 0.5
    longer = len(group.characters) > 1 and _is_whole_words(group)
    glossed = group.style == "title" or (group.toned and lesson)
    if not glossed and in_word(group.before, group.characters, group.after, longer=longer):
        weight += 0.0 if group.tight else 2.0
    if weight and not group.bare and group.opening not in _USUAL_BRACKETS:
        weight += 1.0
    return weight + 2.0 * group.again


def _of_one(group: Group) -> float:
    usual = _is_usual(group)
    if group.bare and group.letters in _ALSO_ENGLISH:
        weight = 0.25
    elif len(group.letters) == 1 and group.letters.isascii():
        weight = 0.1 if group.bare else 0.25
    elif group.bare:
        weight = 2.0 if group.toned and usual else 1.25 if group.inside and usual else 0.5
        weight += 0.75 * (group.inside and is_word(group.characters + group.after[:1]))
    elif group.toned and not usual:
        weight = 0.05
    else:
        weight = (2.0 if usual else 0.75) * (1.0 if group.inside else 0.5)
    if group.style == "title" and not group.before:
        return weight / 8  # a family name at the head of a clause
    return weight * {"lower": 1.0, "upper": 0.5, "title": 0.3}[group.style]


def _is_usual(group: Group) -> bool:
    """Whether every reader would read it so unasked; nobody glosses that."""
    character = group.characters[-1]
    return (
        is_common(character)
        and group.letters in main_readings(character)
        and (not group.tone or group.tone == main_tone(character) or character in "一不")
    )


def _of_several(group: Group) -> float:
    """A gloss stands behind a word; what reads half a word and half the next explains nothing."""
    if group.style == "title":
        return 0.0
    if group.bare:
        return 0.5 if group.inside else 0.25
    if _is_whole_words(group):
        weight = 0.6 if group.inside else 0.3
        return weight / 6 if group.style == "upper" else weight
    weight = 2.0 if group.inside or len(group.characters) > 3 else 1.0
    return weight / 4 if group.style == "upper" else weight


def _is_whole_words(group: Group) -> bool:
    """Whether what is read begins and ends where words do."""
    after = _AHEAD.match(group.after)
    behind = after[0] if after and not group.spaced else ""
    start, end = len(group.before), len(group.before) + len(group.characters)
    ends = {0, *accumulate(map(len, words_of(simplified(group.before + group.characters + behind))))}
    return (not group.before or start in ends) and (not behind or end in ends or is_word(group.characters))


def _manner(group: Group) -> tuple[str, bool]:
    return group.style, len(group.characters) > 1


def _is_gloss_beside(group: Group, styles: Counter[tuple[str, bool]], toned_are_rare: bool) -> bool:
    """A gloss of the author's own in a text into which others strewed readings."""
    if group.style != "lower" and len(group.characters) > 1:
        return styles[_manner(group)] < max(3, styles.total() // 10)
    return group.toned and toned_are_rare and not _is_usual(group)


def _is_annotated_verse(text: str, found: Sequence[Group]) -> bool:
    """A poem with the reading of every character, as a textbook prints it."""
    if sum(group.toned for group in found) < 10:
        return False
    start = text.rfind("\n", 0, found[0].start) + 1
    pieces, done = [], start
    for group in found:
        pieces.append(text[done : group.start])
        done = group.end
    verse = "".join((*pieces, text[done : (text + "\n").index("\n", done)]))
    if len(_CHARACTERS.findall(verse)) > 1.25 * len(found):
        return False
    lengths = Counter(map(len, _CLAUSE.findall(verse)))
    length, often = lengths.most_common(1)[0]
    return length in (4, 5, 7) and often >= 4 and often >= 0.7 * lengths.total()
