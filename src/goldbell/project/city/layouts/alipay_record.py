"""The record of the payment institution: lines before and behind, income and spending in words."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from goldbell.engine.city import StatementRow
from goldbell.project.city.layouts import local, table, yuan

SUFFIX: Final = "csv"
_HEADINGS: Final = (
    "交易号", "商户订单号", "交易创建时间", "支付宝账号", "交易对方账号", "交易对方", "金额(元)", "收/支", "账户余额",
    "交易状态", "备注",
)  # fmt: skip


def write(rows: Sequence[StatementRow], *, rng: Random | None) -> bytes:
    """The institution's rows; with mess a tab behind numbers."""
    tab = "\t" if rng else ""
    lines = [
        [
            row.serial + tab, "", local(row.at), row.account + tab, row.other_account + tab if row.other_account else "",
            row.other_name, yuan(row.fen), "收入" if row.inward else "支出", yuan(row.balance_fen), "交易成功",
            row.note or "转账",
        ]
        for row in rows
    ]  # fmt: skip
    body = table([list(_HEADINGS), *lines])
    head = f"交易记录明细查询（支付宝明细格式）\n{'-' * 33}交易记录明细列表{'-' * 36}\n"
    return f"{head}{body}{'-' * 84}\n".encode("gb18030")
