"""The rail says how much waits for its reader in each room, and a rung bell brings the counts anew."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.apps.cases import services
from goldbell.apps.cases.tests.builders import make_report
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import District, actor_of, make_district, make_officer
from goldbell.project.frame import rooms, waits

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there() -> District:
    return make_district()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def counts(html: str) -> dict[str, str]:
    found = re.findall(r'id="rail_list_(\w+)"[^>]*?( hidden)?>(\d*\+?)<', html)
    return {key: "" if hidden else count for key, hidden, count in found}


def test_every_counted_room_is_a_room() -> None:
    assert set(waits()) <= {room.url for room in rooms()}
    assert len(waits()) >= 4


def test_what_waits_stands_on_the_rail_and_nothing_stands_where_nothing_waits(there: District) -> None:
    chief = make_officer(Role.INTAKE, Role.DUTY_CHIEF, unit=there.centre)
    client = signed_in(chief)
    assert counts(client.get("/").content.decode())["intake"] == ""
    with scope.acting(actor_of(chief)):
        for _ in range(2):
            make_report(actor_of(chief), NOW)
        services.start_draft(by=actor_of(chief), now=NOW)
    page = client.get("/").content.decode()
    assert counts(page)["intake"] == "3"
    assert counts(page)["orders"] == ""
    part = client.get(reverse("rail"))
    assert part["Cache-Control"] == "no-store"
    html = part.content.decode()
    assert counts(html) == counts(page)
    assert "<nav" not in html
    assert html.count('hx-swap-oob="true"') == html.count("gb-rail-count")


def test_a_stranger_counts_nothing_of_it(there: District) -> None:
    with scope.everything("test"):
        taker = actor_of(make_officer(Role.INTAKE, unit=there.centre))
    with scope.acting(taker):
        make_report(taker, NOW)
    stranger = make_officer(Role.INTAKE, Role.DUTY_CHIEF, unit=there.stations[3])
    assert counts(signed_in(stranger).get("/rail/").content.decode())["intake"] == ""


def test_nobody_counts_without_signing_in(client: Client) -> None:
    assert client.get("/rail/").status_code == 302


def test_a_failure_is_said_even_where_counting_would_fail(there: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure the database may have ended the transaction; the page that says so must not ask it again."""
    officer = make_officer(Role.DUTY_CHIEF, unit=there.centre)

    def broken(**_facts: object) -> int:
        raise AssertionError("counted after a failure")

    monkeypatch.setattr("goldbell.project.frame.waits", lambda: dict.fromkeys((room.url for room in rooms()), broken))
    page = signed_in(officer).get("/cases/999999999/")
    assert page.status_code == 404
    with pytest.raises(AssertionError, match="counted"):
        signed_in(officer).get("/cases/")
