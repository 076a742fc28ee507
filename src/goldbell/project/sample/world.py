"""The little world of the sample case: accounts, the movements between them, and what each bank's book says of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from goldbell.engine.text import with_check_digit
from goldbell.project.sample.district import PARTNERS, unit

#: The counterparty of a movement in cash (取现).
CASH: Final = ""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An invented account. ``bank``: unit code of the partner; ``opening_fen``: balance before the first movement."""

    key: str
    bank: str
    account_no: str
    holder: str
    opening_fen: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moves to another account, or to cash when ``to_account`` is CASH. ``at``: aware, whole seconds."""

    at: datetime
    from_account: str
    to_account: str
    amount_fen: int
    serial: str
    note: str


@dataclass(frozen=True, slots=True)
class World:
    """All accounts and movements of a story, movements in order of time, never two in the same second."""

    accounts: tuple[SampleAccount, ...]
    movements: tuple[Movement, ...]

    def account(self, account_no: str) -> SampleAccount:
        """The account of a number. KeyError if there is none."""
        return {account.account_no: account for account in self.accounts}[account_no]

    def of(self, account_no: str, until: datetime | None = None) -> tuple[Movement, ...]:
        """The movements that touch an account, up to and with ``until``."""
        return tuple(
            movement
            for movement in self.movements
            if account_no in (movement.from_account, movement.to_account) and (until is None or movement.at <= until)
        )


def make_account_no(bank: str, rng: random.Random) -> str:
    """An invented account number of a bank: its prefix, random digits, a check digit that holds."""
    prefix, length = next(partner for partner in PARTNERS if partner.unit == bank).prefixes[0]
    body = "".join(rng.choice("0123456789") for _ in range(length - len(prefix) - 1))
    return with_check_digit(prefix + body)


def in_order(movements: Iterable[Movement]) -> tuple[Movement, ...]:
    """Movements by time."""
    return tuple(sorted(movements, key=lambda movement: movement.at))


def check(world: World) -> None:
    """Refuse a story that no bank could have booked: two movements in one second, or a balance below zero."""
    moments = [movement.at for movement in world.movements]
    if len(set(moments)) != len(moments):
        raise ValueError("two movements in one second")
    balances = {account.account_no: account.opening_fen for account in world.accounts}
    for movement in world.movements:
        balances[movement.from_account] -= movement.amount_fen
        if balances[movement.from_account] < 0:
            raise ValueError(f"overdrawn at {movement.serial}")
        if movement.to_account != CASH:
            balances[movement.to_account] += movement.amount_fen


def book(world: World) -> dict[str, object]:
    """What the simulated partners hold, as the simulator's book file: partners, and accounts with all their movements,
    those still to come included."""
    return {
        "version": 1,
        "partners": [
            {
                "code": partner.unit,
                "name_zh": unit(partner.unit).name_zh,
                "name_en": unit(partner.unit).name_en,
                "kind": unit(partner.unit).kind,
                "deduplicates": partner.deduplicates,
            }
            for partner in PARTNERS
        ],
        "accounts": [
            {
                "bank_code": account.bank,
                "account_no": account.account_no,
                "holder": account.holder,
                "opening_fen": account.opening_fen,
                "movements": [_entry(world, account, movement) for movement in world.of(account.account_no)],
            }
            for account in world.accounts
        ],
    }


def _entry(world: World, account: SampleAccount, movement: Movement) -> dict[str, object]:
    inward = movement.to_account == account.account_no
    other_no = movement.from_account if inward else movement.to_account
    other = world.account(other_no) if other_no != CASH else None
    return {
        "at": movement.at.isoformat(),
        "direction": "in" if inward else "out",
        "amount_fen": movement.amount_fen,
        "counterparty_account": other_no,
        "counterparty_name": other.holder if other else "",
        "counterparty_bank": unit(other.bank).name_zh if other else "",
        "serial": movement.serial,
    }
