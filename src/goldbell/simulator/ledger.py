"""How the simulated bank treats money: it moves when its time comes, and it stays while it is held.

Called inside a transaction of ``store.writing``; ``now`` is given, so the rules can be tried at any moment.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from goldbell.adapters.messages.contracts import (
    MOST_ONWARD,
    MOST_STOPS,
    STOP_LASTS,
    OnwardTransfer,
    RefusalCode,
    StopAnswer,
    StopOutcome,
    StopRequest,
)
from goldbell.simulator.store import moment_of, ticks

REASONS: Final = {
    RefusalCode.NO_SUCH_ACCOUNT: "本机构没有该账号",
    RefusalCode.NAME_MISMATCH: "户名与账号不符",
    RefusalCode.AMOUNT_MISMATCH: "该时间的转入金额不符",
    RefusalCode.TIME_MISMATCH: "该金额的转入时间不符",
    RefusalCode.NO_SUCH_TRANSFER: "没有该笔转入",
    RefusalCode.THIRD_STOP: "该账户已止付两次",
    RefusalCode.ALREADY_FROZEN: "该账户资金已被止付或冻结",
    RefusalCode.NOT_ACCEPTED: "本机构暂不受理",
}


def advance(store: sqlite3.Connection, now: datetime) -> None:
    """Let every transfer happen whose time has come, in order. One that meets a hold, a freeze or an empty account is
    blocked for good, at both ends."""
    coming = store.execute(
        "SELECT id, at, amount_fen, from_account, to_account FROM transfers"
        " WHERE state = 'coming' AND at <= ? ORDER BY at, id",
        (ticks(now),),
    ).fetchall()
    for row in coming:
        free = _free_fen(store, row["from_account"], row["at"])
        goes = free is None or free >= row["amount_fen"]
        store.execute("UPDATE transfers SET state = ? WHERE id = ?", ("done" if goes else "blocked", row["id"]))
        if goes:
            change = "UPDATE accounts SET balance_fen = balance_fen + ? WHERE account_no = ?"
            store.execute(change, (-row["amount_fen"], row["from_account"]))
            store.execute(change, (row["amount_fen"], row["to_account"]))


def held_fen(store: sqlite3.Connection, account_no: str, at: int) -> int:
    """What is held on an account at a moment. A hold ends by itself when its 48 hours are over."""
    (held,) = store.execute(
        "SELECT coalesce(sum(held_fen), 0) FROM executions "
        " WHERE account_no = ? AND executed_at <= ? AND expires_at > ?",
        (account_no, at, at),
    ).fetchone()
    return int(held)


def _free_fen(store: sqlite3.Connection, account_no: str, at: int) -> int | None:
    """What may leave an account; None if the account is not in the book, where anything may come from."""
    row = store.execute("SELECT balance_fen, frozen_at FROM accounts WHERE account_no = ?", (account_no,)).fetchone()
    if row is None:
        return None
    return 0 if _is_frozen(row, at) else int(row["balance_fen"]) - held_fen(store, account_no, at)


def _is_frozen(account: sqlite3.Row, at: int) -> bool:
    return account["frozen_at"] is not None and at >= account["frozen_at"]


def stop(
    store: sqlite3.Connection,
    request: StopRequest,
    *,
    request_id: int,
    bank_code: str,
    now: datetime,
    match_within: timedelta,
    unwilling: bool = False,
) -> StopAnswer:
    """Carry out a stop order, or refuse it, as a bank does that matches all four fields before it acts.

    Holds min(asked, free) for 48 h from ``now``. ``unwilling``: refuse though everything matches.
    """
    advance(store, now)
    serial = f"{bank_code}-{request_id}"
    account = store.execute(
        "SELECT * FROM accounts WHERE account_no = ? AND bank_code = ?", (request.account_no, bank_code)
    ).fetchone()
    transfer = _matching(store, request, within=match_within)
    refusal = _refusal(store, request, account, transfer, bank_code=bank_code, now=now, unwilling=unwilling)
    if refusal is not None:
        return StopAnswer(
            order_no=request.order_no,
            outcome=StopOutcome.REFUSED,
            serial=serial,
            refusal_code=refusal,
            refusal_reason=REASONS[refusal],
        )
    assert isinstance(transfer, sqlite3.Row)
    return _hold(store, request, account, transfer, request_id=request_id, serial=serial, now=now)


def _hold(
    store: sqlite3.Connection,
    request: StopRequest,
    account: sqlite3.Row,
    transfer: sqlite3.Row,
    *,
    request_id: int,
    serial: str,
    now: datetime,
) -> StopAnswer:
    free = int(account["balance_fen"]) - held_fen(store, request.account_no, ticks(now))
    held, expires_at = min(request.ask_fen, free), now + STOP_LASTS
    store.execute(
        "INSERT INTO executions (request_id, bank_code, order_no, account_no, executed_at, expires_at, held_fen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (request_id, account["bank_code"], request.order_no, request.account_no, ticks(now), ticks(expires_at), held),
    )
    onward, omitted = _onward(store, request.account_no, transfer)
    return StopAnswer(
        order_no=request.order_no,
        outcome=StopOutcome.EXECUTED,
        serial=serial,
        executed_at=now,
        expires_at=expires_at,
        held_fen=held,
        balance_fen=account["balance_fen"],
        onward=onward,
        onward_omitted=omitted,
    )


def _matching(store: sqlite3.Connection, request: StopRequest, *, within: timedelta) -> sqlite3.Row | RefusalCode:
    """The transfer the request speaks of, or which of amount and time is wrong."""
    near = (ticks(request.transferred_at - within), ticks(request.transferred_at + within))
    sent_in = "SELECT id, at FROM transfers WHERE to_account = ? AND state = 'done'"
    found = store.execute(
        f"{sent_in} AND amount_fen = ? AND at BETWEEN ? AND ? ORDER BY abs(at - ?), id LIMIT 1",
        (request.account_no, request.transfer_amount_fen, *near, ticks(request.transferred_at)),
    ).fetchone()
    if isinstance(found, sqlite3.Row):
        return found
    if store.execute(f"{sent_in} AND at BETWEEN ? AND ? LIMIT 1", (request.account_no, *near)).fetchone():
        return RefusalCode.AMOUNT_MISMATCH
    amount = (request.account_no, request.transfer_amount_fen)
    if store.execute(f"{sent_in} AND amount_fen = ? LIMIT 1", amount).fetchone():
        return RefusalCode.TIME_MISMATCH
    return RefusalCode.NO_SUCH_TRANSFER


def _refusal(
    store: sqlite3.Connection,
    request: StopRequest,
    account: sqlite3.Row | None,
    transfer: sqlite3.Row | RefusalCode,
    *,
    bank_code: str,
    now: datetime,
    unwilling: bool,
) -> RefusalCode | None:
    if account is None or request.bank_code != bank_code:
        return RefusalCode.NO_SUCH_ACCOUNT
    if unicodedata.normalize("NFC", account["holder"]) != unicodedata.normalize("NFC", request.account_name):
        return RefusalCode.NAME_MISMATCH
    if isinstance(transfer, RefusalCode):
        return transfer
    (stops,) = store.execute("SELECT count(*) FROM executions WHERE account_no = ?", (request.account_no,)).fetchone()
    if stops >= MOST_STOPS:
        return RefusalCode.THIRD_STOP
    held = held_fen(store, request.account_no, ticks(now))
    # Nothing left to hold: the second chance of this account is not spent on it.
    if _is_frozen(account, ticks(now)) or (held and held >= account["balance_fen"]):
        return RefusalCode.ALREADY_FROZEN
    if unwilling or account["currency"] != request.currency:
        return RefusalCode.NOT_ACCEPTED
    return None


def _onward(
    store: sqlite3.Connection, account_no: str, transfer: sqlite3.Row
) -> tuple[tuple[OnwardTransfer, ...], int]:
    """What left after the transfer came, oldest first, and how many more there were than fit into one answer."""
    left = "FROM transfers WHERE from_account = ? AND state = 'done' AND (at, id) > (?, ?)"
    since = (account_no, transfer["at"], transfer["id"])
    (total,) = store.execute(f"SELECT count(*) {left}", since).fetchone()
    rows = store.execute(f"SELECT * {left} ORDER BY at, id LIMIT {MOST_ONWARD}", since)
    onward = tuple(
        OnwardTransfer(
            to_account=row["to_account"],
            to_name=row["to_name"],
            to_bank=row["to_bank"],
            amount_fen=row["amount_fen"],
            at=moment_of(row["at"]),
        )
        for row in rows
    )
    return onward, total - len(onward)
