"""Two hundred kills and more, in series, each along one stretch of an order's way; the last ones everywhere at once.

Run by ``make test-deep``. The order of all kills comes from ``SEED``; after each series everything that was ever
acknowledged on this rig is looked at again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from tests.kills import series, verdict
from tests.kills.conftest import SEED
from tests.kills.flow import Flow
from tests.kills.series import PLACES

pytestmark = [pytest.mark.deep, pytest.mark.timeout(3600)]
_WORKER = PLACES["worker"]
_SEND = _WORKER[:4]
_DUE = ("interdiction.due_before_commit",)
_SEAL = ("audit.sealed_before_commit", "audit.anchored_before_commit")
_READ = ("tracing.claimed", "tracing.parsing", "tracing.before_commit")
_ANYWHERE = ("",)
#: Kills so far on this module's rig, for the last test.
_KILLS: Counter[str] = Counter()
_REACHED: Counter[tuple[str, str]] = Counter()


def _times(count: int, places: Sequence[str]) -> list[str]:
    return [*places] * count


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("ingest", {"desk": _times(5, PLACES["desk"])}),
        ("send", {"worker": _times(6, _SEND)}),
        ("bank", {"bank": _times(7, PLACES["bank"])}),
        ("answer", {"web": _times(5, PLACES["web"])}),
        ("close", {"worker": _times(8, _DUE), "web": _times(2, PLACES["web"])}),
        ("read", {"worker": _times(5, _READ)}),
        ("seal", {"worker": _times(5, _SEAL), "desk": _times(2, PLACES["desk"])}),
        ("database", {"database": _times(10, _ANYWHERE), "worker": _times(4, _ANYWHERE)}),
        ("any moment", {name: _times(8, _ANYWHERE) for name in ("worker", "web", "bank", "desk", "database")}),
        ("any place", {name: _times(2, (*places, "")) for name, places in PLACES.items()} | {"database": ["", ""]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_series_of_kills(flow: Flow, name: str, plan: Mapping[str, Sequence[str]]) -> None:
    rng = random.Random(f"{SEED}/{name}")
    shuffled = {process: rng.sample(places, len(places)) for process, places in plan.items()}
    flow.statements = name in {"read", "any moment", "any place"}
    done = series.run(flow.rig, flow, shuffled, seed=SEED, past_due=name in {"close", "any moment", "any place"})
    figures = verdict.check(flow.rig, flow)
    _KILLS[name] = done.kills
    print(f"\n{name}: {done.kills} kills {dict(done.at_places)} {dict(done.anywhere)}: {dict(figures)}")
    _REACHED.update(done.at_places)


def test_there_were_two_hundred_and_every_place_was_reached(flow: Flow) -> None:
    figures = verdict.check(flow.rig, flow)
    print(f"\nall: {sum(_KILLS.values())} kills {dict(_KILLS)}: {dict(figures)}")
    assert sum(_KILLS.values()) >= 200
    assert set(_REACHED) == {(process, place) for process, places in PLACES.items() for place in places}
    assert figures["acknowledged"] >= 200
