"""What a bank statement (交易明细) looks like once it is read: the one form that layouts write and the tracing reads.

No logic here. ``adapters.statements`` produces it, ``engine.tracing`` consumes it, and neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

#: One row of a statement, as one account's bank wrote it. Times are UTC microseconds, money integer fen.
#: ``row`` is the line in the file (sheet row in a workbook), counted from 1 with the heading included.
#: ``account`` is the card number where there is one, else the account number; ``account_no`` the other name of the same
#: account, or empty. ``whole_day``: the statement gives the day only. ``inward``: money came in. ``kind``: one of KINDS.
ROWS: Final = pa.schema(
    [
        pa.field("sheet", pa.string(), nullable=False),
        pa.field("row", pa.int32(), nullable=False),
        pa.field("account", pa.string(), nullable=False),
        pa.field("account_no", pa.string(), nullable=False),
        pa.field("holder", pa.string(), nullable=False),
        pa.field("at_us", pa.int64(), nullable=False),
        pa.field("whole_day", pa.bool_(), nullable=False),
        pa.field("amount_fen", pa.int64(), nullable=False),
        pa.field("inward", pa.bool_(), nullable=False),
        pa.field("balance_fen", pa.int64(), nullable=True),
        pa.field("other_account", pa.string(), nullable=False),
        pa.field("other_name", pa.string(), nullable=False),
        pa.field("other_bank", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("serial", pa.string(), nullable=False),
        pa.field("summary", pa.string(), nullable=False),
    ]
)

#: What the bank says the row is: transfer 转账, cash 现金, fee 费用, interest 利息.
KINDS: Final = ("transfer", "cash", "fee", "interest")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, where it stands and why; the file itself is kept, so nothing is lost.

    ``code`` is stable for programs, ``reason`` Chinese text for people. Neither repeats personal data of the row.
    """

    row: int
    code: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class FailedQuery:
    """The institution answered with a reason instead of rows (查询反馈结果原因), e.g. 账户不存在."""

    row: int
    account: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class StatementReading:
    """One file, read: rows taken (``table`` with schema ROWS), rows rejected, queries that failed, and how it was read."""

    name: str
    sha256: str
    size_bytes: int
    layout: str
    explanation: str
    encoding: str
    table: pa.Table = field(repr=False)
    rejected: tuple[Rejected, ...] = ()
    failed_queries: tuple[FailedQuery, ...] = ()
    version: int = 1

    @property
    def accepted(self) -> int:
        return int(self.table.num_rows)

    @property
    def rows(self) -> int:
        """Rows that speak of a movement of money: those taken and those rejected."""
        return self.accepted + len(self.rejected)
