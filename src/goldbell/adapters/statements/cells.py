"""The grammar of single cells: account, moment, direction. Strict, because a guess here moves somebody's money."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from goldbell.common.money import BadAmount, fen_from_yuan

#: Rows before this year are slips of the pen; no bank answers with them.
OLDEST_YEAR: Final = 1990

_ACCOUNT: Final = re.compile(r"[0-9A-Za-z@._*-]{4,64}", re.ASCII)
_SCIENTIFIC: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+", re.ASCII)
_TEXT_FORMULA: Final = re.compile(r'="([0-9A-Za-z.,:/ -]*)"', re.ASCII)
_CLOCK: Final = r"(?:[T ]*(?P<H>[0-9]{2}|[0-9](?=:)):?(?P<M>[0-9]{2})(?::?(?P<S>[0-9]{2})(?P<frac>\.[0-9]{1,6})?)?)?"
_MOMENTS: Final = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})" + _CLOCK, re.ASCII),
    re.compile(r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})" + _CLOCK, re.ASCII),
    re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日" + _CLOCK, re.ASCII),
)


class CellRefused(Exception):
    """A cell that cannot be read; the row is rejected with ``code`` and ``reason`` (Chinese, without the cell's content)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class SpoiltCell(str):
    """A workbook cell whose content is already lost or not to be trusted; reading it rejects the row."""

    code: str
    reason: str

    def __new__(cls, text: str, code: str, reason: str) -> SpoiltCell:
        cell = super().__new__(cls, text)
        cell.code = code
        cell.reason = reason
        return cell


def plain(cell: str) -> str:
    """The cell without the blanks, tabs and text marks around it. Raises CellRefused for spoilt cells and formulas."""
    if type(cell) is SpoiltCell:
        raise CellRefused(cell.code, cell.reason)
    text = cell.strip()
    if text[:1] == "=":
        kept_as_text = _TEXT_FORMULA.fullmatch(text)
        if kept_as_text is None:
            raise CellRefused("formula", "单元格是公式，不能当作银行的记录")
        return kept_as_text[1].strip()
    return text.lstrip("'") if text[:1] == "'" else text


def account(text: str, what: str) -> str:
    """An account or card number as text; empty stays empty. ``what``: the column's name for the reason."""
    text = text.replace(" ", "")
    if not text or text in ("-", "--", "/", "无"):
        return ""
    if _SCIENTIFIC.fullmatch(text) and not text.isalnum():
        raise CellRefused("scientific_notation", f"{what}是科学计数法，号码已经丢失，请按文本格式重新导出")
    if not _ACCOUNT.fullmatch(text):
        raise CellRefused("bad_account", f"{what}含有号码里不会有的字符")
    return text


def amount_fen(text: str, what: str) -> int:
    """A signed amount in fen. Refuses what is not plain digits: NaN, exponents, other scripts, words."""
    try:
        return fen_from_yuan(text.removeprefix("¥").removeprefix("￥").removeprefix("+"))
    except BadAmount as bad:
        too_large = "100 亿" in bad.message
        code, why = ("amount_overflow", "超过 100 亿元") if too_large else ("bad_amount", "不是数字写的金额")
        raise CellRefused(code, f"{what}{why}") from None


def balance_fen(text: str) -> int | None:
    """The balance after the row, None where the statement has none."""
    return amount_fen(text, "交易余额") if text and text not in ("-", "--") else None


@lru_cache(maxsize=65536)
def moment(text: str, zone: ZoneInfo) -> tuple[int, bool]:
    """The moment as UTC microseconds, and whether only the day is given. Raises CellRefused."""
    match = next((match for form in _MOMENTS if (match := form.fullmatch(text))), None)
    if match is None:
        raise CellRefused("bad_time", "交易时间写法不认识" if text else "没有交易时间")
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    hour, minute, second = (int(match[part] or 0) for part in "HMS")
    micro = int((match["frac"] or ".0")[1:].ljust(6, "0"))
    try:
        at = datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
    except ValueError:
        raise CellRefused("impossible_time", "日历上没有这个交易时间") from None
    if year < OLDEST_YEAR:
        raise CellRefused("impossible_time", f"交易时间早于 {OLDEST_YEAR} 年")
    return int(at.timestamp()) * 1_000_000 + micro, match["H"] is None
