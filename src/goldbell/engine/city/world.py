"""Who lives in the city and which accounts there are (城市底数), as columns: a million people are arrays, not objects."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldbell.engine.city import names, numbers
from goldbell.engine.city.plan import Plan
from goldbell.engine.city.plugins import ways_out
from goldbell.engine.city.streams import stream

#: Notes leave the world of accounts here; account 0.
CASH: Final = 0
#: Kinds of account.
NOTES, PERSON, SHOP, MULE, RECEIVER = range(5)
#: Accounts of one laundering room (水房) by tier (级), first to last.
TIERS: Final = (6, 8, 8, 7, 6, 5, 4, 4)
_ROOM_SERVES: Final = 25

PEOPLE: Final = np.dtype(
    [("age", "u1"), ("sex", "u1"), ("household", "i4"), ("station", "u1"), ("street", "u1"), ("house", "u2"),
     ("employer", "i4"), ("wage_fen", "i4"), ("rent_day", "u1"), ("landlord", "i4"), ("rent_fen", "i4")]
)  # fmt: skip
ACCOUNTS: Final = np.dtype(
    [("kind", "u1"), ("bank", "u1"), ("surname", "u1"), ("first", "u1"), ("second", "u1"), ("opening_fen", "i8")]
)


@dataclass(frozen=True, slots=True)
class World:
    """People and accounts. Person ``i`` (from 0) has account ``i + 1``; shops, mules and receivers follow.

    ``rooms``: for each laundering room its tiers, each an array of accounts. ``receivers``: way out → accounts.
    """

    plan: Plan
    people: npt.NDArray[Any]
    accounts: npt.NDArray[Any]
    shops: range
    mules: range
    rooms: tuple[tuple[npt.NDArray[np.int64], ...], ...]
    receivers: dict[str, tuple[int, ...]]

    def holder(self, account: int) -> str:
        """The name an account stands under; empty for notes."""
        one = self.accounts[account]
        if one["kind"] == SHOP:
            return names.shop_name(account - self.shops.start)
        code = next((code for code, them in self.receivers.items() if account in them), "")
        if code in ("gold", "goods"):
            return names.shop_name(account, trade={"gold": "金店", "goods": "手机城"}[code])
        return "" if account == CASH else names.person_name(one["surname"], one["first"], one["second"])

    def number(self, account: int) -> str:
        """The number an account goes by; empty for notes."""
        if account == CASH:
            return ""
        bank = int(self.accounts[account]["bank"])
        return numbers.wallet_number(account) if bank == names.WALLET_BANK else numbers.card_number(bank, account)

    def bank(self, account: int) -> str:
        """The institution that keeps an account."""
        return "" if account == CASH else names.BANKS[int(self.accounts[account]["bank"])]

    def address(self, person: int) -> str:
        """Where a person lives: an invented street of a station's beat."""
        one = self.people[person]
        return f"河湾区{names.STREETS[one['street']]}{one['station'] + 1}段{one['house']}号"

    def phone(self, person: int) -> str:
        """A person's mobile number."""
        return numbers.phone_number(person)

    def identity(self, person: int) -> str:
        """A person's identity number, of no province; born on a day that fits the age."""
        one = self.people[person]
        day = f"{self.plan.starts_on.year - 1 - int(one['age'])}{person % 12 + 1:02d}{person % 28 + 1:02d}"
        return numbers.identity_number(person, day, int(one["sex"]))


