"""How well the reader reads: counted from what officers said, shown to those who answer for it, taken out masked only."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases import queries, services
from goldbell.apps.cases.failures import NoSuchReport
from goldbell.apps.cases.models import Report
from goldbell.apps.cases.queries import readings
from goldbell.apps.cases.services.corrections import ask_corrections
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.cases.views.readings import share
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.apps.privacy import files
from goldbell.apps.privacy.models import Export
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db

WORDS = "我叫周慧兰，电话13904172716，有人自称客服让我转了九万八千二到6230581022749036何玉山。"


@pytest.fixture
def there(settings: Settings) -> District:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    return make_district()


def worked(there: District) -> int:
    """A station's case of which an officer confirmed one phone, rejected one person, and chose another type."""
    by, now = actor(Role.STATION, unit=there.station), utc_now()
    with scope.acting(by):
        case = make_case(by, now, words=WORDS, scam_type="fake_authority")
        rows = queries.elements(by, case_id=case.pk)
        phone = next(row for row in rows if row.kind == "phone")
        person = next(row for row in rows if row.kind == "person")
        services.settle_element(by=by, now=now, element_id=phone.pk, confirmed=True)
        services.settle_element(by=by, now=now, element_id=person.pk, confirmed=False)
        Report.objects.filter(case=case).update(read_as="fake_customer_service", read_surely=True, read_score=0.9)
    return case.pk


def asked(by: Actor) -> list[dict[str, object]]:
    now = utc_now()
    with scope.acting(by):
        number = ask_corrections(
            by=by,
            now=now,
            since=now - timedelta(1),
            until=now + timedelta(1),
            purpose="investigate",
            title="t",
            column="c",
        )
        made = Export.objects.get(pk=number)
        told = json.loads(files.open_(made.rows_path, made.key_id))
    return [json.loads(row[0]) for row in told["rows"]]


def test_kinds_and_types_are_counted(there: District) -> None:
    worked(there)
    chief, now = actor(Role.DUTY_CHIEF, unit=there.centre), utc_now()
    with scope.acting(chief):
        since, until = now - timedelta(1), now + timedelta(1)
        kinds = {line.kind: line for line in readings.kind_lines(chief, since=since, until=until)}
        (line,) = readings.type_lines(chief, since=since, until=until)
        assert not readings.kind_lines(chief, since=until, until=until + timedelta(1))
    assert (kinds["phone"].read, kinds["phone"].confirmed, kinds["phone"].rejected) == (1, 1, 0)
    assert (kinds["person"].confirmed, kinds["person"].rejected, kinds["person"].settled) == (0, 1, 1)
    assert (line.code, line.chosen, line.agreed, line.sure) == ("fake_customer_service", 1, 0, 1)
    assert dict(line.changed) == {"fake_authority": 1}


def test_a_share_names_its_denominator() -> None:
    assert share(1, 3) == "33.3% (1/3)"
    assert share(0, 0) == "–"


def test_corrections_leave_masked_with_the_officers_words(there: District) -> None:
    worked(there)
    (line,) = asked(actor(Role.ANALYST, unit=there.centre))
    text = str(line["text"])
    for secret in ("周慧兰", "13904172716", "6230581022749036", "何玉山", "九万八"):
        assert secret not in text
    assert "客服" in text
    assert (line["read_as"], line["label"], line["sure"]) == ("fake_customer_service", "fake_authority", True)
    assert line["confirmed"] == ["phone"]
    assert line["rejected"] == ["person"]
    with scope.everything("test"):
        assert Entry.objects.filter(action="privacy.export.ask").count() == 1
        assert Entry.objects.filter(action="privacy.record.read", subject_kind="cases.corrections").count() == 1


def test_only_rows_of_ones_own_scope_and_only_by_those_who_may(there: District) -> None:
    worked(there)
    with pytest.raises(NoSuchReport):
        asked(actor(Role.ANALYST, unit=there.stations[3]))
    with pytest.raises(NotAllowed):
        asked(actor(Role.STATION, unit=there.station))


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "对的占比"), ("en", "Share right")])
def test_the_page_and_its_exports(there: District, language: str, word: str) -> None:
    worked(there)
    chief, client = actor(Role.CHIEF, unit=there.centre), Client()
    client.force_login(Officer.objects.get(pk=int(chief.id)))
    client.cookies["django_language"] = language
    told = client.get(reverse("cases:readings")).content.decode()
    assert word in told
    assert "100.0% (1/1)" in told
    for name in ("readings_export", "corrections"):
        assert client.get(reverse(f"cases:{name}")).status_code == 200
        assert client.post(reverse(f"cases:{name}"), {"purpose": "investigate"}).status_code == 302
