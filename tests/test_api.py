"""The API's own manners: who may call, what is refused and how, and that a repeated call acts once."""

from __future__ import annotations

import json
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path
from ninja import NinjaAPI, Router, Schema
from pytest_django import Settings

from goldbell.apps.identity import services
from goldbell.apps.identity.access import page
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.idempotency import KEPT_FOR, forget_old_answers, idempotent
from goldbell.apps.identity.models import KeptAnswer, Unit
from goldbell.apps.identity.scope import acting, everything
from goldbell.apps.identity.tests.builders import District, actor, actor_of, make_district, make_officer
from goldbell.common.errors import Conflict
from goldbell.common.moments import utc_now
from goldbell.project.api import api as real
from goldbell.project.api import known_only
from goldbell.project.api_auth import OfficerSession, PartnerToken
from goldbell.project.api_reading import StrictReader

pytestmark = pytest.mark.django_db


class Sent(Schema):
    """What the trial operation takes."""

    name: str
    fail: bool = False


_trial = Router(tags=["trial"])


@_trial.post("/trial", response={201: dict[str, Any]})
@idempotent
@page("identity.self.read")
def trial(request: HttpRequest, sent: Sent) -> dict[str, Any]:
    """Makes a unit: an act one can count."""
    made = Unit.objects.create(code=f"T{Unit.objects.count()}", kind="bank", name_zh=sent.name, name_en=sent.name)
    if sent.fail:
        raise Conflict("另一边先动了手")
    return {"id": made.pk, "name": made.name_zh}


_api = NinjaAPI(
    urls_namespace="trial",
    auth=[PartnerToken(), OfficerSession()],
    parser=StrictReader(),
    docs_url=None,
    docs_decorator=known_only,
)
_api._exception_handlers = real._exception_handlers
_api.add_router("", _trial)
urlpatterns = [path("api/", _api.urls), path("", include("goldbell.project.urls"))]


@pytest.fixture(autouse=True)
def _trial_urls(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def signed_in(there: District) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_officer(Role.CHIEF, unit=there.centre))
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.fixture
def bearer(there: District) -> dict[str, str]:
    security = actor(Role.SECURITY_ADMIN, unit=there.district)
    made = services.issue_token(
        by=security, now=utc_now(), unit_id=there.bank.pk, label="柜面", scopes=["identity"], days=5
    )
    return {"Authorization": f"Bearer {made.secret}"}


def post(client: Client, body: object, key: str = "", **headers: str) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    sent = {"X-CSRFToken": "a" * 32} | ({"Idempotency-Key": key} if key else {}) | headers
    return client.post("/api/trial", text, content_type="application/json", headers=sent)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert {"type", "title", "detail", "code", "instance"} <= set(told)
    assert told["instance"] == answer["X-Request-Id"]
    return told


def test_a_stranger_is_told_so(client: Client) -> None:
    answer = client.get("/api/me")
    problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    problem(client.post("/api/trial", "{}", content_type="application/json"), 401)
    problem(client.get("/api/openapi.json"), 401)


@pytest.mark.parametrize("word", ["Bearer nonsense", "Bearer gbt_00000000_x", "Basic YTpi", "Bearer", "", "gbt"])
def test_a_bad_key_is_a_stranger_even_inside_a_session(signed_in: Client, word: str) -> None:
    problem(signed_in.get("/api/me", headers={"Authorization": word}), 401)


def test_a_partner_is_itself_and_sees_itself(client: Client, there: District, bearer: dict[str, str]) -> None:
    me = client.get("/api/me", headers=bearer).json()
    assert (me["kind"], me["unit"], me["visible_units"]) == ("partner", there.bank.pk, [there.bank.pk])
    known = {one["id"] for one in client.get("/api/units", headers=bearer).json()}
    assert known == {there.bank.pk, there.centre.pk}
    problem(client.get(f"/api/units/{there.banks[1].pk}", headers=bearer), 404)
    problem(client.get("/api/officers", headers=bearer), 403)


def test_a_key_opens_the_api_and_no_page(client: Client, bearer: dict[str, str]) -> None:
    assert client.get("/units/", headers=bearer)["Location"].startswith("/accounts/login/")


