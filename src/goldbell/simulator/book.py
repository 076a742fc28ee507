"""The book: which banks are simulated, who holds which account, and how money moves there, also tomorrow.

Read from JSON (see README.md), strictly: a slip in a training book must not look like a bank's behaviour.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from goldbell.adapters.messages.failures import MalformedMessage
from goldbell.adapters.messages.shape import (
    Code,
    Currency,
    Fen,
    Line,
    Most,
    Number,
    Shaped,
    SomeFen,
    Text,
    from_plain,
)
from goldbell.common.errors import Invalid
from goldbell.simulator.store import ticks, writing

_MANY: Final = 5_000_000
_ANY: Final = r".*"


class BadBook(Invalid):
    """The book file contradicts itself or the agreed form; nothing of it was taken."""

    code = "bad_book"


class PartnerKind(StrEnum):
    """What sort of partner is simulated."""

    BANK = "bank"
    PAYMENT_INSTITUTION = "payment_institution"
    OPERATOR = "operator"


class Direction(StrEnum):
    """收付标志, seen from the account."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerEntry(Shaped):
    """A simulated bank or payment institution; ``deduplicates``: the same message twice does nothing twice."""

    code: Code
    name_zh: Line
    name_en: Line
    kind: PartnerKind
    deduplicates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement(Shaped):
    """Money in or out of an account. In the future: it happens when the clock passes it, unless held.

    An empty ``counterparty_account`` is cash. ``serial`` is for the reader of the file: two banks number the same
    transfer differently, so it joins nothing.
    """

    at: datetime
    direction: Direction
    amount_fen: SomeFen
    counterparty_account: Annotated[str, Text(64, r"\S*")]
    counterparty_name: Annotated[str, Text(200, _ANY)]
    counterparty_bank: Annotated[str, Text(200, _ANY)]
    serial: Annotated[str, Text(64, _ANY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry(Shaped):
    """An account and its movements. ``opening_fen`` None: the least with which every listed movement can happen.
    ``frozen_at``: from when another organ holds it."""

    bank_code: Code
    account_no: Number
    holder: Line
    currency: Currency
    frozen_at: datetime | None
    opening_fen: Fen | None
    movements: Annotated[tuple[Movement, ...], Most(_MANY)]


@dataclass(frozen=True, slots=True)
class Book:
    """What a book file says."""

    partners: tuple[PartnerEntry, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()


_PARTNER_DEFAULTS: Final[dict[str, object]] = {"kind": "bank", "deduplicates": True}
_ACCOUNT_DEFAULTS: Final[dict[str, object]] = {
    "currency": "CNY",
    "frozen_at": None,
    "opening_fen": None,
    "movements": [],
}
_MOVEMENT_DEFAULTS: Final[dict[str, object]] = {"counterparty_name": "", "counterparty_bank": "", "serial": ""}


def read_book(text: str) -> Book:
    """Read a book file. Raises BadBook."""
    try:
        plain = json.loads(text)
        if not isinstance(plain, dict) or not set(plain) <= {"version", "partners", "accounts"}:
            raise BadBook("账簿文件要有 partners 与 accounts 两部分，没有其他字段")
        if plain.get("version", 1) != 1:
            raise BadBook("账簿文件的版本不受支持")
        partners = tuple(
            from_plain(PartnerEntry, _filled(entry, _PARTNER_DEFAULTS), f"partners[{place}]")
            for place, entry in enumerate(plain.get("partners", []))
        )
        accounts = tuple(_account(entry, place) for place, entry in enumerate(plain.get("accounts", [])))
    except (ValueError, TypeError, RecursionError):
        raise BadBook("账簿文件不是约定的 JSON") from None
    except MalformedMessage as failure:
        raise BadBook("账簿文件不符合约定：%(field)s", field=failure.facts.get("field", "")) from None
    return Book(partners, accounts)


def _filled(entry: object, defaults: dict[str, object]) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise BadBook("账簿文件不是约定的 JSON")
    return defaults | entry


def _account(entry: object, place: int) -> AccountEntry:
    filled = _filled(entry, _ACCOUNT_DEFAULTS)
    movements = filled["movements"]
    if not isinstance(movements, list):
        raise BadBook("账簿文件不是约定的 JSON")
    filled["movements"] = [_filled(movement, _MOVEMENT_DEFAULTS) for movement in movements]
    return from_plain(AccountEntry, filled, f"accounts[{place}]")


def add_to_book(store: sqlite3.Connection, book: Book) -> int:
    """Take partners and accounts that are not there yet; what is there stays as it is, so a restart changes nothing.
    Returns how many accounts are new. Raises BadBook, and then nothing was taken."""
    with writing(store):
        for partner in book.partners:
            store.execute(
                "INSERT INTO partners VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (partner.code, partner.name_zh, partner.name_en, partner.kind.value, int(partner.deduplicates)),
            )
        codes = {row["code"] for row in store.execute("SELECT code FROM partners")}
        there = {row["account_no"] for row in store.execute("SELECT account_no FROM accounts")}
        fresh = [account for account in book.accounts if account.account_no not in there]
        if len({account.account_no for account in fresh}) != len(fresh):
            raise BadBook("账簿中同一账号出现两次")
        for account in fresh:
            if account.bank_code not in codes:
                raise BadBook("账簿中有账户的银行不在 partners 里")
            _list_movements(store, account)
        for account in fresh:
            _open_account(store, account)
    return len(fresh)


def _list_movements(store: sqlite3.Connection, account: AccountEntry) -> None:
    """A transfer listed at both ends is one: the k-th equal line of one end meets the k-th of the other."""
    seen: Counter[tuple[object, ...]] = Counter()
    own = (account.account_no, account.holder, account.bank_code)
    for movement in account.movements:
        other = (movement.counterparty_account, movement.counterparty_name, movement.counterparty_bank)
        if other[0] == own[0]:
            raise BadBook("账簿中有账户转给自己")
        source, target = (other, own) if movement.direction is Direction.IN else (own, other)
        same = (ticks(movement.at), movement.amount_fen, source[0], target[0])
        seen[same] += 1
        (listed,) = store.execute(
            "SELECT count(*) FROM transfers WHERE at = ? AND amount_fen = ? AND from_account = ? AND to_account = ?",
            same,
        ).fetchone()
        if listed < seen[same]:
            store.execute(
                "INSERT INTO transfers (at, amount_fen, from_account, from_name, from_bank, to_account, to_name,"
                " to_bank, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'coming')",
                (*same[:2], *source, *target),
            )


def _open_account(store: sqlite3.Connection, account: AccountEntry) -> None:
    rows: Iterable[sqlite3.Row] = store.execute(
        "SELECT amount_fen * iif(to_account = :no, 1, -1) AS change, state FROM transfers"
        " WHERE from_account = :no OR to_account = :no ORDER BY at, id",
        {"no": account.account_no},
    )
    running = lowest = settled = 0
    for row in rows:
        running += row["change"]
        lowest = min(lowest, running)
        # Transfers with the other end may have happened before this end was known to the book.
        settled += row["change"] if row["state"] == "done" else 0
    opening = -lowest if account.opening_fen is None else account.opening_fen
    if opening + lowest < 0:
        raise BadBook("账簿中有账户的余额会低于零，请提高 opening_fen 或留空")
    store.execute(
        "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            account.account_no,
            account.bank_code,
            account.holder,
            account.currency,
            None if account.frozen_at is None else ticks(account.frozen_at),
            opening,
            opening + settled,
        ),
    )
