"""Dates and times (时间), absolute or relative to the moment the words were spoken."""

from __future__ import annotations

from collections.abc import Iterator

from goldbell.engine.text.clocks import FoundMoment, find_moments
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_FULL = "日期和时刻都写明了"
_DAY_SAID = "说了哪一天，按报案时间推算"
_LATEST = "没说哪一天，取报案前最近的一次"
_HALF_GUESSED = "没说上午下午，取最近的一次"
_DAY_ONLY = "只说了日期"


def _find(reading: Reading) -> Iterator[Candidate]:
    for found in find_moments(reading.folded, reading.at):
        value = found.day.isoformat() if found.moment is None else found.moment.isoformat()
        sure, reasons = _judge(found)
        yield Candidate(value, found.start, found.end, sure, reasons)


def _judge(found: FoundMoment) -> tuple[float, tuple[str, ...]]:
    if found.moment is None:
        return 0.7, (_DAY_ONLY,)
    if not found.relative:
        return 0.97, (_FULL,)
    reasons = (_DAY_SAID if found.day_said else _LATEST,)
    sure = 0.9 if found.day_said else 0.85
    return (sure, reasons) if found.half_said else (round(sure - 0.1, 2), (*reasons, _HALF_GUESSED))


RECOGNIZER = Recognizer(
    kind="datetime",
    label_zh="时间",
    label_en="Date and time",
    find=_find,
    phrases={
        _FULL: "Date and time are written out",
        _DAY_SAID: "The day is said, reckoned from the time of the report",
        _LATEST: "No day is said: the latest such time before the report",
        _HALF_GUESSED: "Morning or afternoon is not said: the latest such time",
        _DAY_ONLY: "Only a date is said",
    },
    samples={
        "一点十三转49800": ("2026-11-21T01:13:00+08:00",),
        "零点五十八，": ("2026-11-21T00:58:00+08:00",),
        "昨天晚上8点": ("2026-11-20T20:00:00+08:00",),
        "今天一点十三": ("2026-11-21T01:13:00+08:00",),
        "凌晨1点20分": ("2026-11-21T01:20:00+08:00",),
        "2026年11月20日 23:05:09": ("2026-11-20T23:05:09+08:00",),
        "2026-11-20 23:05": ("2026-11-20T23:05:00+08:00",),
        "2026-11-20T23:05:09+08:00": ("2026-11-20T23:05:09+08:00",),
        "2026-11-20T15:05:09Z": ("2026-11-20T23:05:09+08:00",),
        "20261120230509": ("2026-11-20T23:05:09+08:00",),
        "11月19号下午三点半": ("2026-11-19T15:30:00+08:00",),
        "前天上午10点一刻": ("2026-11-19T10:15:00+08:00",),
        "昨晚十二点": ("2026-11-21T00:00:00+08:00",),
        "昨天下午3点接到电话，4点20转了": ("2026-11-20T15:00:00+08:00", "2026-11-20T16:20:00+08:00"),
        "20分钟前": ("2026-11-21T01:18:00+08:00",),
        "12月3日": ("2025-12-03",),
        "01:23转的": ("2026-11-21T01:23:00+08:00",),
        "晚上11点40": ("2026-11-20T23:40:00+08:00",),
        "昨天的事": ("2026-11-20",),
        "去年10月3日": ("2025-10-03",),
        "上个月20号": ("2026-10-20",),
        "11.19 14:35 转": ("2026-11-19T14:35:00+08:00",),
        "当日0时30分到场": ("2026-11-21T00:30:00+08:00",),
        "上周三下午": ("2026-11-11",),
        "上星期二上午10点": ("2026-11-10T10:00:00+08:00",),
        "周四晚上8点": ("2026-11-19T20:00:00+08:00",),
        "两天前": ("2026-11-19",),
        "刚才转的": ("2026-11-21T01:38:00+08:00",),
        "前天凌晨一点二十三": ("2026-11-19T01:23:00+08:00",),
        "11月18日接到电话，次日下午3点转账": ("2026-11-18", "2026-11-19T15:00:00+08:00"),
        "11月18日认识，当天晚上9点付了钱": ("2026-11-18", "2026-11-18T21:00:00+08:00"),
    },
    near_misses=(
        "快一点",
        "有两点要说",
        "一点五万",
        "2月30日",
        "25:00",
        "比分3:2领先",
        "当时没想",
        "1.42亿",
        "当天结算",
        "今日头条",
        "次日到账",
        "周一至周五",
        "",
    ),
)
