"""Where the victim's money is, reckoned the slow and plain way: queues of coins, first in, first out.

It shares no code with ``engine.tracing`` on purpose: the two must agree on the sample case to the fen.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from goldbell.project.sample.world import CASH, World


@dataclass(slots=True)
class Whereabouts:
    """Of one payment: fen still in each account with a statement, fen gone to accounts without, fen taken in cash."""

    held: dict[str, int] = field(default_factory=dict)
    out_of_sight: dict[str, int] = field(default_factory=dict)
    cashed_out_fen: int = 0

    @property
    def total_fen(self) -> int:
        return sum(self.held.values()) + sum(self.out_of_sight.values()) + self.cashed_out_fen


@dataclass(slots=True)
class _Coin:
    """A sum of one origin; ``origin`` is the serial of a traced payment, or empty for anybody's money."""

    origin: str
    fen: int


def fifo_truth(
    world: World, *, payments: Iterable[str], seen: Collection[str], as_of: datetime
) -> dict[str, Whereabouts]:
    """For each traced payment (by serial) where its fen are at ``as_of``. ``seen``: accounts with statements; what goes
    to any other account leaves the sight there and is not followed on."""
    traced = set(payments)
    purses: dict[str, deque[_Coin]] = defaultdict(deque)
    for account in world.accounts:
        purses[account.account_no].append(_Coin("", account.opening_fen))
    found = {serial: Whereabouts() for serial in traced}
    for movement in world.movements:
        if movement.at > as_of:
            break
        coins = _take(purses[movement.from_account], movement.amount_fen)
        if movement.serial in traced:
            coins = [_Coin(movement.serial, movement.amount_fen)]
        for coin in coins:
            if coin.origin and movement.to_account == CASH:
                found[coin.origin].cashed_out_fen += coin.fen
            elif coin.origin and movement.to_account not in seen:
                lost = found[coin.origin].out_of_sight
                lost[movement.to_account] = lost.get(movement.to_account, 0) + coin.fen
            elif movement.to_account != CASH:
                purses[movement.to_account].append(coin)
    for account_no, purse in purses.items():
        for coin in purse:
            if coin.origin and coin.fen:
                held = found[coin.origin].held
                held[account_no] = held.get(account_no, 0) + coin.fen
    return found


def _take(purse: deque[_Coin], fen: int) -> list[_Coin]:
    """The oldest coins of a purse that make up ``fen``."""
    taken: list[_Coin] = []
    while fen:
        coin = purse.popleft()
        part = min(coin.fen, fen)
        if part:
            taken.append(_Coin(coin.origin, part))
        if coin.fen > part:
            purse.appendleft(_Coin(coin.origin, coin.fen - part))
        fen -= part
    return taken
