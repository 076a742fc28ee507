"""Scams as they happen (发案): who is cheated, by which script, in how many payments, and when they report it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goldbell.engine.city.plan import DAY
from goldbell.engine.city.plugins import ScamKind, one_of, scam_kinds
from goldbell.engine.city.streams import stream
from goldbell.engine.city.world import World

#: (share, least hours, most hours) between the last payment and the report; docs/city.md names the source.
DELAYS: Final = ((0.18, 0.05, 1), (0.32, 1, 12), (0.30, 12, 24), (0.20, 24, 480))
#: Share of victims of 18 to 40 years.
YOUNG: Final = 0.62
NEVER_REPORTS: Final = 0.1
_SETTLES_S: Final = {"ordinary": 2 * 3600, "next_day": DAY, "atm": DAY}


@dataclass(frozen=True, slots=True)
class Intended:
    """One payment a victim is talked into. Seconds of the city; ``settles_s``: when the money moves."""

    paid_s: int
    settles_s: int
    fen: int
    way: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One scam with one victim (person number). ``reported_s`` is None where nobody ever reports it; ``room``: who launders."""

    number: int
    code: str
    victim: int
    room: int
    payments: tuple[Intended, ...]
    reported_s: int | None


def incidents(world: World) -> Iterator[Incident]:
    """Every scam begun in the city's days, by day and number."""
    plan = world.plan
    young, other = _ages(world)
    number = 0
    for day in range(plan.days):
        begun = int(stream(plan.seed, "crime", day).poisson(plan.per_day * plan.crime))
        for _ in range(begun):
            rng = stream(plan.seed, "incident", number)
            pool = young if rng.random() < YOUNG else other
            victim = int(pool[rng.integers(len(pool))])
            yield _incident(number, day, victim, len(world.rooms), rng)
            number += 1


def _ages(world: World) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    age = world.people["age"]
    everybody = np.arange(len(age))
    young, other = np.flatnonzero((age >= 18) & (age <= 40)), np.flatnonzero((age > 40) & (age <= 85))
    young = young if len(young) else everybody
    return young, (other if len(other) else young)


def _incident(number: int, day: int, victim: int, rooms: int, rng: np.random.Generator) -> Incident:
    kinds = scam_kinds()
    kind = kinds[one_of({code: one.weight for code, one in kinds.items()}, rng)]
    room = int(rng.integers(rooms))
    starts = day * DAY + int(np.clip(rng.normal(14.5, 4.5), 0.2, 23.8) * 3600)
    payments = _payments(kind, starts, rng)
    reported = None if rng.random() < NEVER_REPORTS else payments[-1].paid_s + report_delay_s(rng)
    return Incident(number, kind.code, victim, room, payments, reported)


def _payments(kind: ScamKind, starts: int, rng: np.random.Generator) -> tuple[Intended, ...]:
    count = 1 + int(rng.poisson(kind.payments - 1))
    loss = float(np.clip(rng.lognormal(math.log(kind.median_yuan), kind.spread), 200, 5_000_000))
    span = min(kind.hours * rng.lognormal(0, 0.6), 20 * 24) * 3600 if count > 1 else 0
    # Sums grow from payment to payment: what was paid already has to be saved.
    shares = rng.dirichlet(np.arange(1, count + 1) * 2.0)
    moments = starts + np.r_[0, np.sort(rng.random(count - 1))] * span
    made: list[Intended] = []
    used: set[int] = set()
    for moment, share in zip(moments, shares, strict=True):
        fen = max(100_00, round(loss * share / 100) * 100_00)
        while fen in used:
            fen += 100_00
        used.add(fen)
        way = one_of(kind.ways, rng)
        paid = int(moment)
        made.append(Intended(paid, paid + _SETTLES_S.get(way, 0), fen, way))
    return tuple(made)


def report_delay_s(rng: np.random.Generator) -> int:
    """Seconds from the last payment to the report."""
    u = rng.random()
    for share, least, most in DELAYS:
        if u < share:
            return int(least * (most / least) ** rng.random() * 3600)
        u -= share
    return 480 * 3600
