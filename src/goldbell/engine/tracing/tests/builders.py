"""Random worlds of accounts, and the statements that their banks would write."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from hypothesis import strategies as st

from goldbell.common.statements import ROWS, StatementReading

SECOND = 1_000_000
START = 1_767_578_400 * SECOND


@dataclass(frozen=True)
class Paid:
    """One true movement: accounts are letters, payee None is cash."""

    payer: str
    payee: str | None
    fen: int
    second: int


@st.composite
def worlds(
    draw: st.DrawFn, *, accounts: str = "ABCD", most: int = 14, most_fen: int = 9
) -> tuple[dict[str, int], list[Paid]]:
    """Opening balances, and payments each of which its payer could make; several may share a second."""
    opening = {account: draw(st.integers(0, most_fen)) for account in accounts}
    have = dict(opening)
    paid: list[Paid] = []
    second = 0
    for _ in range(draw(st.integers(1, most))):
        second += draw(st.integers(0, 2))
        payer = draw(st.sampled_from(accounts))
        payee = draw(st.sampled_from([one for one in accounts if one != payer] + ["X", None]))
        if have[payer] == 0:
            continue
        fen = draw(st.integers(1, have[payer]))
        have[payer] -= fen
        if payee in have:
            have[payee] += fen
        paid.append(Paid(payer, payee, fen, second))
    return opening, paid


def statements_of(
    opening: dict[str, int], paid: Sequence[Paid], *, skew: dict[str, int] | None = None, own_serials: bool = False
) -> list[StatementReading]:
    """One file per account. ``skew``: seconds a bank's clock is off; ``own_serials``: each bank numbers by itself."""
    rows: dict[str, list[dict[str, object]]] = {account: [] for account in opening}
    have = dict(opening)
    for number, one in enumerate(paid):
        for account, other, inward in ((one.payer, one.payee, False), (one.payee, one.payer, True)):
            if account not in rows or account is None:
                continue
            have[account] += one.fen if inward else -one.fen
            at = one.second + (skew or {}).get(account, 0)
            serial = f"{account}{len(rows[account])}" if own_serials else f"{number:06d}"
            rows[account].append(
                row(len(rows[account]) + 2, account, at, one.fen, inward, have[account], other, serial)
            )
    return [reading(f"{account}.csv", rows[account]) for account in rows]


def row(
    number: int,
    account: str,
    second: int,
    fen: int,
    inward: bool,
    balance: int | None,
    other: str | None,
    serial: str = "",
) -> dict[str, object]:
    return {
        "sheet": "", "row": number, "account": account, "account_no": "", "holder": f"户主{account}",
        "at_us": START + second * SECOND, "whole_day": False, "amount_fen": fen, "inward": inward, "balance_fen": balance,
        "other_account": other or "", "other_name": "", "other_bank": "", "kind": "transfer" if other else "cash",
        "serial": serial, "summary": "",
    }  # fmt: skip


def reading(name: str, rows: Sequence[dict[str, object]]) -> StatementReading:
    table = pa.Table.from_pylist(list(rows), schema=ROWS)
    digest = hashlib.sha256(repr((name, rows)).encode()).hexdigest()
    return StatementReading(name, digest, 1, "invented", "", "utf-8", table)
