"""Stand-ins for people: the same person is the same 当事人甲 or 女士A through the whole story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FEMALE: Final = re.compile(r"女士|小姐|太太|夫人|大姐|大妈|阿姨|奶奶|嫂子|婆婆|[姐姨婶嫂妹婆妈]$")
_MALE: Final = re.compile(r"先生|大哥|大爷|大叔|叔叔|爷爷|老汉|[哥叔伯爷弟爸]$")
_OTHER: Final = re.compile(
    r"(?P<title>警官|警员|民警|医生|大夫|护士|律师|老师|经理|主任|教授|会计|秘书|助理|顾问|专员|客服|店长|老板|师傅|校长|院长)$"
)
_TITLES: Final = re.compile(
    r"(?:先生|女士|小姐|太太|夫人|大姐|大妈|阿姨|奶奶|嫂子|婆婆|大哥|大爷|大叔|叔叔|爷爷|老汉|警官|警员|同志|师傅|医生|大夫|护士|律师|老师|经理|主任|教授|"
    r"会计|秘书|助理|顾问|专员|客服|店长|老板|校长|院长|某某|某)[\u4e00-\u9fff]?$"
)


class Pseudonyms:
    """Who is who among the names of one case, decided once from all of them, so that order does not matter."""

    def __init__(self, names: Sequence[str]) -> None:
        self._full = list(dict.fromkeys(one for one in names if len(one) >= 2 and _TITLES.search(one) is None))
        self._given: dict[str, str] = {}

    def of(self, name: str, *, in_english: bool = False) -> str:
        """The stand-in of a name, of its surname with a title, or of its familiar form."""
        if in_english:
            return "[name]"
        person = self._person(name)
        if person not in self._given:
            self._given[person] = self._next(name)
        return self._given[person]

    def _person(self, name: str) -> str:
        """The full name that a short form stands for, when only one of the case can be meant."""
        core = _TITLES.sub("", name) or name
        if core[0] in "小老阿大" and len(core) == 2:
            core = core[1:]
        elif len(core) == 2 and core[1] in "哥姐叔姨婶嫂伯爷总董工导队局处科妹弟婆":
            core = core[0]
        meant = [one for one in self._full if len(one) > len(core) and (one.startswith(core) or one.endswith(core))]
        longest = [one for one in meant if not any(one != other and one in other for other in meant)]
        if len(longest) == 1:
            return longest[0]
        return core if core in self._full else name

    def _next(self, name: str) -> str:
        count = len(self._given)
        other = _OTHER.search(name)
        if other is not None:
            return f"某{other['title']}"
        letter = _LETTERS[count % len(_LETTERS)]
        if _FEMALE.search(name):
            return f"女士{letter}"
        if _MALE.search(name):
            return f"先生{letter}"
        return f"当事人{_STEMS[count]}" if count < len(_STEMS) else "另一人"
