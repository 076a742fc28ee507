"""Signing in: badge, password, second factor, lock-out, the rules of a session."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import services
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer, OpenSession
from goldbell.apps.identity.tests.builders import PASSWORD, District, actor, make_district, make_officer
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Settings) -> Iterator[None]:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def officer(there: District) -> Officer:
    return make_officer(Role.INTAKE, unit=there.centre, badge="HW0001", name="秦一")


def sign_in(client: Client, badge: str = "HW0001", password: str = PASSWORD) -> object:
    return client.post(LOGIN, {"login": badge, "password": password})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_badge_and_password_open_the_door(client: Client, officer: Officer) -> None:
    assert sign_in(client, "hw0001 ").status_code == 302
    assert client.get("/account/").status_code == 200
    entry = Entry.objects.get(action="identity.session.begin")
    assert entry.actor == f"officer:{officer.pk}"
    assert entry.facts == {"second_factor": False}
    assert OpenSession.objects.get().officer_id == officer.pk


def test_passwords_are_kept_as_argon2(officer: Officer) -> None:
    assert officer.password.startswith("argon2")


@pytest.mark.parametrize("badge", ["HW0001", "NOBODY", "' or 1=1 --", "x" * 300, "\x00", "警"])
def test_a_wrong_sign_in_tells_nothing(client: Client, officer: Officer, badge: str) -> None:
    answer = sign_in(client, badge, "wrong-password-1")
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    if len(badge) < 30 and "\x00" not in badge:
        assert "警号或密码不对" in answer.content.decode()
        entry = Entry.objects.get(action="identity.session.fail")
        assert entry.facts == {"known": badge == "HW0001"}
        assert "NOBODY" not in f"{entry.subject_id}{entry.facts}"


def test_a_deactivated_officer_does_not_come_in(client: Client, there: District, officer: Officer) -> None:
    services.deactivate(by=actor(Role.SECURITY_ADMIN, unit=there.district), now=utc_now(), officer_id=officer.pk)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_five_failures_lock_and_the_page_says_until_when(client: Client, officer: Officer, settings: Settings) -> None:
    settings.GOLDBELL_HELP_PHONE = "0931-555-0110"
    bystander = make_officer(Role.INTAKE, unit=officer.unit)
    for badge in ("HW0001", "hw0001", " HW0001 ", "Hw0001", "HW0001"):
        answer = Client().post(LOGIN, {"login": badge, "password": "wrong-password-1"})
    assert sign_in(Client(), bystander.badge).status_code == 302, "a colleague at the same address still comes in"
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "登录已锁定" in text
    assert "0931-555-0110" in text
    assert 880 <= int(answer["Retry-After"]) <= 900
    assert sign_in(client).status_code == 429  # the right password does not help now
    entry = Entry.objects.filter(action="identity.session.lock").first()
    assert entry is not None
    assert entry.facts == {"known": True, "minutes": 15}
    AccessAttempt.objects.all().delete()
    assert sign_in(client).status_code == 302


def test_a_one_time_password_opens_only_the_page_to_change_it(client: Client, officer: Officer) -> None:
    Officer.objects.update(must_change_password=True)
    sign_in(client)
    for page in ("/account/", "/duty/", "/units/"):
        assert client.get(page)["Location"] == "/accounts/password/change/"
    assert client.get("/api/me").status_code == 403
    new = {"oldpassword": PASSWORD, "password1": "own-words-of-mine-7", "password2": "own-words-of-mine-7"}
    assert client.get("/accounts/password/change/").status_code == 200
    assert client.post("/accounts/password/change/", {**new, "password2": "x"}).status_code == 200
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get("/account/").status_code == 200
    assert Entry.objects.filter(action="identity.password.change").count() == 1


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123"])
def test_a_weak_password_is_not_taken(client: Client, officer: Officer, weak: str) -> None:
    sign_in(client)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_required_second_factor_is_set_up_first(
    client: Client,
    officer: Officer,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "*"
    sign_in(client)
    assert client.get("/account/")["Location"] == "/accounts/2fa/"
    assert "添加验证器" in client.get("/accounts/2fa/").content.decode()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert not any(secret in row[0] for row in cursor.fetchall()), "the seed lies in the database unsealed"
    assert Entry.objects.filter(action="identity.factor.add").count() == 2  # the app, and its recovery codes


def with_totp(officer: Officer) -> str:
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    return secret


def test_a_second_factor_is_asked_at_every_sign_in(client: Client, officer: Officer) -> None:
    secret = with_totp(officer)
    answer = sign_in(client)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/account/")["Location"].startswith(LOGIN)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert Entry.objects.filter(action="identity.factor.fail").count() == 1
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert Entry.objects.get(action="identity.session.begin").facts == {"second_factor": True}


def test_the_last_required_factor_cannot_be_removed(client: Client, officer: Officer, settings: Settings) -> None:
    secret = with_totp(officer)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "*"
    assert "最后一种不能移除" in client.post("/accounts/2fa/totp/deactivate/").content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(type="totp").exists()


def test_a_recovery_code_opens_once(officer: Officer) -> None:
    with_totp(officer)
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    first, second = Client(), Client()
    sign_in(first)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    sign_in(second)
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_lost_factor_is_reset_by_the_security_administrator(
    client: Client, there: District, officer: Officer
) -> None:
    with_totp(officer)
    security = actor(Role.SECURITY_ADMIN, unit=there.district)
    services.reset_second_factor(by=security, now=utc_now(), officer_id=officer.pk, reason="手机丢失")
    assert not Authenticator.objects.exists()
    assert sign_in(client).status_code == 302
    assert client.get("/account/").status_code == 200
    assert Entry.objects.get(action="identity.factor.reset").purpose == "手机丢失"


def test_a_change_of_roles_ends_the_session(client: Client, there: District, officer: Officer) -> None:
    sign_in(client)
    security = actor(Role.SECURITY_ADMIN, unit=there.district)
    services.change_roles(by=security, now=utc_now(), officer_id=officer.pk, roles=[Role.DUTY])
    assert client.get("/account/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize(("key", "age"), [("goldbell_began_at", 12 * 3600 + 1), ("goldbell_seen_at", 3601)])
def test_a_session_ends_after_a_shift_or_an_idle_hour(client: Client, officer: Officer, key: str, age: int) -> None:
    sign_in(client)
    client.get("/account/")
    session = client.session
    session[key] = time.time() - age
    session.save()
    assert client.get("/account/")["Location"].startswith(LOGIN)
    assert client.get("/account/")["Location"].startswith(LOGIN)


def test_one_sees_ones_sessions_and_ends_them(officer: Officer, there: District) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    page = here.get("/account/").content.decode()
    assert page.count("结束它") == 1
    other = OpenSession.objects.get(session_key=elsewhere.session.session_key)
    stranger = Client()
    make_officer(Role.INTAKE, unit=there.centre, badge="HW0002")
    sign_in(stranger, "HW0002")
    assert stranger.post(f"/account/sessions/{other.pk}/end/").status_code == 404
    assert elsewhere.get("/account/").status_code == 200
    assert here.post(f"/account/sessions/{other.pk}/end/").status_code == 302
    assert elsewhere.get("/account/")["Location"].startswith(LOGIN)
    assert here.get("/account/").status_code == 200


def test_nobody_signs_up_and_no_letter_is_sent(client: Client) -> None:
    for page in ("signup/", "email/", "password/reset/", "inactive/", "confirm-email/", "2fa/webauthn/login/"):
        assert client.get(f"/accounts/{page}").status_code == 404


def test_the_sign_in_page_speaks_both_languages(client: Client) -> None:
    chinese = client.get(LOGIN).content.decode()
    assert "登录金钟" in chinese
    english = client.get(LOGIN, headers={"Accept-Language": "en"}).content.decode()
    assert "Badge number" in english
    assert "登录金钟" not in english


def test_demo_accounts_are_listed_only_in_the_sample_district(
    client: Client, officer: Officer, settings: Settings
) -> None:
    assert "HW0001" not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    shown = client.get(LOGIN).content.decode()
    assert "HW0001" in shown
    assert settings.DEMO_PASSWORD in shown
