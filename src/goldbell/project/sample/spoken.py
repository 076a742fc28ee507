"""How people say times and sums (口语的时间和金额), for words that victims might really have used."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from goldbell.common.moments import SHANGHAI

_DIGITS: Final = "零一二三四五六七八九"


def spoken_number(number: int) -> str:
    """A number from 0 to 99 in Chinese: 0 → 零, 13 → 十三, 20 → 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def spoken_clock(at: datetime) -> str:
    """A time as it is said on the telephone: 零点五十八, 一点十三, 两点零五, 三点整."""
    local = at.astimezone(SHANGHAI)
    hour = local.hour % 12 if local.hour != 12 else 12
    hour_word = "两" if hour == 2 else spoken_number(hour)
    if not local.minute:
        return f"{hour_word}点整"
    zero = "零" if local.minute < 10 else ""
    return f"{hour_word}点{zero}{spoken_number(local.minute)}"


def spoken_period(at: datetime) -> str:
    """The part of the day: 凌晨, 早上, 上午, 中午, 下午, 晚上."""
    hour = at.astimezone(SHANGHAI).hour
    for until, word in ((6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午")):
        if hour < until:
            return word
    return "晚上"


def spoken_sum(yuan: int) -> str:
    """Whole yuan as they are said: 98200 → 九万八千二, 20000 → 两万, 6800 → 六千八, 31250 → 三万一千二百五."""
    said, zero = "", False
    units = ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"))
    last = 0
    for size, word in units:
        count, yuan = divmod(yuan, size)
        if not count:
            zero = zero or bool(said)
            continue
        if said and not yuan and not zero and size * 10 == last:
            return said + (spoken_sum_digit(count))
        said += ("零" if zero else "") + _count(count, size) + word
        zero, last = False, size
    if yuan:
        said += (_DIGITS[yuan] if last == 10 and not zero else "零" + _DIGITS[yuan]) if said else _DIGITS[yuan]
    return said


def spoken_sum_digit(count: int) -> str:
    """The last digit of a sum whose unit is left unsaid: 九万八千二."""
    return _DIGITS[count]


def _count(count: int, size: int) -> str:
    if count >= 100:
        return spoken_sum(count)
    if count >= 10:
        return spoken_number(count)
    return "两" if count == 2 and size >= 1000 else _DIGITS[count]
