"""The box on every page sends what was typed by POST: names and numbers stand in no address."""

from __future__ import annotations

import pytest
from django.test import Client

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_district, make_officer

pytestmark = pytest.mark.django_db


def test_the_box_is_answered(settings: object) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"  # type: ignore[attr-defined]
    there = make_district()
    officer = make_officer(Role.ANALYST, unit=there.centre)
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/cases/search/", {"q": "保障"})
    assert answer.status_code == 200
    assert "保障" in answer.content.decode()
