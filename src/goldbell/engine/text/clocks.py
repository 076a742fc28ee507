"""Moments in free text (时间): 2026年11月21日 01:23:08, 昨天晚上8点, 一点二十三, 零点五十八, 凌晨1点20分, 20分钟前.

Spoken times are resolved against the moment the words were spoken: without a day, the latest such time that is not in
the future; a day named before in the same sentence holds for the times after it. All clocks are read in Shanghai.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from goldbell.common.moments import SHANGHAI
from goldbell.engine.text.day_words import DAY_WORDS, SAME_DAY, DayWords, day_of_words, is_day_word_alone
from goldbell.engine.text.numerals import CHINESE_DIGITS, number_at

_N: Final = rf"(?:[0-9]{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}})"
_YEAR: Final = rf"(?P<year>20[0-9]{{2}}|[二][{CHINESE_DIGITS}]{{3}})"
_DAY: Final = (
    rf"(?:{_YEAR}[-/.](?P<month1>[0-9]{{1,2}})[-/.](?P<day1>[0-9]{{1,2}})(?![0-9])"
    rf"|(?P<month3>[0-9]{{1,2}})[./-](?P<day3>[0-9]{{1,2}})(?= ?[0-9]{{1,2}}:[0-9]{{2}})"
    rf"|(?P<year_said>去年|前年|今年|本年)(?P<month4>{_N})月(?P<day4>{_N})[日号]"
    rf"|(?P<month_said>上上?个?月|这个?月|本月)(?P<day5>{_N})[日号]"
    rf"|(?:{_YEAR.replace('year', 'year2')}年)?(?P<month2>{_N})月(?P<day2>{_N})[日号]"
    rf"|{DAY_WORDS}"
    rf"|(?P<day6>{_N})[日号](?=[上下中晚早凌傍清夜半]|[0-9{CHINESE_DIGITS}十]{{1,3}}[点时:]))"
)
_PERIOD: Final = r"(?P<period>凌晨|半夜|深夜|清晨|早晨|早上|上午|中午|下午|午后|傍晚|晚上|夜里|夜间|晚间|早|晨|晚|夜)"
_CLOCK: Final = (
    r"(?:(?P<hour1>[0-9]{1,2}):(?P<minute1>[0-5][0-9])(?::(?P<second1>[0-5][0-9]))?(?![0-9:])"
    rf"|(?P<hour2>{_N})(?:点钟?|时(?!候|间|不|常|候))(?:(?P<part>半|一刻|三刻|整)"
    rf"|(?P<minute2>[0-5]?[0-9](?![0-9])|零[{CHINESE_DIGITS}]|[二三四五]?十[{CHINESE_DIGITS}]?|[{CHINESE_DIGITS}](?=分))"
    rf"(?![0-9万亿千百{CHINESE_DIGITS}])(?:分钟?|分)?(?:(?P<second2>{_N})秒)?)?(?P<tail>钟|左右|多|前|后|的时候|以前|以后|许)?)"
)
_GAP: Final = r"(?:的| |,|，|T)?"
_SPOKEN: Final = re.compile(
    rf"(?=[0-9{CHINESE_DIGITS}十大前昨今当次翌第隔上这本去周星礼凌半深清早中下午傍晚夜晨])(?<![0-9./-])(?<![0-9]:)(?:{_DAY}{_GAP}{_PERIOD}?{_GAP}(?:{_CLOCK})?"
    rf"|{_PERIOD.replace('period', 'period2')}{_GAP}{_CLOCK.replace('<', '<b_')}"
    rf"|{_CLOCK.replace('<', '<c_')})"
)
_AGO: Final = re.compile(
    rf"(?P<count>[0-9]{{1,3}}|[{CHINESE_DIGITS}十百]{{1,4}}|(?<!个)半)(?:个(?P<and>半)?)?(?P<unit>分钟|小时|钟头)(?:(?P<half>半))?(?:之前|以前|前)"
)
_JUST_NOW: Final = re.compile(r"刚才|刚刚(?!好|够|开始|成)|方才|几分钟前")
_COMPACT: Final = re.compile(
    r"(?<![0-9])(20[0-9]{2})([01][0-9])([0-3][0-9])([0-2][0-9])([0-5][0-9])([0-5][0-9])(?![0-9])"
)

_AFTERNOON: Final = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里", "夜间", "夜", "深夜", "半夜"})
_NIGHT: Final = frozenset({"晚上", "晚间", "晚", "夜里", "夜间", "夜", "深夜", "半夜"})
_ZONE: Final = re.compile(r"Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9](?![0-9])")
_SENTENCE_END: Final = re.compile(r"[。！？\n!?]")
_TOLERANCE: Final = timedelta(minutes=2)
_CARRY: Final = 60
#: How far back the day may stand that 当天 or 次日 hangs on.
_SAME_STORY: Final = 400


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A moment (``moment``) or a day alone (``day``) at one place, and how it was known."""

    start: int
    end: int
    moment: datetime | None
    day: date
    day_said: bool
    half_said: bool
    relative: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What one expression said, before it is resolved."""

    day: date | None
    day_is_relative: bool
    period: str | None
    hour: int | None
    minute: int
    second: int
    strict: bool  # 24-hour writing: 01:13, 13:13, 09点44分, 零点


def find_moments(folded: str, at: datetime | None) -> Iterator[FoundMoment]:
    """Every moment or day in a folded text that can be resolved; those that need ``at`` are left out without it."""
    now = at.astimezone(SHANGHAI) if at is not None else None
    yield from _compact(folded)
    if now is not None:
        yield from _ago(folded, now)
        for just in _JUST_NOW.finditer(folded):
            yield FoundMoment(
                just.start(), just.end(), now.replace(second=0, microsecond=0), now.date(), False, True, True
            )
    before: FoundMoment | None = None
    for match in _SPOKEN.finditer(folded):
        words = _words(match, now, before)
        if words is None:
            continue
        found = _resolve(match, words, now, _carried(folded, before, match.start()))
        if found is not None:
            before = found
            yield found


def _compact(folded: str) -> Iterator[FoundMoment]:
    for match in _COMPACT.finditer(folded):
        year, month, day, hour, minute, second = map(int, match.groups())
        on = _date(year, month, day)
        if on is not None and hour < 24:
            moment = datetime.combine(on, time(hour, minute, second), SHANGHAI)
            yield FoundMoment(match.start(), match.end(), moment, on, True, True, False)


def _ago(folded: str, now: datetime) -> Iterator[FoundMoment]:
    for match in _AGO.finditer(folded):
        half = timedelta(minutes=30)
        unit = timedelta(minutes=1) if match["unit"] == "分钟" else timedelta(hours=1)
        if match["count"] == "半":
            span = half
        else:
            span = _number(match["count"]) * unit + (half if match["half"] or match["and"] else timedelta())
        if timedelta() < span < timedelta(days=3):
            moment = (now - span).replace(second=0, microsecond=0)
            yield FoundMoment(match.start(), match.end(), moment, moment.date(), True, True, True)


def _words(match: re.Match[str], now: datetime | None, before: FoundMoment | None) -> _Words | None:
    said = match.groupdict()
    day, relative, day_is_wrong = _day(said, now, before, match)
    if day_is_wrong:
        return None
    period = said["period"] or said["period2"]
    lead = next((lead for lead in ("", "b_", "c_") if said[f"{lead}hour1"] or said[f"{lead}hour2"]), None)
    if lead is None:
        alone = day is not None and (
            said["dayword"] is None or is_day_word_alone(said["dayword"], match.string, match.end())
        )
        return _Words(day, relative, period, None, 0, 0, False) if alone else None
    clock = _clock(said, lead)
    if clock is None:
        return None
    if day is None and period is None and not _clock_is_meant(said, lead):
        return None
    return replace(clock, day=day, day_is_relative=relative, period=period)


def _clock_is_meant(said: dict[str, str | None], lead: str) -> bool:
    """A bare 一点 may mean “a bit”, 两点 “two points”: it needs minutes, 半, 左右, 钟 … to be a time."""
    return any(said[f"{lead}{name}"] for name in ("hour1", "minute2", "part", "tail"))


def _day(
    said: dict[str, str | None], now: datetime | None, before: FoundMoment | None, match: re.Match[str]
) -> tuple[date | None, bool, bool]:
    """The day that was said, whether it hangs on ``now``, and whether it cannot be (31 February, or no ``now``)."""
    if said["month1"]:
        on = _date(_year(said["year"]), _number(said["month1"]), _number(said["day1"]))
        return on, False, on is None
    if said["month2"]:
        if said["year2"]:
            on = _date(_year(said["year2"]), _number(said["month2"]), _number(said["day2"]))
            return on, False, on is None
        return _latest_day(now, _number(said["month2"]), _number(said["day2"]))
    if said["month3"]:
        return _latest_day(now, _number(said["month3"]), _number(said["day3"]))
    if said["day6"]:
        return _latest_day(now, None, _number(said["day6"]))
    if said["year_said"] or said["month_said"]:
        return _day_of_year_or_month(said, now)
    if said["dayword"] or said["weekday"] or said["days_ago"]:
        start, end = match.start(), match.end("dayword") if said["dayword"] else match.end()
        spoken = DayWords(said["dayword"], said["week"], said["weekday"], said["days_ago"])
        last = before.day if before is not None and start - before.end <= _SAME_STORY else None
        if last is None and now is not None and said["dayword"] in SAME_DAY and match.end() > end + 1:
            last = now.date()  # 当日16时 with no day before: the day of the report
        day = day_of_words(spoken, now.date() if now is not None else None, last)
        return day, True, day is None
    return None, True, False


def _day_of_year_or_month(said: dict[str, str | None], now: datetime | None) -> tuple[date | None, bool, bool]:
    """去年12月3日 and 上个月20号, reckoned from ``now``."""
    if now is None:
        return None, True, True
    if said["year_said"]:
        back = {"去年": 1, "前年": 2}.get(said["year_said"], 0)
        on = _date(now.year - back, _number(said["month4"]), _number(said["day4"]))
        return on, True, on is None
    months = now.year * 12 + now.month - 1 - str(said["month_said"]).count("上")
    on = _date(months // 12, months % 12 + 1, _number(said["day5"]))
    return on, True, on is None


def _latest_day(now: datetime | None, month: int | None, day: int | None) -> tuple[date | None, bool, bool]:
    """The latest such day of the year (or of the month) that is not after today."""
    if now is None or day is None:
        return None, True, True
    year, asked = now.year, month or now.month
    for _ in range(12):
        on = _date(year, asked, day)
        if on is not None and on <= now.date():
            return on, True, False
        if month is None:
            year, asked = (year, asked - 1) if asked > 1 else (year - 1, 12)
        else:
            year -= 1
    return None, True, True


def _clock(said: dict[str, str | None], lead: str) -> _Words | None:
    if said[f"{lead}hour1"]:
        hour, minute = _number(said[f"{lead}hour1"]), _number(said[f"{lead}minute1"])
        second, strict = _number(said[f"{lead}second1"] or "0"), str(said[f"{lead}hour1"]).startswith("0")
    else:
        hour = _number(said[f"{lead}hour2"])
        part = said[f"{lead}part"]
        minute = {"半": 30, "一刻": 15, "三刻": 45}.get(part or "", _number(said[f"{lead}minute2"] or "0"))
        second, strict = _number(said[f"{lead}second2"] or "0"), str(said[f"{lead}hour2"]).startswith("0")
    if not (0 <= hour <= 24 and 0 <= minute < 60 and 0 <= second < 60) or (hour == 24 and minute):
        return None
    return _Words(None, False, None, hour, minute, second, strict or hour == 0 or hour > 12)


def _carried(folded: str, before: FoundMoment | None, start: int) -> FoundMoment | None:
    """The moment said just before in the same sentence, whose day and half of the day still hold."""
    if before is None or start - before.end > _CARRY or _SENTENCE_END.search(folded, before.end, start):
        return None
    return before


def _resolve(
    match: re.Match[str], words: _Words, now: datetime | None, before: FoundMoment | None
) -> FoundMoment | None:
    start, end = match.start(), match.end()
    while end > start and match.string[end - 1] in "的 ,，T":
        end -= 1
    if words.hour is None:
        assert words.day is not None
        return FoundMoment(start, end, None, words.day, True, False, words.day_is_relative)
    moment = _moment(words, now, before)
    if moment is None:
        return None
    if match["month1"] and match["second1"] and (zone := _ZONE.match(match.string, end)) is not None:
        moment, end = _in_zone(moment, zone.group()), zone.end()
    relative = words.day is None or words.day_is_relative
    half_said = words.period is not None or words.strict
    return FoundMoment(start, end, moment, moment.date(), words.day is not None, half_said, relative)


def _in_zone(moment: datetime, zone: str) -> datetime:
    """The same clock reading in the zone that was written behind it, told in Shanghai."""
    return datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M:%S}{zone}").astimezone(SHANGHAI)


def _moment(words: _Words, now: datetime | None, before: FoundMoment | None) -> datetime | None:
    offsets = _hours(words)
    if words.day is not None:
        if words.period is None and not words.strict and before is not None and before.moment is not None:
            choices = [_on(words.day, hour, words) for hour in offsets]
            if before.day == words.day:
                return next((choice for choice in choices if choice >= before.moment), choices[0])
        choices = [_on(words.day, hour, words) for hour in offsets]
        return _not_after(choices, now) or choices[0]
    if before is not None and before.day_said:
        choices = [_on(before.day, hour, words) for hour in offsets]
        floor = before.moment or datetime.combine(before.day, time(), SHANGHAI)
        later = [choice for choice in choices if choice >= floor and (now is None or choice <= now + _TOLERANCE)]
        if later:
            return later[0]
    if now is None:
        return None
    days = (now.date(), now.date() - timedelta(days=1))
    return _not_after([_on(day, hour, words) for day in days for hour in offsets], now)


def _not_after(choices: list[datetime], now: datetime | None) -> datetime | None:
    """The latest choice that is not in the future."""
    return max((choice for choice in choices if now is None or choice <= now + _TOLERANCE), default=None)


def _hours(words: _Words) -> list[int]:
    """The hours since that day's midnight that the words may mean; 昨晚一点 is past the midnight after."""
    assert words.hour is not None
    hour, period = words.hour, words.period
    if words.strict and not (period in _NIGHT and hour == 0):
        return [hour]
    if period in _NIGHT and hour in (0, 12):
        return [24]
    if period in _NIGHT and 1 <= hour <= 4:
        return [hour + 24] if period in ("晚上", "晚", "晚间") else [hour]
    if period in _AFTERNOON:
        return [hour + 12] if hour < 12 else [hour]
    if period == "中午":
        return [hour + 12] if 1 <= hour <= 3 else [hour]
    if period is not None:
        return [0] if hour == 12 and period == "凌晨" else [hour]
    return [hour, hour + 12] if 1 <= hour <= 11 else [0, 12] if hour == 12 else [hour]


def _on(day: date, hour: int, words: _Words) -> datetime:
    midnight = datetime.combine(day, time(), SHANGHAI)
    return midnight + timedelta(hours=hour, minutes=words.minute, seconds=words.second)


def _year(text: str | None) -> int:
    if text and not text.isdigit():
        return int("".join(str(_number(sign)) for sign in text))
    return int(text or 0)


def _number(text: str | None) -> int:
    """A small whole number in digits or Chinese; −1 for anything else, which fits nowhere."""
    if not text:
        return -1
    signs = text.lstrip("零〇") or "零"
    number = number_at(signs, 0)
    if number is None or number.value is None or number.end != len(signs) or number.value.denominator != 1:
        return -1
    return int(number.value)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
