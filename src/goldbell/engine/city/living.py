"""The days of a city, one after the other (运行): wishes, books, and what a centre may ever come to see of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goldbell.engine.city.booking import BOOKED, book
from goldbell.engine.city.crime import Incident, incidents
from goldbell.engine.city.laundering import carried
from goldbell.engine.city.ordinary import WISH, ordinary_day
from goldbell.engine.city.plan import DAY, Plan
from goldbell.engine.city.streams import stream
from goldbell.engine.city.world import CASH, MULE, RECEIVER, World, make_world

Progress = Callable[[int, int], None]


class MoneyLost(AssertionError):
    """The books of the city do not add up: a fault of the program, never of the order."""


@dataclass(frozen=True, slots=True)
class City:
    """A city that has lived its days. ``movements``: those that touch a mule, a receiver or a victim, in order
    (``booking.BOOKED``); ``first_payment``: incident → number of its first payment; ``touched``: incident → accounts;
    ``payees``: number of a payment → the account it goes to, also where it has not settled when the days end.

    ``booked``: how many movements there were in all. ``balance``: of every account at the end.
    """

    world: World
    incidents: tuple[Incident, ...]
    first_payment: tuple[int, ...]
    touched: tuple[frozenset[int], ...]
    payees: Mapping[int, int]
    movements: npt.NDArray[Any]
    balance: npt.NDArray[np.int64]
    booked: int

    @property
    def plan(self) -> Plan:
        return self.world.plan


def make(plan: Plan, *, progress: Progress = lambda done, of: None) -> City:
    """Make a city: the same plan gives the same city, to the byte. ``progress`` hears of each day done.

    >>> from goldbell.engine import city
    >>> made = city.make(city.plan("street", seed=1, days=1, people=50))
    >>> int(made.balance.sum()) == int(made.world.accounts["opening_fen"].sum())
    True
    """
    world = make_world(plan)
    happened = tuple(incidents(world))
    crime, firsts, touched, payees = _crime(world, happened)
    _lend(world, happened)
    balance = world.accounts["opening_fen"].copy()
    whole = int(balance.sum())
    watched = np.isin(world.accounts["kind"], (MULE, RECEIVER))
    watched[[one.victim + 1 for one in happened]] = True
    kept: list[npt.NDArray[Any]] = [np.zeros(0, BOOKED)]
    booked = 0
    for day in range(plan.days):
        today = crime[(crime["at_s"] >= day * DAY) & (crime["at_s"] < (day + 1) * DAY)]
        rows = book(_mixed(plan, day, np.concatenate([ordinary_day(world, day), today])), balance, booked)
        booked += len(rows)
        kept.append(rows[watched[rows["payer"]] | watched[rows["payee"]]])
        if int(balance.sum()) != whole or int(balance.min()) < 0:
            raise MoneyLost(f"day {day}")
        progress(day + 1, plan.days)
    return City(world, happened, firsts, touched, payees, np.concatenate(kept), balance, booked)


def _crime(
    world: World, happened: tuple[Incident, ...]
) -> tuple[npt.NDArray[Any], tuple[int, ...], tuple[frozenset[int], ...], dict[int, int]]:
    rows: list[tuple[int, int, int, int, int, int]] = []
    firsts: list[int] = []
    touched: list[frozenset[int]] = []
    payees: dict[int, int] = {}
    number = 0
    for incident in happened:
        every = list(carried(world, incident, number))
        payees |= {wish[5]: wish[2] for wish in every if wish[5] >= 0}
        wishes = [wish for wish in every if wish[0] < world.plan.ends_at_s]
        rows += wishes
        firsts.append(number)
        touched.append(frozenset(wish[2] for wish in wishes) - {CASH})
        number += len(incident.payments)
    return np.array(rows, WISH), tuple(firsts), tuple(touched), payees


def _lend(world: World, happened: tuple[Incident, ...]) -> None:
    """A victim has, or has borrowed, what will be lost; without it there would be no such victim."""
    for incident in happened:
        world.accounts["opening_fen"][incident.victim + 1] += sum(payment.fen for payment in incident.payments)


def _mixed(plan: Plan, day: int, wishes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Within one second chance decides who comes first, not the kind of money."""
    return wishes[stream(plan.seed, "order", day).permutation(len(wishes))]
