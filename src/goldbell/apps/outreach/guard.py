"""The last look before citizens read a story (泄露检查): nothing in it may name anybody of the case, in whatever disguise.

Two looks: every personal value that the case holds is searched in the text as it sounds and as it reads; then the text is
read again as if it were a raw one, and what would still be taken out counts as a leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pypinyin import lazy_pinyin

from goldbell.engine.text import clean
from goldbell.engine.text.deidentify import REASONS, deidentify
from goldbell.engine.text.deidentify.plain import plain

#: What stands for things that were taken out: read again, it is no leak.
_STAND_INS: Final = re.compile(
    "当事人[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]?|另一人|(?:女士|先生)[A-Z]|"
    "某(?:银行卡号|电话号码|银行|单位|学校|医院|公司|软件|网址|网站|账号|号码|邮箱|钱包地址|证件号|地址|设备号|快递单号|车牌号|昵称|"
    "地|处|时)?|近日|若干(?:元|钱款)?|[二三四五六七八九]?十多岁|(?:几十|十几|几|百余|数百|上千|数千|上万|数万|十余万|数十万|上百万|"
    "数百万|上千万|数千万|上亿)(?:元|美元|块)?"
)
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_DIGIT_OF: Final = {
    **{
        sign: digit for digit, signs in enumerate(("0〇零洞", "1一壹幺", "2二贰两", "3三叁", "4四肆")) for sign in signs
    },
    **{
        sign: digit
        for digit, signs in enumerate(("5五伍", "6六陆", "7七柒拐", "8八捌", "9九玖勾"), 5)
        for sign in signs
    },
}
_FEWEST_DIGITS: Final = 5
_WINDOW: Final = 6
_ADDRESS_WINDOW: Final = 4
_NAMES: Final = frozenset(("person", "nickname"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the text to look at: ``text[start:end]`` is ``word``; ``why`` is a kind that must go or a reason of doubt."""

    start: int
    end: int
    word: str
    why: str
    must_go: bool

    @property
    def reason(self) -> tuple[str, str]:
        """Why a person must look, Chinese and English; for doubts only."""
        return REASONS[self.why]


def read_again(text: str) -> tuple[Mark, ...]:
    """What is left in a story that must go, and what only a person can decide, in the order of the text."""
    bare = _STAND_INS.sub(lambda found: "，" * len(found.group()), text)
    story = deidentify(bare)
    must = [Mark(one.start, one.end, text[one.start : one.end], one.kind, True) for one in story.taken]
    covered = {place for one in must for place in range(one.start, one.end)}
    doubts = [Mark(one.start, one.end, one.word, one.why, False) for one in story.doubts if one.start not in covered]
    return tuple(sorted((*must, *doubts), key=lambda one: (one.start, one.end)))


def leaks(text: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """The kinds of what may give a person away, sorted; empty when the text may be read by everybody.

    ``known``: the personal values of the case as (kind, plain value)."""
    heard = _Heard(text)
    found = {kind for kind, value in known if heard.holds(kind, value)}
    found.update(one.why for one in read_again(text) if one.must_go)
    return sorted(found)


class _Heard:
    """A text stripped to what is heard and read: Chinese signs, their sounds, digits in every dress, Latin letters."""

    def __init__(self, text: str) -> None:
        # Also the signs as they came: cleaning may take a sign for noise that belongs to a name.
        self._forms = [_Form(plain(clean(text).text).shadow.lower()), _Form(plain(text).shadow.lower())]

    def holds(self, kind: str, value: str) -> bool:
        """Whether the text names this value."""
        wanted = _Form(plain(value).shadow.lower())
        return any(form.holds(kind, wanted) for form in self._forms)


class _Form:
    def __init__(self, text: str) -> None:
        signs = _HAN.findall(text)
        self.han = "".join(signs)
        self.sounds = " ".join(lazy_pinyin(self.han))
        self.digits = "".join(str(_DIGIT_OF[sign]) for sign in text if sign in _DIGIT_OF)
        self.letters = "".join(sign for sign in text if sign.isascii() and sign.isalpha())
        self.written = "".join(sign for sign in text if sign.isascii() and sign.isalnum())

    def holds(self, kind: str, wanted: _Form) -> bool:
        if kind in _NAMES:
            return self._names(wanted)
        if kind == "address":
            return any(piece in self.han for piece in _pieces(wanted.han, _ADDRESS_WINDOW))
        if len(wanted.written) >= _FEWEST_DIGITS and wanted.written in self.written:
            return True
        return len(wanted.digits) >= _FEWEST_DIGITS and any(
            piece in self.digits for piece in _pieces(wanted.digits, _WINDOW)
        )

    def _names(self, wanted: _Form) -> bool:
        name, sounds = wanted.han, wanted.sounds
        if len(name) < 2:
            return len(wanted.letters) > 3 and wanted.letters in self.letters
        spelled = sounds.replace(" ", "")
        if name in self.han or (len(spelled) > 4 and spelled in self.letters):
            return True
        # A given name alone, and a full name in other signs that sound the same; two signs alone sound like too much.
        return len(name) > 2 and (name[1:] in self.han or f" {sounds} " in f" {self.sounds} ")


def _pieces(value: str, width: int) -> Iterator[str]:
    """Every stretch of ``width`` signs of a value; a shorter value as a whole."""
    signs: Sequence[str] = value
    if signs:
        for start in range(max(1, len(value) - width + 1)):
            yield value[start : start + width]