def test_a_session_must_carry_the_forgery_token(signed_in: Client) -> None:
    refused = signed_in.post("/api/trial", '{"name": "x"}', content_type="application/json")
    problem(refused, 403)
    assert not Unit.objects.filter(name_zh="x").exists()
    assert post(signed_in, {"name": "x"}).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "null and void",
        "[" * 2000,
        '{"name": "a", "name": "b"}',
        '{"name": NaN}',
        '{"name": "a\\u0000b"}',
        '{"name": "\\ud800"}',
        b'{"name": "\xff"}',
        '{"name": 1' + "0" * 5000 + "}",
    ],
)
def test_malformed_bodies_are_refused(signed_in: Client, body: str | bytes) -> None:
    problem(post(signed_in, body), 400)


def test_unfit_content_says_where_and_never_repeats_it(signed_in: Client) -> None:
    told = problem(post(signed_in, {"name": {"card": "6222020000000000000"}}), 422)
    assert told["errors"][0]["at"].endswith("name")
    assert "6222020000000000000" not in json.dumps(told)


def test_other_failures_are_problems_too(signed_in: Client) -> None:
    problem(signed_in.get("/api/nowhere"), 404)
    told = signed_in.delete("/api/me")
    problem(told, 405)
    assert "GET" in told["Allow"]
    problem(signed_in.post("/api/trial", "<a/>", content_type="application/xml"), 415)
    problem(signed_in.get("/api/officers?q=%00"), 400)
    problem(signed_in.get("/api/officers?limit=100000"), 422)
    problem(signed_in.get(f"/api/officers/{2**80}"), 404)


def test_the_same_key_acts_once(signed_in: Client) -> None:
    first, again = post(signed_in, {"name": "甲"}, "k-1"), post(signed_in, {"name": "甲"}, "k-1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Unit.objects.filter(name_zh="甲").count() == 1
    assert post(signed_in, {"name": "甲"}, "k-2").json() != first.json()


def test_the_same_key_with_other_content_is_refused(signed_in: Client) -> None:
    post(signed_in, {"name": "甲"}, "k-1")
    assert problem(post(signed_in, {"name": "乙"}, "k-1"), 409)["code"] == "idempotency_key_reused"
    assert not Unit.objects.filter(name_zh="乙").exists()


def test_a_refused_call_keeps_nothing_and_may_come_again(signed_in: Client) -> None:
    problem(post(signed_in, {"name": "甲", "fail": True}, "k-1"), 409)
    assert not Unit.objects.filter(name_zh="甲").exists()
    with everything("test"):
        assert not KeptAnswer.objects.exists()
    assert post(signed_in, {"name": "甲"}, "k-1").status_code == 201


def test_a_key_belongs_to_its_caller(signed_in: Client, client: Client, bearer: dict[str, str]) -> None:
    mine = post(signed_in, {"name": "甲"}, "k-1")
    theirs = post(client, {"name": "甲"}, "k-1", **bearer)
    assert theirs.status_code == 201
    assert theirs.json() != mine.json()


@pytest.mark.parametrize("key", ["a b", "x" * 81, "键", "a\tb"])
def test_a_misshapen_key_is_refused(signed_in: Client, key: str) -> None:
    problem(post(signed_in, {"name": "甲"}, key), 422)


def test_kept_answers_are_sealed_scoped_and_forgotten(signed_in: Client, there: District) -> None:
    post(signed_in, {"name": "不许落盘的名字"}, "k-1")
    with everything("test"):
        row = KeptAnswer.objects.get()
        assert "不许落盘的名字".encode() not in bytes(row.body)
    with acting(actor_of(make_officer(Role.STATION, unit=there.station))):
        assert not KeptAnswer.objects.exists()
    assert forget_old_answers(utc_now()) == 0
    assert forget_old_answers(utc_now() + KEPT_FOR + timedelta(minutes=1)) == 1


def test_the_document_is_openapi_3_1_and_names_the_key(signed_in: Client) -> None:
    schema = signed_in.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    names = [one["name"] for one in schema["paths"]["/api/trial"]["post"]["parameters"]]
    assert "Idempotency-Key" in names


@pytest.mark.django_db(transaction=True)
def test_two_equal_calls_at_once_act_once(there: District) -> None:
    """The second waits for the first to commit, then gets its answer."""
    officer = make_officer(Role.CHIEF, unit=there.centre)
    answers: list[Any] = []

    def call() -> None:
        one = Client(enforce_csrf_checks=True)
        one.force_login(officer)
        one.cookies["csrftoken"] = "a" * 32
        answers.append(post(one, {"name": "同时"}, "k-1"))
        connection.close()

    callers = [Thread(target=call) for _ in range(4)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Unit.objects.filter(name_zh="同时").count() == 1
