"""Days named without a date (说哪一天): 昨天, 上周三, 两天前, and 当天 and 次日, which hang on the day told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from goldbell.engine.text.numerals import CHINESE_DIGITS, number_at

#: The groups of a pattern that find these words: dayword, or week and weekday, or days_ago.
DAY_WORDS: Final = (
    r"(?P<dayword>大前天|前天|前日|昨天|昨日|昨|今天|今日|今儿|当[天日](?!币|铺)|当(?=晚|夜)|次日|翌日|第二天|隔天|今(?=早|晚|晨|夜))"
    r"|(?P<week>上上个?|上个?|这个?|本)?(?<![每至到\-])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-6])(?!年|期|岁|边|到|至)"
    rf"|(?P<days_ago>[0-9]{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}})天(?:之前|以前|前)"
)
_BACK: Final = {
    "大前天": 3,
    "前天": 2,
    "前日": 2,
    "昨天": 1,
    "昨日": 1,
    "昨": 1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "今": 0,
}
SAME_DAY: Final = frozenset({"当天", "当日", "当"})
_WEEKDAYS: Final = {
    sign: place for place, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天")) for sign in signs
}
#: Words that make a day a manner of speaking: 当天结, 次日到账, 今日头条, 第二天到账.
_NO_DAY: Final = re.compile(
    r"(?:到账|转账|结(?!束)|返|达|提现|生效|有效|头条|起(?!来|床)|内|之星|说法|资讯|特价|主任|份额)"
)


@dataclass(frozen=True, slots=True)
class DayWords:
    """What was said: one of a day word, a day of a week, or a number of days ago."""

    word: str | None
    week: str | None
    weekday: str | None
    days_ago: str | None


def day_of_words(said: DayWords, today: date | None, last: date | None) -> date | None:
    """The day that is meant, ``today`` being the day of the report and ``last`` the day told before; None if unknown."""
    if said.word in SAME_DAY:
        return last
    if said.word in ("次日", "翌日", "第二天", "隔天"):
        return last + timedelta(days=1) if last is not None else None
    if today is None:
        return None
    if said.word:
        return today - timedelta(days=_BACK[said.word])
    if said.weekday:
        return _weekday(said.week or "", _WEEKDAYS[said.weekday], today)
    return _days_ago(said.days_ago or "", today)


def _weekday(week: str, weekday: int, today: date) -> date:
    """上周三 counts weeks from Monday; without a week the latest such day that is not after today."""
    monday = today - timedelta(days=today.weekday())
    if week.startswith("上"):
        return monday - timedelta(days=14 if week.startswith("上上") else 7) + timedelta(days=weekday)
    day = monday + timedelta(days=weekday)
    return day if day <= today or week else day - timedelta(days=7)


def _days_ago(words: str, today: date) -> date | None:
    number = number_at(words, 0)
    if number is None or number.value is None or number.end != len(words) or not 0 < number.value <= 90:
        return None
    return today - timedelta(days=int(number.value))


def is_day_word_alone(word: str, text: str, end: int) -> bool:
    """Whether a day word without a time of day names a day there, and no manner of speaking."""
    return word not in ("昨", "今", "当") and _NO_DAY.match(text, end) is None
