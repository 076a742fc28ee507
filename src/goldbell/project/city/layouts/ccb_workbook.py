"""The workbook of a bank's counter: date and clock apart, outgoing amounts negative, a total at the end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Final

from openpyxl import Workbook

from goldbell.engine.city import StatementRow
from goldbell.project.city.layouts import local
from goldbell.project.sample.statement_files import same_bytes

SUFFIX: Final = "xlsx"
_HEADINGS: Final = [
    "账号", "户名", "交易日期", "交易时间", "发生额", "余额", "对方账号", "对方户名", "对方行名", "摘要", "流水号",
]  # fmt: skip


def write(rows: Sequence[StatementRow], *, rng: Random | None) -> bytes:
    """The bank's rows; with mess an empty line before the heading."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("流水")
    sheet.append(["账户交易流水"])
    if rng:
        sheet.append([])
    sheet.append(_HEADINGS)
    for row in rows:
        signed = row.fen if row.inward else -row.fen
        sheet.append(
            [row.account, row.holder, local(row.at, "%Y/%m/%d"), local(row.at, "%H:%M:%S"), signed / 100,
             row.balance_fen / 100, row.other_account, row.other_name, row.other_bank, row.note or "转账", row.serial]
        )  # fmt: skip
    sheet.append(["合计", "", "", "", sum(row.fen if row.inward else -row.fen for row in rows) / 100])
    book.properties.created = book.properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - the format has no zone
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue())
