"""``make run``: it plays a case and tells it in ten lines, comes back on the same home, and leaves no orphans when killed."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.story.house import House

_LINES = (
    "1 报案 reported",
    "2 流水 read",
    "3 追踪 traced",
    "4 在账 located",
    "5 建议 proposed",
    "6 批准 approved",
    "7 要求 asked",
    "8 止住 held",
    "9 未止住 missed",
    "10 用时 minutes",
)


@pytest.fixture(scope="module")
def houses(home: Path) -> Iterator[list[House]]:
    """The houses started one after another on one home; what still runs at the end is stopped."""
    home.parent.chmod(0o755)
    started: list[House] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.stop()


def _fen(line: str) -> int:
    return round(float(re.findall(r"([\d,]+\.\d\d) 元", line)[0].replace(",", "")) * 100)


def test_first_start_plays_a_case_and_tells_it_in_ten_lines(home: Path, houses: list[House]) -> None:
    house = House(home, story=True)
    houses.append(house)
    told = {line: house.hear(line) for line in _LINES}
    house.hear("就绪 ready")
    asked, held, missed = (_fen(told[line]) for line in _LINES[6:9])
    assert asked == held + missed
    assert held > 0
    assert "5 个" in told["2 流水 read"] or "7 个" in told["2 流水 read"]
    left = [int(number) for number in re.findall(r"第一笔转出后 (\d+) 分", told["10 用时 minutes"])]
    assert 35 < left[0] < 60
    with urllib.request.urlopen(house.url, timeout=30) as answer:
        assert "登录金钟" in answer.read().decode()


def test_killed_supervisor_leaves_no_orphans(houses: list[House]) -> None:
    house = houses[-1]
    children = psutil.Process(house.process.pid).children()
    assert len(children) >= 3
    house.process.kill()
    house.process.wait()
    _gone, alive = psutil.wait_procs(children, timeout=60)
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE and "postgres" not in one.name()]


def test_next_start_works_on_the_same_home_and_shows_old_rows(home: Path, houses: list[House]) -> None:
    house = House(home)
    houses.append(house)
    house.hear("就绪 ready")
    found = house.run(
        "from goldbell.apps.identity.scope import everything\n"
        "from goldbell.apps.interdiction.models import StopOrder\n"
        "from goldbell.apps.cases.models import Report\n"
        "with everything('test'):\n"
        "    print(StopOrder.objects.filter(state='executed').count(), Report.objects.count())"
    )
    executed, reports = map(int, found.split())
    assert executed >= 1
    assert reports >= 20
    with urllib.request.urlopen(house.url, timeout=30) as answer:
        assert "登录金钟" in answer.read().decode()


@pytest.mark.parametrize("name", ["worker", "web", "simulate", "database"])
def test_killed_child_is_started_again(houses: list[House], name: str) -> None:
    house, child = houses[-1], "work" if name == "worker" else name
    before = house.pid_of(child)
    house.kill(child)
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            after = house.pid_of(child)
            if after != before and psutil.pid_exists(after):
                with urllib.request.urlopen(f"{house.url}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
        except (AssertionError, OSError, IndexError, ValueError):
            pass
        time.sleep(0.3)
    raise AssertionError(f"{name} did not come back" + house.logs())
