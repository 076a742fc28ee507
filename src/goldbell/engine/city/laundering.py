"""How stolen money runs (洗钱路径): from tier to tier with splits and speeds, until it leaves by some way out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from goldbell.engine.city.crime import Incident
from goldbell.engine.city.ordinary import BLANK, CASHING, DEALING
from goldbell.engine.city.plugins import WayOut, one_of, ways_out
from goldbell.engine.city.streams import stream
from goldbell.engine.city.world import CASH, World

#: Median minutes money rests in an account of a tier.
RESTS_MIN: Final = (6, 9, 12, 14, 15, 15, 15, 15)
#: How deep a payment is carried: deepest tier → share.
DEPTHS: Final = {"5": 0.3, "6": 0.3, "7": 0.25, "8": 0.15}
#: Chance that money leaves at a tier before the deepest.
LEAVES: Final = (0.02, 0.06, 0.12, 0.18, 0.25, 0.3, 0.35, 1.0)
_WHOLE_UNDER: Final = 3_000_00

Wish = tuple[int, int, int, int, int, int]


def carried(world: World, incident: Incident, first: int) -> Iterator[Wish]:
    """The victim's payments, numbered from ``first``, and everything the room does with them: rows of ``ordinary.WISH``."""
    payer = incident.victim + 1
    for place, payment in enumerate(incident.payments):
        rng = stream(world.plan.seed, "laundering", first + place)
        if payment.way == "courier":
            yield payment.settles_s, payer, CASH, payment.fen, CASHING, first + place
            continue
        tier_one = world.rooms[incident.room][0]
        mule = int(tier_one[rng.integers(len(tier_one))])
        yield payment.settles_s, payer, mule, payment.fen, BLANK, first + place
        deepest = int(one_of(DEPTHS, rng))
        yield from _onward(world, incident.room, mule, payment.fen, payment.settles_s, deepest, rng)


def _onward(
    world: World, room: int, mule: int, fen: int, at_s: int, deepest: int, rng: np.random.Generator
) -> Iterator[Wish]:
    waiting = [(mule, fen, at_s, 1)]
    while waiting:
        account, have, came, tier = waiting.pop()
        moment = came + 20 + int(rng.lognormal(math.log(RESTS_MIN[tier - 1]), 0.7) * 60)
        # Something stays behind, or some of the mule's own money goes along.
        have = int(have * rng.uniform(0.965, 1.01))
        if tier >= deepest or rng.random() < LEAVES[tier - 1]:
            yield from _leaving(world, account, have, moment, rng)
            continue
        parts = 1 if have < _WHOLE_UNDER else int(rng.choice([1, 2, 3], p=[0.5, 0.35, 0.15]))
        below = world.rooms[room][tier]
        for share in rng.dirichlet([4.0] * parts):
            payee = int(below[rng.integers(len(below))])
            part = int(have * share)
            if part < 1_00:
                continue
            yield moment, account, payee, part, DEALING if rng.random() < 0.3 else BLANK, -2
            waiting.append((payee, part, moment, tier + 1))
            moment += int(rng.integers(0, 90))


def _leaving(world: World, account: int, have: int, at_s: int, rng: np.random.Generator) -> Iterator[Wish]:
    ways = ways_out()
    way: WayOut = ways[one_of({code: one.weight for code, one in ways.items()}, rng)]
    left, acts = have, 0
    while left >= way.step_fen and acts < 12:
        most = min(left, way.most_fen)
        fen = most if way.receiver and rng.random() < 0.5 else int(most * rng.uniform(0.4, 1.0))
        fen = max(way.step_fen, fen // way.step_fen * way.step_fen)
        receivers = world.receivers[way.code]
        note = BLANK if way.receiver else CASHING
        yield at_s, account, receivers[int(rng.integers(len(receivers)))], fen, note, -2
        at_s += way.gap_s + int(rng.integers(0, 60))
        left -= fen
        acts += 1
