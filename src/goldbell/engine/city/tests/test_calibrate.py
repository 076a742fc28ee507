"""The made city against the table in docs/city.md: every published figure it claims to follow."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from goldbell.engine import city
from goldbell.engine.city.crime import Incident, incidents
from goldbell.engine.city.laundering import DEPTHS, carried
from goldbell.engine.city.world import World
from goldbell.engine.text.scam_types import scam_types

TABLE = Path(__file__).parents[5] / "docs" / "city.md"


@pytest.fixture(scope="module")
def many() -> tuple[World, list[Incident]]:
    world = city.make_world(city.plan("street", seed=2, days=60, crime=10))
    return world, list(incidents(world))


def published() -> dict[str, tuple[float, float]]:
    """Key → (least, most) of the table's rows that have one."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| (-?[\d.]+) – ([\d.]+) \|$", TABLE.read_text("utf-8"), re.M)
    return {key: (float(least), float(most)) for key, least, most in rows}


def test_what_is_published_is_met(many: tuple[World, list[Incident]]) -> None:
    world, happened = many
    delays = np.array(
        [(one.reported_s - one.payments[-1].paid_s) / 3600 for one in happened if one.reported_s is not None]
    )
    ten = {code for code, kind in city.scam_kinds().items() if kind.ministry_ten}
    ages = world.people["age"][[one.victim for one in happened]]
    number, tiers, touched = 0, [], []
    for one in happened[:400]:
        wishes = list(carried(world, one, number))
        number += len(one.payments)
        tiers.append(_depth(world, wishes))
        touched.append(len({wish[2] for wish in wishes}))
    measured = {
        "ten_types_share": float(np.mean([one.code in ten for one in happened])),
        "reported_within_1h": float((delays <= 1).mean()),
        "reported_within_12h": float((delays <= 12).mean()),
        "reported_after_24h": float((delays > 24).mean()),
        "victims_18_to_40": float(((ages >= 18) & (ages <= 40)).mean()),
        "deepest_tier": float(max(tiers)),
        "stations": float(city.SIZES["district"].stations),
        "residents": float(city.SIZES["district"].people),
    }
    limits = published()
    assert measured.keys() == limits.keys()
    for key, value in measured.items():
        assert limits[key][0] <= value <= limits[key][1], (key, value)
    assert max(touched) >= 12


def _depth(world: World, wishes: list[tuple[int, ...]]) -> int:
    tier = {int(one): place for room in world.rooms for place, them in enumerate(room, 1) for one in them}
    return max((tier.get(wish[2], 0) for wish in wishes), default=0)


def test_shares_add_up_and_every_code_behaves(many: tuple[World, list[Incident]]) -> None:
    kinds = city.scam_kinds()
    assert kinds.keys() == scam_types().keys() - {"none"}
    assert sum(one.weight for one in kinds.values()) == pytest.approx(1)
    assert sum(one.weight for one in city.ways_out().values()) == pytest.approx(1)
    assert sum(DEPTHS.values()) == pytest.approx(1)
    seen = Counter(one.code for one in many[1])
    assert seen.keys() == kinds.keys()
    for code, kind in kinds.items():
        spread = 4 * (kind.weight * (1 - kind.weight) / len(many[1])) ** 0.5
        assert abs(seen[code] / len(many[1]) - kind.weight) < spread + 0.002


def test_every_plug_in_stands_in_the_document() -> None:
    words = TABLE.read_text("utf-8")
    for code in (*city.scam_kinds(), *city.ways_out()):
        assert f"`{code}`" in words
