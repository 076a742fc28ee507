"""The 34 columns in which most banks answer."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from goldbell.engine.city import StatementRow
from goldbell.project.city.layouts import local, table, yuan
from goldbell.project.sample.statement_files import HEADINGS_34

SUFFIX: Final = "csv"
_WORDS: Final = (("进", "出"), ("贷", "借"), ("入", "付"))


def write(rows: Sequence[StatementRow], *, rng: Random | None) -> bytes:
    """One bank's rows; with mess a tab behind numbers, compact times, one of three pairs of words, one of two encodings."""
    tab = "\t" if rng and rng.random() < 0.5 else ""
    form = "%Y%m%d%H%M%S" if rng and rng.random() < 0.3 else "%Y-%m-%d %H:%M:%S"
    words = rng.choice(_WORDS) if rng else _WORDS[0]
    lines = [_line(row, tab, form, words) for row in rows]
    encoding = rng.choice(("gb18030", "utf-8-sig")) if rng else "gb18030"
    return table([list(HEADINGS_34), *lines]).encode(encoding)


def _line(row: StatementRow, tab: str, form: str, words: tuple[str, str]) -> list[str]:
    cells = {
        "交易卡号": row.account + tab,
        "交易户名": row.holder,
        "交易时间": local(row.at, form),
        "交易金额": yuan(row.fen),
        "交易余额": yuan(row.balance_fen),
        "收付标志": words[0 if row.inward else 1],
        "交易对手账卡号": row.other_account + tab if row.other_account else "",
        "现金标志": "转账" if row.other_account else "现金",
        "对手户名": row.other_name,
        "对手身份证号": row.other_identity,
        "对手开户银行": row.other_bank,
        "摘要说明": row.note,
        "交易币种": "CNY",
        "交易是否成功": "成功",
        "交易流水号": row.serial,
        "查询反馈结果原因": "成功",
    }
    return [cells.get(heading, "") for heading in HEADINGS_34]
