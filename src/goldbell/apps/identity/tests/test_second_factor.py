"""Who needs a second factor from which day, and how long one counts."""

from __future__ import annotations

import time
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from pytest_django import Settings

from goldbell.apps.identity.access import ask_second_factor, second_factor_fresh
from goldbell.apps.identity.apps import second_factor_rule
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.second_factor import required, rules
from goldbell.apps.identity.tests.builders import make_district, make_officer

DATED = "2026-01-01:system_admin,security_admin,audit_admin; 2026-07-01:*"


@pytest.mark.parametrize(
    ("role", "day", "needed"),
    [
        (Role.SECURITY_ADMIN, date(2025, 12, 31), False),
        (Role.SECURITY_ADMIN, date(2026, 1, 1), True),
        (Role.INTAKE, date(2026, 6, 30), False),
        (Role.INTAKE, date(2026, 7, 1), True),
    ],
)
def test_the_youngest_rule_that_has_begun_decides(role: Role, day: date, needed: bool, settings: Settings) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = DATED
    assert required([role], day) is needed


@pytest.mark.parametrize("text", ["yes", "2026-13-01:*", "2026-01-01:emperor", "2026-01-01:", "01.01.2026:*"])
def test_a_rule_that_cannot_be_read_stops_the_start(text: str, settings: Settings) -> None:
    with pytest.raises(ImproperlyConfigured):
        rules(text)
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = text
    assert [error.id for error in second_factor_rule()] == ["identity.E001"]


def test_off_is_for_the_sample_district_only(settings: Settings) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR, settings.DEMO = "off", False
    assert [error.id for error in second_factor_rule()] == ["identity.E002"]
    settings.DEMO = True
    assert not second_factor_rule()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("records", "fresh"),
    [
        ([], False),
        ([{"method": "password", "at": 0}], False),
        ([{"method": "mfa", "at": -299}], True),
        ([{"method": "mfa", "at": -301}], False),
        ([{"method": "mfa", "at": 60}], False),
        ([{"method": "mfa", "at": -301}, {"method": "mfa", "at": -1}], True),
    ],
)
def test_a_check_counts_five_minutes(records: list[dict[str, object]], fresh: bool) -> None:
    officer = make_officer(Role.DUTY_CHIEF, unit=make_district().centre)
    request = RequestFactory().get("/")
    request.user, request.session = officer, SessionStore()
    assert second_factor_fresh(request), "who has none is not asked"
    TOTP.activate(officer, generate_totp_secret())
    now = time.time()
    request.session["account_authentication_methods"] = [one | {"at": now + one["at"]} for one in records]  # type: ignore[operator]
    request.session["account_authentication_methods_user"] = str(officer.pk)
    assert second_factor_fresh(request) is fresh


def test_asking_again_leads_back(rf: RequestFactory) -> None:
    answer = ask_second_factor(rf.post("/x"), then="/orders/7/?a=1")
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Forders%2F7%2F%3Fa%3D1"
    swapped = ask_second_factor(rf.post("/x", headers={"HX-Request": "true"}), then="/orders/7/")
    assert (swapped.status_code, swapped["HX-Redirect"].startswith("/accounts/2fa/reauthenticate/")) == (204, True)
