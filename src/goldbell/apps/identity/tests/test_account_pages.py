"""Every page of sign-in and second factor in our design and both languages, strict content policy included."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import PASSWORD, make_district, make_officer

pytestmark = pytest.mark.django_db
PAGES = [
    "logout/",
    "reauthenticate/",
    "password/change/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/keys/{key}/remove/",
    "2fa/webauthn/keys/{key}/edit/",
]


@pytest.fixture
def officer(settings: Settings) -> Officer:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    return make_officer(Role.DUTY_CHIEF, unit=make_district().centre)


def confirmed(officer: Officer, language: str) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = language
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_page_opens_in_our_design(officer: Officer, page: str, language: str) -> None:
    client = confirmed(officer, language)
    if "totp/activate" not in page:
        TOTP.activate(officer, generate_totp_secret())
        RecoveryCodes.activate(officer)
    key = 0
    if "{key}" in page:
        key = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "K", "credential": {}}).pk
    answer = client.get("/accounts/" + page.format(key=key))
    text = answer.content.decode()
    assert answer.status_code == 200, page
    assert "gb-plain" in text
    assert ("金钟" if language == "zh-hans" else "Goldbell") in text
    words = re.sub(r"<[^>]+>", " ", text)
    if language == "en":
        assert not set(re.findall(r"[\u4e00-\u9fff]{2,}", words)) - {"中文", "金钟", officer.name, officer.unit.name_zh}
    inline = re.findall(r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>|\sstyle=|\son\w+=", text)
    assert not inline
