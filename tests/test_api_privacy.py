"""The record and personal data over the API: searched, checked, opened for a purpose, let out and destroyed by two people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldbell.apps.audit.models import Entry
from goldbell.apps.audit.verifying import verify
from goldbell.apps.cases.models import Report
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import District, actor_of, make_district, make_officer
from goldbell.apps.privacy import datakeys, exports
from goldbell.apps.privacy.models import DataKey, Erasure, Export
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db
WHY = "当事人申请，依据个人信息保护法"


@pytest.fixture(autouse=True)
def _open(settings: Any) -> Iterator[None]:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    yield
    datakeys.forget()


@pytest.fixture
def there() -> District:
    return make_district()


class Caller:
    """An officer's program."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.client = Client()
        self.client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def get(self, path: str) -> Any:
        return self.client.get(f"/api{path}")

    def post(self, path: str, body: object | None = None, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


def caller(role: Role, unit: Any) -> Caller:
    return Caller(make_officer(role, unit=unit))


@pytest.fixture
def report(there: District) -> Report:
    by = actor_of(make_officer(Role.STATION, unit=there.station))
    with scope.acting(by):
        case = make_case(by, utc_now())
        return Report.objects.get(case=case)


def wish(report: Report, **changes: Any) -> dict[str, Any]:
    told = {"subject_kind": "cases.report", "subject_id": report.pk, "field": "reporter_name"}
    return told | {"case_id": report.case_id, "purpose": "contact"} | changes


def test_a_value_is_opened_for_a_purpose_and_a_case_and_each_look_is_on_record(there: District, report: Report) -> None:
    mine = caller(Role.STATION, there.station)
    plain = mine.post("/privacy/reveal", wish(report), key="k").json()
    assert plain["kind"] == "name"
    assert "*" not in plain["value"]
    assert mine.post("/privacy/reveal", wish(report), key="k").status_code == 200
    looks = Entry.objects.filter(action="privacy.field.reveal")
    assert [(one.purpose, one.case_id) for one in looks] == [("contact", report.case_id)] * 2, (
        "no look is replayed unseen"
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"purpose": "curiosity"}, 422),
        ({"purpose": "other"}, 422),
        ({"purpose": "contact", "words": "打 13912342716"}, 422),
        ({"case_id": 987654321}, 404),
        ({"field": "number"}, 404),
        ({"field": "reporter_name_blind"}, 404),
        ({"field": "__class__"}, 404),
        ({"field": "case__victim"}, 404),
        ({"subject_kind": "identity.officer", "field": "password"}, 404),
        ({"subject_kind": "cases.draft", "field": "content"}, 404),
        ({"subject_kind": "nowhere"}, 404),
        ({"subject_id": 987654321}, 404),
    ],
    ids=lambda one: str(one),
)
def test_nothing_else_is_opened(there: District, report: Report, changes: dict[str, Any], status: int) -> None:
    answer = caller(Role.STATION, there.station).post("/privacy/reveal", wish(report, **changes))
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert not Entry.objects.filter(action="privacy.field.reveal").exists()


def test_another_stations_officer_opens_nothing_not_even_with_a_case_of_their_own(
    there: District, report: Report
) -> None:
    stranger = caller(Role.STATION, there.stations[3])
    by = actor_of(stranger.officer)
    with scope.acting(by):
        own = make_case(by, utc_now())
    for case_id in (report.case_id, own.pk):
        assert stranger.post("/privacy/reveal", wish(report, case_id=case_id)).status_code == 404
    own_report = wish(report, case_id=report.case_id)
    assert (
        stranger.post("/privacy/reveal", own_report | {"subject_kind": "cases.case", "field": "victim"}).status_code
        == 404
    )
    assert not Entry.objects.filter(action="privacy.field.reveal").exists()


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR, Role.PUBLICITY]
)
def test_who_has_no_case_work_opens_nothing(there: District, report: Report, role: Role) -> None:
    assert caller(role, there.centre).post("/privacy/reveal", wish(report)).status_code == 403


