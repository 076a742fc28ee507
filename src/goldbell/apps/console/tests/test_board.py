"""The duty board: what each officer has to do, and every number opening to its records."""

from __future__ import annotations

import pytest
from django.test import Client

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_district, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    settings.DEMO = True


def signed_in(officer) -> Client:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_empty_board_says_what_to_do_next(db):
    there = make_district()
    page = signed_in(make_officer(Role.DUTY_CHIEF, unit=there.centre)).get("/")
    assert page.status_code == 200, page.content.decode()[:3000]
    html = page.content.decode()
    assert "没有要你做的事" in html
    assert "没有在途的止付单" in html
