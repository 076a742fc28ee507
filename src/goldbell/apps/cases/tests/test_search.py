"""The search box finds by number, account, phone, name and any two characters, in scope only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goldbell.apps.cases import queries
from goldbell.apps.cases.tests.builders import make_case, make_report
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor, make_district

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def taker():
    return actor(Role.INTAKE, unit=make_district().centre)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("刷单", "words"),
        ("解冻", "words"),
        ("百万保障", "words"),
        ("周慧兰", "name"),
        ("何玉山", "name"),
        ("139 0417 2716", "phone"),
        ("+86 13904172716", "phone"),
        ("6230 5810 2274 9036", "account"),
        ("6217000000002051", "account"),
        ("６２３０５８１０２２７４９０３６", "account"),
        ("62010219790101001x", "id"),
        ("J-HW-FZ-20261122-0001", "number"),
        ("a-hw-fz-20261122", "number"),
        ("110-88231", "number"),
    ],
)
def test_finds(taker, text, kind):
    with scope.acting(taker):
        make_report(taker, NOW, words="完全不同的一件事", reporter_name="别人", reporter_phone="", transfers=())
        wanted = make_case(taker, NOW, reporter_id_number="62010219790101001X", outside_no="110-88231")
        found = queries.find(taker, text)
        if text.startswith("J-"):
            assert len(found.report_ids) == 1
            return
        assert [queries.report(taker, pk).case_id for pk in found.report_ids] == [wanted.pk]
        assert kind in found.matched[found.report_ids[0]]


@pytest.mark.parametrize(
    "text", ["止付", "单刷", "x", "", " ", "%", "__", "\x00\x00", "' OR 1=1 --", "a & !b | (", "😀😀", "1" * 5000]
)
def test_finds_nothing_and_never_fails(taker, text):
    with scope.acting(taker):
        make_case(taker, NOW)
        assert queries.find(taker, text).report_ids == ()


def test_finds_nothing_of_another_station():
    there = make_district()
    one, two = (actor(Role.STATION, unit=station) for station in there.stations[:2])
    with scope.acting(one):
        make_case(one, NOW)
    with scope.acting(two):
        for text in ("刷单", "周慧兰", "13904172716", "6230581022749036"):
            assert queries.find(two, text).report_ids == ()


def test_administrators_search_nothing():
    admin = actor(Role.SYSTEM_ADMIN, unit=make_district().centre)
    with scope.acting(admin), pytest.raises(NotAllowed):
        queries.find(admin, "刷单")
