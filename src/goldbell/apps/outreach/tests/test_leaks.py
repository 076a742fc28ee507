"""Canaries: names and numbers of a case planted in a clean story, in five hundred disguises; every one must be caught."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from goldbell.apps.outreach.guard import leaks, read_again
from goldbell.apps.outreach.tests.builders import CLEAN

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN: Final = "慧兰玉山建国秀英志强丽华海燕晓东桂芳文博雨桐佳怡"
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE: Final = str.maketrans("0123456789", "零一二三四五六七八九")
_BANK: Final = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_CIRCLED: Final = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_SPOKEN: Final = str.maketrans("0123456789", "洞幺两三四五六拐八勾")

_OF_NUMBERS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    " ".join,
    "-".join,
    "，".join,
    "\u200b".join,
    lambda value: value.translate(_FULL_WIDTH),
    lambda value: value.translate(_CHINESE),
    lambda value: value.translate(_BANK),
    lambda value: value.translate(_CIRCLED),
    lambda value: "、".join(value.translate(_SPOKEN)),
    lambda value: value[:6] + "（中间）" + value[6:],
)
_OF_NAMES: Final[tuple[Callable[[str], str], ...]] = (
    str,
    " ".join,
    "·".join,
    "\u200d".join,
    "*".join,
    lambda value: value[1:],
    lambda value: value.replace("兰", "蘭").replace("国", "國").replace("华", "華").replace("张", "張"),
    lambda value: value.replace("慧", "惠").replace("玉", "育").replace("英", "莹").replace("强", "墙"),
)


def _planted(count: int) -> Iterator[tuple[str, str, str]]:
    """(kind, value of the case, how it stands in the story)."""
    die = random.Random(20261125)
    while True:
        for number in range(count):
            if number % 2:
                name = die.choice(_SURNAMES) + "".join(die.sample(_GIVEN, 2))
                yield "person", name, die.choice(_OF_NAMES)(name)
            else:
                value = "1" + "".join(die.choices("3456789", k=1) + die.choices("0123456789", k=9))
                if number % 4:
                    value = "62" + "".join(die.choices("0123456789", k=17))
                kind = "account" if number % 4 else "phone"
                yield kind, value, die.choice(_OF_NUMBERS)(value)
        return


def test_five_hundred_canaries_are_caught() -> None:
    missed = []
    for kind, value, written in _planted(500):
        half = len(CLEAN) // 2
        if not leaks(f"{CLEAN[:half]}，{written}，{CLEAN[half:]}", [(kind, value)]):
            missed.append((kind, value, written))
    assert not missed, missed


def test_a_clean_story_is_let_through_whoever_the_case_is_about() -> None:
    for kind, value, _written in _planted(60):
        assert leaks(CLEAN, [(kind, value)]) == []


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("address", "柳林街道青年路18号梧桐苑3栋", "她住在梧 桐 苑三栋，离青年路十八号不远。"),
        ("wechat", "wx_lucky88", "对方的号是 W X lucky 8 8。"),
        ("person", "周慧兰", "她叫 zhou hui lan。"),
        ("id_number", "110105194912310021", "证件后几位是１９４９１２３１００２１。"),
    ],
)
def test_other_disguises(kind: str, value: str, text: str) -> None:
    assert kind in leaks(text, [(kind, value)])


def test_what_stands_for_something_taken_out_is_no_leak() -> None:
    text = "近日，当事人甲，六十多岁，在某地接到某电话号码打来的电话，向某银行卡号转了数十万元，女士A也转了几十元和若干元。"
    assert not [one for one in read_again(text) if one.must_go]


def test_a_name_nobody_knew_of_is_seen_by_reading_again() -> None:
    found = read_again("邻居叫张建国，电话13904172716。")
    assert {"person", "phone"} <= {one.why for one in found if one.must_go}
    assert all("邻居叫张建国，电话13904172716。"[one.start : one.end] == one.word for one in found)
