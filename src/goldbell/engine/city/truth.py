"""The truth, kept apart (真值文件): what a bench may know and a centre may not; one file with its own reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from goldbell.common.errors import Invalid
from goldbell.engine.city.living import City
from goldbell.engine.city.observation import SeenReport, Statement
from goldbell.engine.city.oracle import whereabouts

VERSION: Final = 1


class BadTruth(Invalid):
    """The file is no truth of a city, or of a version that this program does not read."""

    code = "bad_city_truth"


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened. ``as_of``: the last second; ``incidents``: each scam with its payments; ``accounts``: mules and
    receivers with tier or way out; ``seen``: numbers of the accounts whose statement was asked for, and with all of them
    whole each payment's ``held``, ``out_of_sight`` and ``cashed_out_fen``, first in, first out."""

    plan: Mapping[str, Any]
    as_of: str
    seen: tuple[str, ...]
    accounts: tuple[Mapping[str, Any], ...]
    incidents: tuple[Mapping[str, Any], ...]

    def payments(self) -> Mapping[int, Mapping[str, Any]]:
        """Every payment that was booked, by its number."""
        return {one["number"]: one for incident in self.incidents for one in incident["payments"]}


def truth_of(city: City, reports: tuple[SeenReport, ...], statements: tuple[Statement, ...]) -> dict[str, Any]:
    """What ``truth.json`` holds."""
    plan = city.plan
    found = whereabouts(city, {one.account for one in statements})
    paid = {int(row["origin"]): row for row in city.movements if row["origin"] >= 0}
    numbers = {report.incident: report.report_no for report in reports}
    return {
        "version": VERSION,
        "plan": {
            "size": plan.size, "seed": plan.seed, "days": plan.days, "people": plan.people, "crime": plan.crime,
            "ordinary": plan.ordinary, "mess": plan.mess, "starts_on": plan.starts_on.isoformat(),
        },
        "as_of": plan.moment(plan.ends_at_s - 1).isoformat(),
        "movements": city.booked,
        "seen": [city.world.number(one.account) for one in statements],
        "accounts": _accounts(city),
        "incidents": [_incident(city, place, numbers, paid, found) for place in range(len(city.incidents))],
    }  # fmt: skip


def _accounts(city: City) -> list[dict[str, Any]]:
    world = city.world
    told = [
        {
            "account": world.number(int(account)),
            "holder": world.holder(int(account)),
            "kind": "mule",
            "room": room,
            "tier": tier,
        }
        for room, tiers in enumerate(world.rooms)
        for tier, accounts in enumerate(tiers, 1)
        for account in accounts
    ]
    told += [
        {"account": world.number(account), "holder": world.holder(account), "kind": "receiver", "way_out": code}
        for code, accounts in sorted(world.receivers.items())
        for account in accounts
        if account
    ]
    return told


def _incident(
    city: City, place: int, numbers: Mapping[int, str], paid: Mapping[int, Any], found: Mapping[int, Any]
) -> dict[str, Any]:
    one, plan, world = city.incidents[place], city.plan, city.world
    first = city.first_payment[place]
    return {
        "incident": one.number,
        "code": one.code,
        "room": one.room,
        "victim": world.holder(one.victim + 1),
        "age": int(world.people[one.victim]["age"]),
        "reported_at": None if one.reported_s is None else plan.moment(one.reported_s).isoformat(),
        "report_no": numbers.get(one.number),
        "payments": [
            {
                "number": number, "paid_at": plan.moment(payment.paid_s).isoformat(),
                "settles_at": plan.moment(payment.settles_s).isoformat(), "way": payment.way,
                "from_account": world.number(int(paid[number]["payer"])),
                "to_account": world.number(int(paid[number]["payee"])), "amount_fen": int(paid[number]["fen"]),
                "held": found[number].held, "out_of_sight": found[number].out_of_sight,
                "cashed_out_fen": found[number].cashed_out_fen,
            }
            for number, payment in enumerate(one.payments, first)
            if number in paid
        ],
        "pending": [
            {
                "number": number, "settles_at": plan.moment(payment.settles_s).isoformat(), "way": payment.way,
                "to_account": world.number(city.payees[number]), "amount_fen": payment.fen,
            }
            for number, payment in enumerate(one.payments, first)
            if payment.paid_s < plan.ends_at_s <= payment.settles_s
        ],
    }  # fmt: skip


def read_truth(path: Path) -> Truth:
    """The truth of a made city. Raises BadTruth."""
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["version"] != VERSION:
            raise KeyError("version")
        return Truth(
            told["plan"], told["as_of"], tuple(told["seen"]), tuple(told["accounts"]), tuple(told["incidents"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BadTruth("%(file)s 不是本版本的城市真值文件", file=path.name) from None