def make_world(plan: Plan) -> World:
    """The city before its first day. Deterministic for the plan."""
    shops = range(plan.people + 1, plan.people + 1 + plan.people // 60)
    expected = plan.per_day * plan.crime * plan.days
    rooms_count = math.ceil(expected / _ROOM_SERVES) if expected else 0
    mules = range(shops.stop, shops.stop + rooms_count * sum(TIERS))
    receivers: dict[str, tuple[int, ...]] = {}
    last = mules.stop
    for code, way in sorted(ways_out().items()):
        receivers[code] = tuple(range(last, last + way.receivers)) if way.receiver else (CASH,)
        last += way.receivers if way.receiver else 0
    people = _people(plan, shops)
    accounts = _accounts(plan, people, shops, mules, last)
    return World(plan, people, accounts, shops, mules, _rooms(mules, rooms_count), receivers)


def _people(plan: Plan, shops: range) -> npt.NDArray[Any]:
    rng = stream(plan.seed, "people")
    count = plan.people
    made = np.zeros(count, PEOPLE)
    made["age"] = np.clip(rng.normal(40, 19, count), 6, 92).astype("u1")
    made["sex"] = rng.integers(0, 2, count)
    sizes = rng.choice([1, 2, 3, 4, 5], count, p=[0.25, 0.3, 0.25, 0.14, 0.06])
    made["household"] = np.repeat(np.arange(count), sizes)[:count]
    heads = np.r_[True, np.diff(made["household"]) > 0]
    made["age"][heads] = np.maximum(made["age"][heads], 19)
    # A household lives at one address.
    for field, most in (("station", plan.stations), ("street", len(names.STREETS)), ("house", 180)):
        made[field] = rng.integers(0, most, count)[made["household"]]
    works = (made["age"] >= 18) & (made["age"] < 62) & (rng.random(count) < 0.72)
    if shops:
        chosen = _zipf(rng, len(shops), count, 0.8)
        made["employer"] = np.where(works, shops.start + chosen, 0)
    made["wage_fen"] = np.clip(rng.lognormal(math.log(5_600_00), 0.45, count), 1_800_00, 60_000_00).astype("i4")
    rents = heads & (rng.random(count) < 0.28) & (count > 1)
    made["landlord"] = np.where(rents, rng.integers(1, count + 1, count), 0)
    made["rent_day"] = rng.integers(1, 29, count)
    made["rent_fen"] = rng.integers(6, 40, count) * 100_00
    return made


def _accounts(plan: Plan, people: npt.NDArray[Any], shops: range, mules: range, stop: int) -> npt.NDArray[Any]:
    rng = stream(plan.seed, "accounts")
    made = np.zeros(stop, ACCOUNTS)
    made["kind"][1:] = RECEIVER
    made["kind"][1 : plan.people + 1] = PERSON
    made["kind"][shops.start : shops.stop] = SHOP
    made["kind"][mules.start : mules.stop] = MULE
    made["bank"] = rng.integers(0, len(names.BANKS), stop)
    made["surname"] = np.minimum(rng.geometric(0.045, stop) - 1, len(names.SURNAMES) - 1)
    made["first"] = rng.integers(0, len(names.FIRST), stop)
    made["second"] = rng.integers(0, len(names.SECOND), stop)
    made["opening_fen"] = np.minimum(rng.lognormal(math.log(9_000_00), 1.3, stop), 3_000_000_00).astype("i8")
    made["opening_fen"][mules.start : mules.stop] = rng.integers(0, 900_00, len(mules))
    made["opening_fen"][CASH] = 0
    # A month's wages and more lie with who pays them.
    owed = np.bincount(people["employer"], weights=people["wage_fen"], minlength=stop)[:stop].astype("i8")
    owed[CASH] = 0
    made["opening_fen"] += owed * (plan.days // 28 + 2)
    return made


def _rooms(mules: range, count: int) -> tuple[tuple[npt.NDArray[np.int64], ...], ...]:
    cuts = np.cumsum((0, *TIERS))
    each = int(cuts[-1])
    return tuple(
        tuple(
            np.arange(mules.start + room * each + a, mules.start + room * each + b) for a, b in itertools.pairwise(cuts)
        )
        for room in range(count)
    )


def _zipf(rng: np.random.Generator, count: int, draws: int, steep: float) -> npt.NDArray[np.int64]:
    """Places 0 … count-1, the first ones by far the most frequent: hubs."""
    if not draws:
        return np.zeros(0, np.int64)
    edges = np.cumsum(1.0 / np.arange(1, count + 1) ** steep)
    found: npt.NDArray[np.int64] = np.searchsorted(edges, rng.random(draws) * edges[-1], side="right").astype("i8")
    return found


def popular(world: World, rng: np.random.Generator, draws: int) -> npt.NDArray[np.int64]:
    """Shops as customers choose them."""
    return world.shops.start + _zipf(rng, len(world.shops), draws, 0.9)
