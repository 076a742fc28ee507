"""Programs take reports once and read masked answers; strangers get nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from goldbell.apps.cases.models import Report
from goldbell.apps.cases.tests.builders import WORDS, make_case
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there():
    return make_district()


@pytest.fixture
def officer(there):
    return make_officer(Role.INTAKE, unit=there.centre)


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer, backend=BACKEND)
    return client


def body(**more: object) -> dict[str, object]:
    moment = utc_now().isoformat()
    transfer = {
        "paid_at": moment,
        "amount_fen": 9_820_000,
        "way": "instant",
        "to_account": "6230581022749036",
        "to_name": "何玉山",
    }
    told = {
        "channel": "call_110",
        "received_at": moment,
        "words": WORDS,
        "reporter_name": "周慧兰",
        "transfers": [transfer],
    }
    return told | more


def send(client: Client, told: object, key: str | None = "k-1"):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/api/reports", told, content_type="application/json", headers=headers)


def test_the_same_key_is_one_report_and_answers_are_masked(client, officer):
    told = body()
    first, again = send(client, told), send(client, told)
    assert first.status_code == 201, first.content
    assert again.json()["id"] == first.json()["id"]
    assert first.json()["reporter_name"] == "周*兰"
    assert send(client, body(words="别的话")).status_code == 409
    assert send(client, told, key=None).status_code == 400
    case = client.post(f"/api/reports/{first.json()['id']}/case", headers={"Idempotency-Key": "k-2"})
    assert case.status_code == 200, case.content
    rows = client.get(f"/api/cases/{case.json()['id']}/transfers").json()
    assert rows[0]["to_account"] == "****9036"
    assert rows[0]["to_name"] == "何*山"
    assert client.get("/api/cases").json()["count"] == 1
    assert client.get(f"/api/cases/{case.json()['id']}/evidence").json() == []
    with scope.acting(actor_of(officer)):
        assert Report.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "telepathy"},
        {"words": "", "transfers": []},
        {"received_at": "2099-01-01T00:00:00+08:00"},
        {"received_at": "2026-01-01T00:00:00"},
        {"balance_left_fen": -1},
        {"scam_type": "none"},
        {"transfers": [{"paid_at": "2026-01-01T00:00:00+08:00", "amount_fen": 0, "way": "instant"}]},
        {"transfers": [{"paid_at": "2026-01-01T00:00:00+08:00", "amount_fen": 10**30, "way": "instant"}]},
        {"transfers": [{"paid_at": "2026-01-01T00:00:00+08:00", "amount_fen": 1, "way": "x"}]},
        {"words": 7},
    ],
)
def test_what_cannot_be_right_is_refused_with_a_reason(client, change):
    answer = send(client, body(**change))
    assert answer.status_code in {400, 422}, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["detail"]


def test_another_station_and_nobody_get_nothing(there, officer):
    with scope.acting(actor_of(officer)):
        case = make_case(actor_of(officer), utc_now())
    stranger = Client()
    stranger.force_login(make_officer(Role.STATION, unit=there.station), backend=BACKEND)
    for path in ("", "/transfers", "/evidence"):
        assert stranger.get(f"/api/cases/{case.pk}{path}").status_code == 404
        assert Client().get(f"/api/cases/{case.pk}{path}").status_code == 401
    assert stranger.get("/api/cases").json() == {"count": 0, "cases": []}
    assert stranger.get(f"/api/cases/{2**63}").status_code == 422
