"""What is ordered: how large a city, from which seed, over how many days, with how much crime and how much mess."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from goldbell.common.errors import Invalid

DAY: Final = 86_400
#: Shanghai has no summer time; days of the city begin at its midnight.
ZONE: Final = timedelta(hours=8)


class BadPlan(Invalid):
    """A city that cannot be made as ordered; nothing was made."""

    code = "bad_city_plan"


@dataclass(frozen=True, slots=True)
class Size:
    """A ready size (规模). ``per_day``: scams begun a day; on a street many more than so few people really meet, so that it
    has something to show."""

    people: int
    stations: int
    per_day: float


SIZES: Final = {"street": Size(4_000, 1, 4.0), "district": Size(1_300_000, 29, 13.0)}


@dataclass(frozen=True, slots=True)
class Plan:
    """An order for a city. ``crime``, ``ordinary`` and ``mess`` are factors: 0 is none, 1 is as documented.

    ``starts_on`` is a day in Shanghai; every moment of the city is a second since its midnight.
    """

    size: str
    seed: int
    days: int
    people: int
    stations: int
    per_day: float
    crime: float = 1.0
    ordinary: float = 1.0
    mess: float = 1.0
    starts_on: date = date(2026, 3, 2)

    @property
    def ends_at_s(self) -> int:
        """The first second that is no longer in the city's days."""
        return self.days * DAY

    def moment(self, second: int) -> datetime:
        """A second of the city as an aware moment in UTC."""
        return datetime(self.starts_on.year, self.starts_on.month, self.starts_on.day, tzinfo=UTC) - ZONE + timedelta(
            seconds=int(second)
        )  # fmt: skip


def plan(
    size: str = "street", *, seed: int, days: int = 7, people: int | None = None, crime: float = 1.0,
    ordinary: float = 1.0, mess: float = 1.0, starts_on: date = date(2026, 3, 2),
) -> Plan:  # fmt: skip
    """A checked order. ``people`` overrides the size's number. Raises BadPlan."""
    if size not in SIZES:
        raise BadPlan("没有这种规模：%(size)s，可用 %(known)s", size=size, known="、".join(SIZES))
    chosen = SIZES[size]
    count = chosen.people if people is None else people
    for name, value, least, most in (
        ("seed", seed, 0, 2**63), ("days", days, 1, 366), ("people", count, 1, 5_000_000),
        ("crime", crime, 0, 1_000), ("ordinary", ordinary, 0, 20), ("mess", mess, 0, 1),
    ):  # fmt: skip
        if not math.isfinite(value) or not least <= value <= most:
            raise BadPlan("%(name)s 要在 %(least)s 到 %(most)s 之间", name=name, least=least, most=most)
    return Plan(size, seed, days, count, chosen.stations, chosen.per_day, crime, ordinary, mess, starts_on)
