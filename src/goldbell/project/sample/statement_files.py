"""Writes what the sample's institutions answered, as messy as such files really come."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from goldbell.common.moments import SHANGHAI
from goldbell.common.money import yuan_from_fen
from goldbell.project.sample.district import unit
from goldbell.project.sample.world import CASH, SampleAccount, World

HEADINGS_34: Final = [
    "交易卡号",
    "交易账号",
    "交易户名",
    "交易证件号码",
    "交易时间",
    "交易金额",
    "交易余额",
    "收付标志",
    "交易对手账卡号",
    "现金标志",
    "对手户名",
    "对手身份证号",
    "对手开户银行",
    "摘要说明",
    "交易币种",
    "交易网点名称",
    "交易网点代码",
    "交易发生地",
    "交易是否成功",
    "传票号",
    "终端号",
    "IP地址",
    "MAC地址",
    "对手交易余额",
    "交易流水号",
    "日志号",
    "凭证种类",
    "凭证号",
    "交易柜员号",
    "商户名称",
    "商户号",
    "备注",
    "交易类型",
    "查询反馈结果原因",
]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement as one account's bank wrote it; ``other`` is None for cash."""

    account: SampleAccount
    at: datetime
    amount_fen: int
    balance_fen: int
    inward: bool
    other: SampleAccount | None
    serial: str
    note: str


def rows_of(world: World, bank: str, until: datetime) -> list[StatementRow]:
    """Every movement of a bank's accounts up to ``until``, with running balances, in order of time."""
    rows: list[StatementRow] = []
    for account in world.accounts:
        if account.bank != bank:
            continue
        balance = account.opening_fen
        for movement in world.of(account.account_no, until):
            inward = movement.to_account == account.account_no
            balance += movement.amount_fen if inward else -movement.amount_fen
            other_no = movement.from_account if inward else movement.to_account
            other = None if other_no == CASH else world.account(other_no)
            rows.append(
                StatementRow(
                    account, movement.at, movement.amount_fen, balance, inward, other, movement.serial, movement.note
                )
            )
    return sorted(rows, key=lambda row: row.at)


def police_34(
    rows: Sequence[StatementRow],
    *,
    words: tuple[Sequence[str], Sequence[str]],
    rng: random.Random,
    compact: bool = False,
    tabs: bool = False,
    by_card: bool = True,
    extra: Sequence[dict[str, str]] = (),
) -> str:
    """The 34 columns. ``words``: how inward and outward are written; ``compact``: 20261121012308 and thousands
    separators; ``tabs``: a tab behind each account number; ``extra``: rows put in by heading (impossible ones, failed
    queries), each before the last row."""
    lines = [_line_34(row, words, rng, compact, tabs, by_card) for row in rows]
    for cells in extra:
        lines.insert(max(0, len(lines) - 1), [cells.get(heading, "") for heading in HEADINGS_34])
    return _csv([list(HEADINGS_34), *lines])


def _line_34(
    row: StatementRow,
    words: tuple[Sequence[str], Sequence[str]],
    rng: random.Random,
    compact: bool,
    tabs: bool,
    by_card: bool,
) -> list[str]:
    local = row.at.astimezone(SHANGHAI)
    tab = "\t" if tabs else ""
    cells = {
        "交易卡号" if by_card else "交易账号": row.account.account_no + tab,
        "交易户名": row.account.holder,
        "交易时间": local.strftime("%Y%m%d%H%M%S" if compact else "%Y-%m-%d %H:%M:%S"),
        "交易金额": _yuan(row.amount_fen, grouped=compact),
        "交易余额": _yuan(row.balance_fen),
        "收付标志": rng.choice(words[0] if row.inward else words[1]),
        "交易对手账卡号": row.other.account_no + tab if row.other else "",
        "现金标志": "转账" if row.other else "现金",
        "对手户名": row.other.holder if row.other else "",
        "对手开户银行": unit(row.other.bank).name_zh if row.other else "",
        "摘要说明": "转账" if row.other else "取现",
        "交易币种": "CNY",
        "交易是否成功": "成功",
        "交易流水号": row.serial,
        "备注": row.note,
        "查询反馈结果原因": "成功",
    }
    return [cells.get(heading, "") for heading in HEADINGS_34]


def payment_record(rows: Sequence[StatementRow], *, institution: str, since: datetime, until: datetime) -> str:
    """A payment institution's record: a preamble of three lines, a closing rule, income and spending in words."""
    heading = [
        "交易号",
        "商户订单号",
        "交易创建时间",
        "支付宝账号",
        "交易对方账号",
        "交易对方",
        "金额(元)",
        "收/支",
        "账户余额",
        "交易状态",
        "备注",
    ]
    lines = [
        [
            row.serial + "\t",
            "",
            row.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            row.account.account_no + "\t",
            row.other.account_no + "\t" if row.other else "",
            row.other.holder if row.other else "",
            _yuan(row.amount_fen),
            "收入" if row.inward else "支出",
            _yuan(row.balance_fen),
            "交易成功",
            row.note or ("转账" if row.other else "取现"),
        ]
        for row in rows
    ]
    period = " 至 ".join(moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S") for moment in (since, until))
    return (
        f"{institution}交易记录明细查询（支付宝明细格式）\n起止日期:[{period}]\n"
        f"{'-' * 33}交易记录明细列表{'-' * 36}\n{_csv([heading, *lines])}{'-' * 84}\n"
    )


def workbook(rows: Sequence[StatementRow], *, since: datetime, until: datetime) -> bytes:
    """A counter's workbook: a title, an empty line, date and clock apart, outgoing amounts negative, a total line."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    days = " 至 ".join(moment.astimezone(SHANGHAI).strftime("%Y-%m-%d") for moment in (since, until))
    lines: list[list[str | float]] = [
        [f"查询时间段：{days}"],
        [],
        [
            "账号",
            "户名",
            "交易日期",
            "交易时间",
            "发生额",
            "余额",
            "对方账号",
            "对方户名",
            "对方行名",
            "摘要",
            "流水号",
        ],
        *_workbook_lines(rows),
        ["合计", "", "", "", sum(_signed(row) for row in rows) / 100],
    ]
    for line in lines:
        sheet.append(line)
    made.properties.created = made.properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - the format has no zone
    buffer = io.BytesIO()
    made.save(buffer)
    return same_bytes(buffer.getvalue())


def _workbook_lines(rows: Sequence[StatementRow]) -> Iterator[list[str | float]]:
    for row in rows:
        local = row.at.astimezone(SHANGHAI)
        yield [
            row.account.account_no,
            row.account.holder,
            local.strftime("%Y/%m/%d"),
            local.strftime("%H:%M:%S"),
            _signed(row) / 100,
            row.balance_fen / 100,
            row.other.account_no if row.other else "",
            row.other.holder if row.other else "",
            unit(row.other.bank).name_zh if row.other else "",
            row.note or ("转账" if row.other else "取现"),
            row.serial,
        ]


def _signed(row: StatementRow) -> int:
    return row.amount_fen if row.inward else -row.amount_fen


def same_bytes(packed: bytes) -> bytes:
    """The archive without the clock times that zip puts in, so that the same story gives the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as came, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in came.namelist():
            content = came.read(name)
            if name == "docProps/core.xml":
                content = _CORE
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_CORE: Final = (
    b'<?xml version="1.0"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def _yuan(fen: int, *, grouped: bool = False) -> str:
    return yuan_from_fen(fen) if grouped else yuan_from_fen(fen).replace(",", "")


def _csv(lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def write(folder: Path, name: str, content: str | bytes, *, encoding: str = "utf-8") -> Path:
    """Put one statement file down."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path
