"""The timeline of a case merges what the record says was done on it: each act once, no looks, repeats counted."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.models import Case, Element
from goldbell.apps.cases.services.reading import note_case
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import actor, make_district

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def taker():
    return actor(Role.INTAKE, unit=make_district().centre)


def told(by, case):
    return [(one.title, one.detail) for one in queries.timeline(by, Case.objects.get(pk=case.pk))]


def test_acts_of_the_record_stand_in_the_timeline_with_their_officer(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        services.set_scam_type(by=taker, now=NOW + timedelta(minutes=1), case_id=case.pk, scam_type="fake_loan")
        name = Officer.objects.get(pk=int(taker.id)).name
        assert ("定类型", name) in told(taker, case)


def test_what_rows_tell_is_not_told_twice_and_looks_are_not_told(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        before = told(taker, case)
        note_case(by=taker, now=NOW, case=case)
        assert told(taker, case) == before
        assert sum("受案" in title for title, _who in before) == 1
        assert not any("查阅" in title for title, _who in before)


def test_the_same_act_again_is_counted_and_a_later_one_stands_for_itself(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        elements = list(Element.objects.filter(case=case).order_by("pk")[:3])
        assert len(elements) == 3
        for seconds, element in enumerate(elements[:2]):
            now = NOW + timedelta(seconds=seconds)
            services.settle_element(by=taker, now=now, element_id=element.pk, confirmed=True)
        services.settle_element(by=taker, now=NOW + timedelta(hours=1), element_id=elements[2].pk, confirmed=True)
        titles = [title for title, _who in told(taker, case)]
        assert titles.count("确认要素 × 2") == 1
        assert titles.count("确认要素") == 1


def test_files_taken_in_together_are_one_line(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        for number in range(3):
            services.attach_evidence(
                by=taker, now=NOW, case_id=case.pk, name=f"{number}.csv", content=io.BytesIO(b"%d" % number)
            )
        titles = [title for title, _who in told(taker, case)]
        assert "收下证据 3 个" in titles
        assert "收下证据" not in titles
