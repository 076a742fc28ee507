"""A series of kills: who dies where, in a seeded order, while work flows; everything is started again, as a supervisor does."""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import psycopg

from tests.kills.flow import Flow
from tests.kills.rig import NAMES, Rig

#: The named places of each process. An empty name stands for any moment.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "worker": (
        "exchange.claimed",
        "exchange.before_send",
        "exchange.after_send",
        "exchange.recorded",
        "interdiction.due_before_commit",
        "audit.sealed_before_commit",
        "audit.anchored_before_commit",
        "tracing.claimed",
        "tracing.parsing",
        "tracing.before_commit",
    ),
    "web": (
        "exchange.inbox_before_commit",
        "exchange.inbox_after_commit",
        "interdiction.answer_applied",
        "interdiction.before_commit",
        "interdiction.after_commit",
    ),
    "bank": ("simulator.taken", "simulator.decide_before_commit", "simulator.decided", "simulator.told"),
    "desk": (
        "cases.report_before_commit",
        "cases.report_after_commit",
        "interdiction.before_commit",
        "interdiction.after_commit",
    ),
}
#: Reached once in many seconds: here the first time counts; elsewhere the first, second or third, as the seed says.
_SELDOM: Final = frozenset({"interdiction.due_before_commit", "audit.anchored_before_commit"})
#: A place that is not reached in this time is given up, and the process is killed where it is.
_GIVE_UP: Final = 60.0


@dataclass
class Done:
    """What a series did: kills by (process, place), those at a place that was reached and those at any moment."""

    at_places: Counter[tuple[str, str]] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)

    @property
    def kills(self) -> int:
        return sum(self.at_places.values()) + sum(self.anywhere.values())


@dataclass
class _Victim:
    """One process and the places where it is to die next."""

    name: str
    places: deque[str]
    armed: str | None = None
    kill_at: float | None = None


def run(rig: Rig, flow: Flow, plan: Mapping[str, Sequence[str]], *, seed: int, past_due: bool = False) -> Done:
    """Kill by ``plan`` (process → places in order), all processes side by side, then have everything up and quiet again.

    ``past_due``: let the 48 hours of executed orders be over again and again meanwhile."""
    rng, done = random.Random(seed), Done()
    victims = [_Victim(name, deque(places)) for name, places in plan.items() if places]
    flow.go()
    for victim in victims:
        if victim.places[0] and victim.name != "database":  # a place can only be named to a process that starts
            rig.kill(victim.name)
            done.anywhere[victim.name] += 1
        _next(rig, victim, rng)
    while any(victim.armed is not None for victim in victims):
        assert flow.broke is None, repr(flow.broke) + rig.logs()
        for victim in victims:
            if victim.armed is not None:
                _look(rig, victim, rng, done)
        if past_due:
            let_time_pass(rig)
        time.sleep(0.05)
    settle(rig, flow)
    return done


def _look(rig: Rig, victim: _Victim, rng: random.Random, done: Done) -> None:
    due = victim.kill_at is not None and time.monotonic() >= victim.kill_at
    if rig.dead(victim.name):
        place = (victim.armed or "").partition(":")[0]
        assert place, f"{victim.name} died by itself" + rig.logs()
        done.at_places[victim.name, place] += 1
    elif due:
        rig.kill(victim.name)
        done.anywhere[victim.name] += 1
    else:
        return
    _next(rig, victim, rng)


def _next(rig: Rig, victim: _Victim, rng: random.Random) -> None:
    """Start a dead process again, to die at the next place; after the last it lives on."""
    place = victim.places.popleft() if victim.places else None
    if rig.dead(victim.name):
        times = 1 if place in _SELDOM else rng.randrange(1, 4)
        rig.start(victim.name, f"{place}:{times}" if place else "")
    victim.armed = place
    pause = rng.uniform(1.5, 6.0) if victim.name == "database" else rng.uniform(0.2, 6.0)
    victim.kill_at = None if place is None else time.monotonic() + (_GIVE_UP if place else pause)


def settle(rig: Rig, flow: Flow, *, patience: float = 200.0) -> None:
    """Everything up, nothing armed; what was begun is finished; wait until nothing is on its way any more."""
    for name in NAMES:
        if rig.dead(name):
            rig.start(name)
    rig.ready()
    flow.drain(patience=60)
    deadline = time.monotonic() + patience
    while (open_ := _on_its_way(rig)) and time.monotonic() < deadline:
        assert not any(rig.dead(name) for name in NAMES), rig.logs()
        time.sleep(0.3)
    assert not open_, f"still on its way: {open_}" + rig.logs()


def _on_its_way(rig: Rig) -> list[tuple[object, ...]]:
    try:
        return [
            *rig.rows("SELECT 'order', id, state FROM interdiction_stoporder WHERE state IN ('approved', 'sent')"),
            *rig.rows(
                "SELECT 'message', id, state FROM exchange_outmessage WHERE state IN ('waiting', 'sending', 'delivered')"
            ),
            *rig.rows("SELECT 'file', id, state FROM tracing_statementfile WHERE state = 'waiting'"),
            *rig.rows("SELECT 'due', id, kind FROM interdiction_orderdue WHERE due_at < now() AND fired_at IS NULL"),
        ]
    except psycopg.OperationalError:
        return [("database",)]


def let_time_pass(rig: Rig) -> None:
    """For orders executed by now, 49 hours go by."""
    try:
        rig.rows(
            "UPDATE interdiction_orderdue SET due_at = due_at - interval '49 hours'"
            " WHERE fired_at IS NULL AND due_at > now()"
        )
    except psycopg.OperationalError:
        return
