"""From the cells of a row to the canonical form, or to a reason why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from goldbell.adapters.statements import cells as grammar
from goldbell.adapters.statements.cells import CellRefused
from goldbell.adapters.statements.layout import Match
from goldbell.common.statements import FailedQuery, Rejected

#: account, account_no, holder, at_us, whole_day, amount_fen, inward (None: not said), balance_fen, other_account,
#: other_name, other_bank, kind, serial, summary
Canonical = tuple[str, str, str, int, bool, int, bool | None, int | None, str, str, str, str, str, str]

_CASH: Final = re.compile(r"取现|取款|提现金|现金存|存现|ATM存款|现金支取")
_FEE: Final = re.compile(r"手续费|工本费|年费|短信费|账户管理费|服务费")
_INTEREST: Final = re.compile(r"结息|利息|付息")
_YUAN: Final = frozenset(["", "CNY", "人民币", "RMB", "156", "01", "人民币元"])
_TOO_LATE: Final = "交易时间晚于读取时间"


class RowReader:
    """Reads the rows of one table whose heading is known. ``read_at_us``: rows after it are in the future."""

    def __init__(self, match: Match, *, zone: ZoneInfo, read_at_us: int) -> None:
        self.layout = match.layout
        self.heading_row = match.heading_row
        self.width = match.width
        self.zone = zone
        self.read_at_us = read_at_us
        self._columns = match.columns
        self._headings = match.layout.by_heading

    def cell(self, row: Sequence[str], meaning: str) -> str:
        index = self._columns.get(meaning)
        return grammar.plain(row[index]) if index is not None and index < len(row) else ""

    def read(self, number: int, row: Sequence[str], sheet: str) -> Canonical | Rejected | FailedQuery | None:
        """The row's meaning; None for blank lines, rules, totals and repeated headings."""
        first = next((cell.strip() for cell in row if cell.strip()), None)
        if first is None:
            return self._spoilt(number, row, sheet)
        if self.layout.endings.match(first) or (first in self._headings and self._repeats_heading(row)):
            return None
        try:
            return self._read(number, row, sheet)
        except CellRefused as refused:
            return Rejected(number, refused.code, refused.reason, sheet)

    def _repeats_heading(self, row: Sequence[str]) -> bool:
        """Whether the row is the heading again, as in pages pasted together."""
        written = [cell.strip() for cell in row if cell.strip()]
        return len(written) >= 4 and all(text in self._headings for text in written)

    def _spoilt(self, number: int, row: Sequence[str], sheet: str) -> Rejected | None:
        spoilt = next((cell for cell in row if isinstance(cell, grammar.SpoiltCell)), None)
        return Rejected(number, spoilt.code, spoilt.reason, sheet) if spoilt is not None else None

    def _read(self, number: int, row: Sequence[str], sheet: str) -> Canonical | FailedQuery:
        cell = self.cell
        if len(row) > self.width and any(extra.strip() for extra in row[self.width :]):
            raise CellRefused("too_many_cells", "这一行比表头多出有内容的列，不能对齐")
        card = grammar.account(cell(row, "card"), "交易卡号")
        account_no = grammar.account(cell(row, "account_no"), "交易账号")
        amount_text = self._amount_text(row)
        outcome = cell(row, "outcome")
        if not amount_text and outcome and outcome not in self.layout.done_words:
            return FailedQuery(number, card or account_no, outcome, sheet)
        if not card and not account_no:
            raise CellRefused("no_account", "没有本方卡号或账号")
        at_us, whole_day = self._moment(row)
        if at_us > self.read_at_us:
            raise CellRefused("future_time", _TOO_LATE)
        if cell(row, "done") not in self.layout.done_words:
            raise CellRefused("not_executed", "机构标明这笔交易没有成功，资金没有动")
        if cell(row, "currency").upper() not in _YUAN:
            raise CellRefused("other_currency", "不是人民币交易，暂不计入")
        fen, inward = self._amount(row, amount_text)
        other = grammar.account(cell(row, "other_account"), "对手账号")
        summary = " ".join(filter(None, (cell(row, "summary"), cell(row, "remark"))))
        return (
            card or account_no, account_no if card and card != account_no else "", cell(row, "holder"), at_us, whole_day,
            fen, inward, grammar.balance_fen(cell(row, "balance")), other, cell(row, "other_name"),
            cell(row, "other_bank"), self._kind(cell(row, "cash"), other, summary), cell(row, "serial"), summary,
        )  # fmt: skip

    def _moment(self, row: Sequence[str]) -> tuple[int, bool]:
        text = self.cell(row, "moment")
        if not text:
            day = self.cell(row, "date")
            text = f"{day[:10] if day.endswith(' 00:00:00') else day} {self.cell(row, 'clock')}".strip()
        return grammar.moment(text, self.zone)

    def _amount_text(self, row: Sequence[str]) -> str:
        return self.cell(row, "amount") or self.cell(row, "income") or self.cell(row, "outgo")

    def _amount(self, row: Sequence[str], text: str) -> tuple[int, bool | None]:
        """Fen above zero, and whether they came in (None: the statement does not say)."""
        if not text:
            raise CellRefused("no_amount", "没有交易金额")
        fen = grammar.amount_fen(text, "交易金额")
        if fen == 0:
            raise CellRefused("zero_amount", "交易金额为 0，没有资金移动")
        if "income" in self._columns and "amount" not in self._columns:
            fen = fen if self.cell(row, "income") else -fen
            return abs(fen), fen > 0
        word = self.cell(row, "direction").upper()
        said = True if word in self.layout.inward_words else False if word in self.layout.outward_words else None
        if word and said is None:
            raise CellRefused("bad_direction", "收付标志不认识")
        if self.layout.signed and "direction" not in self._columns:
            return abs(fen), fen > 0
        if fen < 0:
            raise CellRefused("negative_amount", "交易金额为负数，和收付标志不能同时成立")
        return fen, said

    @staticmethod
    def _kind(cash: str, other: str, summary: str) -> str:
        if cash.startswith("现") or (not other and not cash and _CASH.search(summary)):
            return "cash"
        if not other and _FEE.search(summary):
            return "fee"
        return "interest" if not other and _INTEREST.search(summary) else "transfer"
