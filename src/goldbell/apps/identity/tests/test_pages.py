"""The pages of identity: what each person sees and can do there, in both languages."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from goldbell.apps.identity import services
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import ApiToken, Officer, Shift, Unit
from goldbell.apps.identity.scope import everything
from goldbell.apps.identity.tests.builders import District, actor, make_district, make_officer
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Settings) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there() -> District:
    return make_district()


def as_(role: Role, unit: Unit, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(make_officer(role, unit=unit))
    client.cookies["django_language"] = language
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["people/", "people/new/", "units/", "duty/", "account/", "tokens/"])
def test_pages_open_in_both_languages(there: District, page: str, language: str) -> None:
    answer = as_(Role.SECURITY_ADMIN, there.district, language).get(f"/{page}")
    assert answer.status_code == 200
    words = re.sub(r"<[^>]+>", " ", text(answer))
    if language == "en":
        left = set(re.findall(r"[\u4e00-\u9fff]{2,}", words)) - {"中文"}
        names = {unit.name_zh for unit in Unit.objects.all()} | {one.name for one in Officer.objects.all()}
        assert not {word for word in left if not any(word in name for name in names)}


def test_the_roll_is_searched_filtered_and_paged(there: District) -> None:
    for number in range(60):
        make_officer(Role.STATION, unit=there.station, badge=f"P{number:03}", name=f"名册{number}")
    client = as_(Role.SECURITY_ADMIN, there.district)
    assert text(client.get("/people/?q=P05")).count("/people/") >= 10
    assert "名册59" not in text(client.get("/people/?sort=badge"))
    assert "名册59" in text(client.get("/people/?q=P&page=2"))
    assert "名册1" not in text(client.get(f"/people/?unit={there.centre.pk}"))
    assert "没有这样的人员" in text(client.get("/people/?q=不在这里"))
    for odd in ("?page=abc", "?page=-1", "?unit=x", "?role=emperor", "?sort=password", "?q=" + "x" * 5000):
        assert client.get(f"/people/{odd}").status_code == 200


def test_a_chief_reads_the_roll_of_their_own_units_only(there: District) -> None:
    here = make_officer(Role.STATION, unit=there.stations[0])
    elsewhere = make_officer(Role.STATION, unit=there.stations[2])
    shown = text(as_(Role.CHIEF, there.brigades[0]).get("/people/"))
    assert here.badge in shown
    assert elsewhere.badge not in shown


def test_an_account_is_set_up_and_its_password_shown_once(there: District) -> None:
    client = as_(Role.SECURITY_ADMIN, there.district)
    words = {"badge": "N1", "name": "新民警", "unit": there.station.pk, "roles": ["station"]}
    page = client.post("/people/new/", words)
    made = Officer.objects.get(badge="N1")
    secret = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", text(page))
    assert secret
    assert made.check_password(secret[0])
    assert secret[0] not in text(client.get(f"/people/{made.pk}/"))
    again = client.post("/people/new/", words)
    assert again.status_code == 422
    assert "警号已经有人用了" in text(again)
    assert 'value="N1"' in text(again), "what was typed stays"


def test_roles_that_clash_are_refused_with_the_reason(there: District) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    client = as_(Role.SECURITY_ADMIN, there.district)
    answer = client.post(f"/people/{officer.pk}/roles/", {"roles": ["station", "audit_admin"], "reason": "试"})
    assert answer.status_code == 422
    assert "一个人只能任其中一种" in text(answer)
    assert client.post(f"/people/{officer.pk}/roles/", {"roles": ["detective"], "reason": "调岗"}).status_code == 302
    officer.refresh_from_db()
    assert officer.roles == ["detective"]


def test_each_act_on_an_account_asks_for_a_reason(there: District) -> None:
    officer = make_officer(Role.STATION, unit=there.station, on_duty=False)
    client = as_(Role.SECURITY_ADMIN, there.district)
    for act in ("deactivate", "reactivate", "password", "second-factor", "sign-out"):
        assert client.post(f"/people/{officer.pk}/{act}/", {"reason": ""}).status_code == 422
        assert client.post(f"/people/{officer.pk}/{act}/", {"reason": "试"}).status_code in {200, 302}
    assert client.post(f"/people/{officer.pk}/move/", {"unit": there.centre.pk, "reason": "调"}).status_code == 302
    officer.refresh_from_db()
    assert officer.unit_id == there.centre.pk


def test_the_tree_shows_bundles_and_is_changed_by_the_system_administrator(there: District) -> None:
    client = as_(Role.SYSTEM_ADMIN, there.district)
    shown = text(client.get("/units/"))
    assert shown.index(there.brigades[0].name_zh) < shown.index(there.stations[0].name_zh)
    words = {"code": "NEW", "kind": "station", "name_zh": "新所", "name_en": "New", "parent": there.district.pk}
    assert client.post("/units/new/", words | {"brigade": there.brigades[0].pk}).status_code == 302
    made = Unit.objects.get(code="NEW")
    bad = client.post("/units/new/", words | {"code": "NEW2", "parent": there.city.pk})
    assert bad.status_code == 422
    change = {"name_zh": "改名所", "name_en": "Renamed", "brigade": there.brigades[1].pk}
    assert client.post(f"/units/{made.pk}/", change).status_code == 302
    made.refresh_from_db()
    assert (made.name_zh, made.brigade_id) == ("改名所", there.brigades[1].pk)


def test_one_takes_over_and_hands_over_on_the_duty_page(there: District) -> None:
    client = Client()
    officer = make_officer(Role.DUTY, unit=there.centre, on_duty=False)
    client.force_login(officer)
    assert "现在上岗" in text(client.get("/duty/"))
    assert client.post("/duty/begin/").status_code == 302
    assert client.post("/duty/begin/").status_code == 422
    alone = client.post("/duty/end/", {"note": ""})
    assert (alone.status_code, "中心只剩你在岗" in text(alone)) == (422, True)
    other = make_officer(Role.DUTY, unit=there.centre, on_duty=True)
    assert client.post("/duty/end/", {"handed_to": other.pk, "note": "两张单等银行"}).status_code == 302
    assert "两张单等银行" in text(client.get("/duty/"))
    with everything("test"):
        assert Shift.objects.get(officer=officer).handed_to_id == other.pk


def test_a_token_is_shown_once_and_revoked(there: District) -> None:
    client = as_(Role.SECURITY_ADMIN, there.district)
    words = {"unit": there.bank.pk, "label": "柜面", "scopes": ["identity"], "days": 30}
    shown = re.search(r"gbt_[0-9a-f]{8}_[\w-]{20,}", text(client.post("/tokens/issue/", words)))
    assert shown
    assert shown[0] not in text(client.get("/tokens/"))
    assert client.post("/tokens/issue/", words | {"days": 9999}).status_code == 422
    assert client.post("/tokens/issue/", words | {"unit": there.station.pk}).status_code == 422
    with everything("test"):
        token = ApiToken.objects.get()
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 302
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 404
    assert as_(Role.AUDITOR, there.district).get("/tokens/").status_code == 200


def test_ones_language_stays(there: District) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    client = Client()
    client.force_login(officer)
    client.post("/account/language/", {"language": "en"})
    officer.refresh_from_db()
    assert officer.language == "en"
    elsewhere = Client()
    elsewhere.force_login(officer)
    assert "How I sign in" in text(elsewhere.get("/account/"))
    client.post("/account/language/", {"language": "xx"})
    officer.refresh_from_db()
    assert officer.language == "en"


def test_what_people_typed_is_escaped(there: District) -> None:
    services.add_officer(
        by=actor(Role.SECURITY_ADMIN, unit=there.district),
        now=utc_now(),
        badge="<b>x</b>",
        name="<script>alert(1)</script>",
        unit_id=there.station.pk,
        roles=["station"],
    )
    assert "<script>alert(1)" not in text(as_(Role.SECURITY_ADMIN, there.district).get("/people/"))
