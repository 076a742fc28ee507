"""Where every victim's fen is, reckoned the slow and plain way (真值): queues of coins, first in, first out.

Shares no code with ``engine.tracing`` on purpose: the two must agree to the fen.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass, field

from goldbell.engine.city.living import City
from goldbell.engine.city.world import CASH


@dataclass(slots=True)
class Whereabouts:
    """Of one payment, in fen: still in accounts with a statement, gone to accounts without, taken as notes."""

    held: dict[str, int] = field(default_factory=dict)
    out_of_sight: dict[str, int] = field(default_factory=dict)
    cashed_out_fen: int = 0


def whereabouts(city: City, seen: Collection[int]) -> dict[int, Whereabouts]:
    """For the number of every payment that was booked, where its money is when the city's days end.

    ``seen``: accounts whose whole statement is there; they must be mules or receivers, whose movements the city keeps.
    """
    purses: dict[int, deque[list[int]]] = defaultdict(deque)
    for account in seen:
        purses[account].append([-1, int(city.world.accounts[account]["opening_fen"])])
    found: dict[int, Whereabouts] = {}
    movements = city.movements
    for payer, payee, fen, origin in zip(
        *(movements[name].tolist() for name in ("payer", "payee", "fen", "origin")), strict=True
    ):
        coins = _take(purses[payer], fen) if payer in purses else [[-1, fen]]
        if origin >= 0:
            found[origin] = Whereabouts()
            coins = [[origin, fen]]
        for owner, part in coins:
            if payee in purses:
                purses[payee].append([owner, part])
            elif owner >= 0 and payee == CASH:
                found[owner].cashed_out_fen += part
            elif owner >= 0:
                number = city.world.number(payee)
                found[owner].out_of_sight[number] = found[owner].out_of_sight.get(number, 0) + part
    for account, purse in purses.items():
        number = city.world.number(account)
        for owner, part in purse:
            if owner >= 0 and part:
                found[owner].held[number] = found[owner].held.get(number, 0) + part
    return found


def _take(purse: deque[list[int]], fen: int) -> list[list[int]]:
    taken = []
    while fen:
        owner, have = purse[0]
        part = min(have, fen)
        fen -= part
        if part:
            taken.append([owner, part])
        if part == have:
            purse.popleft()
        else:
            purse[0][1] = have - part
    return taken
