"""Many orders share one anchor; none goes on before a turn that began after its own commit has ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from goldbell.apps.audit.sharing import SharedTurns, TurnFailed


def together(count: int, act: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_a_turn_alone_works_at_once() -> None:
    turns, done = SharedTurns(), []
    turns.run(lambda: done.append(1))
    turns.run(lambda: done.append(2))
    assert done == [1, 2]


def test_everybody_is_covered_by_a_turn_that_began_after_they_came_and_turns_are_fewer_than_acts() -> None:
    turns, committed, anchored = SharedTurns(), set[int](), [set[int]()]
    missed: list[int] = []

    def work() -> None:
        seen = set(committed)
        time.sleep(0.01)
        anchored.append(seen)

    def desk(number: int) -> None:
        for each in range(20):
            act = number * 100 + each
            committed.add(act)
            turns.run(work)
            if not any(act in one for one in anchored):
                missed.append(act)

    together(8, desk)
    assert missed == []
    assert len(anchored) - 1 < 160 / 2


def test_only_one_works_at_a_time() -> None:
    turns, inside, most = SharedTurns(), [0], [0]

    def work() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.002)
        inside[0] -= 1

    together(8, lambda _number: [turns.run(work) for _ in range(10)] and None)
    assert most == [1]


def test_who_waited_for_a_turn_that_failed_hears_of_it_and_the_next_turn_works() -> None:
    turns, first_runs, go_on = SharedTurns(), threading.Event(), threading.Event()
    heard: list[type[BaseException]] = []

    def slow() -> None:
        first_runs.set()
        go_on.wait(30)

    def full() -> None:
        time.sleep(0.05)
        raise OSError("no space left")

    def waits(_number: int) -> None:
        try:
            turns.run(full)
        except (OSError, TurnFailed) as error:
            heard.append(type(error))

    first = threading.Thread(target=turns.run, args=(slow,))
    first.start()
    first_runs.wait(30)
    others = threading.Thread(target=together, args=(3, waits))
    others.start()
    time.sleep(0.05)
    go_on.set()
    others.join(30)
    first.join(30)
    assert sorted(error.__name__ for error in heard) == ["OSError", "TurnFailed", "TurnFailed"]
    done: list[int] = []
    turns.run(lambda: done.append(1))
    assert done == [1]


def test_a_failure_is_the_callers_own() -> None:
    with pytest.raises(ZeroDivisionError):
        SharedTurns().run(lambda: 1 // 0)