def test_the_record_is_searched_checked_and_taken_away(there: District, report: Report, tmp_path: Path) -> None:
    caller(Role.STATION, there.station).post("/privacy/reveal", wish(report))
    auditor = caller(Role.AUDITOR, there.centre)
    found = auditor.get(f"/audit/entries?action=privacy.field.reveal&case={report.case_id}").json()
    assert found["count"] == 1
    assert found["entries"][0]["facts"]["kind"] == "name"
    assert auditor.get("/audit/entries?since=2999-01-01T00:00:00Z").json()["count"] == 0
    assert auditor.get("/audit/chain").json()["seals"] >= 0
    assert set(auditor.post("/audit/verify").json()) == {
        "whole", "seals", "anchors", "anchored_to", "findings", "remarks",
    }  # fmt: skip
    taken = auditor.post("/audit/export")
    place = tmp_path / "audit.jsonl"
    place.write_bytes(b"".join(taken.streaming_content))
    assert {one.code for one in verify(place).findings} <= {"anchor"}, "whole, though a test anchors nothing"
    assert b"privacy.field.reveal" in place.read_bytes()
    assert Entry.objects.filter(action__in=["privacy.record.export", "privacy.record.verify"]).count() == 2
    assert caller(Role.CHIEF, there.centre).get("/audit/entries").status_code == 403


def test_an_export_takes_two_people_and_comes_marked(there: District) -> None:
    asking, deciding = caller(Role.DETECTIVE, there.station), caller(Role.CHIEF, there.centre)
    by = actor_of(asking.officer)
    with scope.acting(by):
        asked = exports.request(
            by=by,
            now=utc_now(),
            title="名单",
            columns=["户名"],
            rows=[["甲"]],
            unit_id=there.station.pk,
            purpose="verify",
        )
    assert asking.get("/privacy/exports").json()[0]["state"] == "asked"
    assert asking.post(f"/privacy/exports/{asked.pk}/file").status_code == 409
    assert asking.post(f"/privacy/exports/{asked.pk}/decide", {"agreed": True}).status_code == 403
    answer = deciding.post(f"/privacy/exports/{asked.pk}/decide", {"agreed": True}, key="yes")
    assert answer.json()["state"] == "approved"
    assert deciding.post(f"/privacy/exports/{asked.pk}/decide", {"agreed": True}, key="yes").json() == answer.json()
    assert deciding.post(f"/privacy/exports/{asked.pk}/file").status_code == 404, "only who asked"
    taken = asking.post(f"/privacy/exports/{asked.pk}/file")
    assert taken.content.startswith(b"PK")
    with scope.everything("test"):
        assert Export.objects.get().built_count == 1


def test_an_erasure_takes_two_people(there: District, report: Report) -> None:
    asking, deciding = caller(Role.DETECTIVE, there.station), caller(Role.CHIEF, there.centre)
    body = {"key": str(report.key), "reason": WHY, "case_id": report.case_id}
    first = asking.post("/privacy/erasures", body, key="e")
    assert first.status_code == 201
    assert asking.post("/privacy/erasures", body, key="e").json() == first.json()
    assert asking.post("/privacy/erasures", body).status_code == 409
    path = f"/privacy/erasures/{first.json()['id']}/decide"
    assert asking.post(path, {"agreed": True}).status_code == 403
    assert deciding.post(path, {"agreed": True}).json()["state"] == "done"
    assert DataKey.objects.get(pk=report.key).wrapped is None
    assert deciding.post(path, {"agreed": True}).status_code == 409
    answer = caller(Role.STATION, there.station).post("/privacy/reveal", wish(report))
    assert (answer.status_code, answer.json()["code"]) == (404, "erased")
    stranger = caller(Role.DETECTIVE, there.stations[3])
    assert stranger.post("/privacy/erasures", body | {"case_id": None}).status_code == 404
    assert stranger.get("/privacy/erasures").json() == []


def test_agreeing_asks_for_the_second_factor_anew(there: District, report: Report) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    asking, deciding = caller(Role.DETECTIVE, there.station), caller(Role.CHIEF, there.centre)
    TOTP.activate(deciding.officer, generate_totp_secret())
    made = asking.post("/privacy/erasures", {"key": str(report.key), "reason": WHY}).json()
    answer = deciding.post(f"/privacy/erasures/{made['id']}/decide", {"agreed": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_stale")
    with scope.everything("test"):
        assert Erasure.objects.get().state == "asked"
    assert deciding.post(f"/privacy/erasures/{made['id']}/decide", {"agreed": False}).json()["state"] == "refused"
