"""Ordinary money (日常资金): wages on pay-days, rents, shops with hubs, bursts in one second, money among people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldbell.engine.city.plan import DAY
from goldbell.engine.city.streams import stream
from goldbell.engine.city.world import World, popular

#: A wish to move money. ``origin``: -1 ordinary, -2 laundering, else the number of a victim's payment.
WISH: Final = np.dtype(
    [("at_s", "i4"), ("payer", "i4"), ("payee", "i4"), ("fen", "i8"), ("note", "u1"), ("origin", "i4")]
)
NOTES: Final = ("消费", "工资", "房租", "转账", "还款", "货款", "取现", "往来", "")
BUYING, WAGE, RENT, PERSONAL, BACK, GOODS, CASHING, DEALING, BLANK = range(9)
_PAY_DAYS: Final = (5, 10, 15, 25)
_BUYS, _GIVES = 1.1, 0.12


def ordinary_day(world: World, day: int) -> npt.NDArray[Any]:
    """Every ordinary wish of one day, in no order."""
    if world.plan.ordinary == 0:
        return np.zeros(0, WISH)
    on = world.plan.starts_on + timedelta(days=day)
    parts = [_buying(world, day), _giving(world, day), _to_watched(world, day), _wages(world, day, on.day)]
    parts.append(_rents(world, day, on.day))
    return np.concatenate(parts)


def _wishes(day: int, seconds: Any, payer: Any, payee: Any, fen: Any, note: int) -> npt.NDArray[Any]:
    made = np.zeros(len(payer), WISH)
    made["at_s"], made["payer"], made["payee"], made["fen"] = day * DAY + seconds, payer, payee, fen
    made["note"], made["origin"] = note, -1
    return made


def _buying(world: World, day: int) -> npt.NDArray[Any]:
    rng = stream(world.plan.seed, "buying", day)
    count = int(rng.poisson(world.plan.people * _BUYS * world.plan.ordinary)) if world.shops else 0
    meal = rng.choice([7.8, 12.1, 18.6, 20.5], count)
    seconds = np.clip((meal + rng.normal(0, 1.4, count)) * 3600, 0, DAY - 1).astype("i4")
    # At noon many pay in one and the same second.
    burst = rng.random(count) < 0.02
    seconds[burst] = 12 * 3600 + 300 * rng.integers(0, 6, int(burst.sum()))
    payer = rng.integers(1, world.plan.people + 1, count)
    fen = np.clip(rng.lognormal(3.3, 1.0, count) * 100, 100, 8_000_00).astype("i8")
    return _wishes(day, seconds, payer, popular(world, rng, count), fen, BUYING)


def _giving(world: World, day: int) -> npt.NDArray[Any]:
    rng = stream(world.plan.seed, "giving", day)
    people = world.plan.people
    count = int(rng.poisson(people * _GIVES * world.plan.ordinary)) if people > 1 else 0
    payer, payee = rng.integers(1, people + 1, count), rng.integers(1, people + 1, count)
    # Hot payees: some people get money from very many.
    hot = rng.random(count) < 0.05
    payee[hot] = 1 + payee[hot] % max(1, people // 500)
    fen = np.clip(rng.lognormal(5.3, 1.2, count) * 100, 100, 50_000_00).astype("i8")
    return _wishes(day, rng.integers(7 * 3600, DAY, count), payer, payee, fen, PERSONAL)


def _to_watched(world: World, day: int) -> npt.NDArray[Any]:
    """Those who lend or sell their account also live: people pay them, and they buy; shops they use have customers."""
    rng = stream(world.plan.seed, "living of mules", day)
    watched = [*world.mules, *world.receivers["gold"], *world.receivers["goods"]]
    count = int(rng.poisson(len(watched) * 0.7 * world.plan.ordinary))
    chosen = rng.choice(watched, count).astype("i8")
    gets = rng.random(count) < 0.6
    others = rng.integers(1, world.plan.people + 1, count)
    fen = np.clip(rng.lognormal(4.6, 1.1, count) * 100, 100, 9_000_00).astype("i8")
    return _wishes(
        day,
        rng.integers(7 * 3600, DAY, count),
        np.where(gets, others, chosen),
        np.where(gets, chosen, others),
        fen,
        BACK,
    )


def _wages(world: World, day: int, of_month: int) -> npt.NDArray[Any]:
    """All of a firm's people are paid in the same second."""
    employer = world.people["employer"]
    pay_day = np.array(_PAY_DAYS)[employer % len(_PAY_DAYS)]
    paid = np.flatnonzero((employer > 0) & (pay_day == of_month))
    seconds = 9 * 3600 + employer[paid] % 60 * 60
    return _wishes(day, seconds, employer[paid], paid + 1, world.people["wage_fen"][paid], WAGE)


def _rents(world: World, day: int, of_month: int) -> npt.NDArray[Any]:
    rng = stream(world.plan.seed, "rents", day)
    due = np.flatnonzero((world.people["landlord"] > 0) & (world.people["rent_day"] == of_month))
    return _wishes(
        day, rng.integers(8 * 3600, 22 * 3600, len(due)), due + 1, world.people["landlord"][due],
        world.people["rent_fen"][due], RENT,
    )  # fmt: skip
