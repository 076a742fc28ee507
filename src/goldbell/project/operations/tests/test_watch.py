"""Figures for machines, stuck records, readiness."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.apps.insight.tests.builders import Counted, make_counted
from goldbell.apps.interdiction.models import StopOrder
from goldbell.project.database.address import current
from goldbell.project.operations.naming import WORKER
from goldbell.project.operations.watching import look, ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> Counted:
    return make_counted()


def scraped(client: Client, **headers: str) -> dict[str, dict[tuple[str, ...], float]]:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.content
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def test_the_metrics_tell_what_is_there(counted):
    told = scraped(Client())
    assert told["goldbell_orders"][("executed",)] == 2
    assert told["goldbell_orders"][("proposed",)] == 1
    assert told["goldbell_circuit"][("bank-a", "closed")] == 1
    assert told["goldbell_statement_files_waiting"][()] == 0
    assert set(told["goldbell_stuck_records"]) == {(one.code,) for one in ways()}
    assert told["goldbell_audit_unsealed"][()] > 0
    again = scraped(Client())
    asked = again["goldbell_requests_total"]
    assert any(route == "operations:metrics" for _method, route, _status in asked)


def test_metrics_hold_no_personal_data_and_no_value_of_an_address(counted):
    Client().get("/figures/secret-name-13904172716/")
    text = Client().get("/metrics").content.decode()
    for secret in ("13904172716", "6222020000000000017", "周慧兰", "secret-name"):
        assert secret not in text


@pytest.mark.parametrize(
    ("token", "address", "headers", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "::1", {}, 200),
        ("", "10.1.2.3", {}, 403),
        ("", "", {}, 403),
        ("", "127.0.0.1", {"X-Forwarded-For": "10.1.2.3"}, 403),
        ("", "10.1.2.3", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("", "127.0.0.1", {"Authorization": "Bearer "}, 200),
        ("", "10.1.2.3", {"Authorization": "Bearer "}, 403),
        ("", "10.1.2.3", {"Authorization": "Bearer x"}, 403),
        ("s3cret", "10.1.2.3", {"Authorization": "Bearer s3cret"}, 200),
        ("s3cret", "10.1.2.3", {"Authorization": "Bearer s3cre"}, 403),
        ("s3cret", "10.1.2.3", {"Authorization": "Basic s3cret"}, 403),
        ("s3cret", "127.0.0.1", {"Authorization": "Bearer 错"}, 403),
    ],
)
def test_only_this_machine_or_the_token_may_scrape(monkeypatch, token, address, headers, status):
    monkeypatch.setenv("GOLDBELL_METRICS_TOKEN", token)
    assert Client().get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_what_stays_too_long_is_found_and_what_is_young_is_not(counted):
    order = counted.order("sent", **counted.signed(state="sent", ordinal=1))
    with scope.everything("test"):
        assert {one.stuck.code: one.count for one in look(counted.at)}["order_unanswered"] == 0
        StopOrder.objects.filter(pk=order.pk).update(sent_at=counted.at - timedelta(minutes=21))
        found = {one.stuck.code: one for one in look(counted.at)}
    assert found["order_unanswered"].ids == (order.pk,)
    assert found["order_without_message"].ids == (order.pk,), "it was moved here without its message"


def test_an_approved_order_with_its_message_is_not_stuck(counted):
    order = counted.room.approve(counted.orders["proposed"])
    with scope.everything("test"):
        later = counted.at + timedelta(seconds=50)
        found = {one.stuck.code: one for one in look(later)}
        assert found["order_without_message"].count == 0
        OutMessage.objects.filter(subject_id=str(order.pk)).update(next_at=counted.at - timedelta(minutes=2))
        assert {one.stuck.code: one.count for one in look(counted.at)}["message_waiting"] == 1


def test_readiness_tells_whether_a_worker_is_there():
    assert Client().get("/readyz").json() == {"status": "ok", "worker": "absent"}
    line = current().for_psycopg(name=connection.settings_dict["NAME"])
    listen = (
        f"import psycopg; c = psycopg.connect({line!r}, application_name={WORKER!r}); print('on', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", listen], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout.readline() == "on\n"
        assert Client().get("/readyz").json() == {"status": "ok", "worker": "there"}
        worker.communicate("\n")


def test_the_desk_is_the_system_administrators_and_shows_ids_only(counted, settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    order = counted.order("sent", **counted.signed(state="sent", ordinal=1, sent_at=counted.at - timedelta(hours=1)))
    with scope.everything("test"):
        keeper = make_officer(Role.SYSTEM_ADMIN, unit=counted.room.district.district)
        chief = make_officer(Role.DUTY_CHIEF, unit=counted.room.district.centre)
    client = Client()
    client.force_login(keeper)
    page = client.get("/operations/")
    assert page.status_code == 200
    html = page.content.decode()
    assert "止付单发出后一直没有结果" in html
    assert str(order.pk) in html
    assert "周*兰" not in html
    assert "马*" not in html
    assert "马䶮" not in html
    other = Client()
    other.force_login(chief)
    assert other.get("/operations/").status_code == 403


def test_no_database_is_not_ready(monkeypatch):
    from django.db import DatabaseError

    from goldbell.project.database import schema

    def broken() -> list[str]:
        raise DatabaseError("gone")

    monkeypatch.setattr(schema, "check", broken)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "because": "DatabaseError"}
    assert make_district() is not None
