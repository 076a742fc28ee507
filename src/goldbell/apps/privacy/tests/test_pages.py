"""The pages of oversight, and the sheet that asks why before a value opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from goldbell.apps.audit.models import Entry
from goldbell.apps.audit.sealing import seal_and_anchor
from goldbell.apps.audit.verifying import verify
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.tests.builders import make_officer
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.models import Erasure, Export, LookupAlarm
from goldbell.apps.privacy.sealing import seal
from goldbell.apps.privacy.services import erase
from goldbell.apps.privacy.tests.builders import CASE, NOW, World, case_known
from goldbell.common.moments import utc_now

SignIn = Callable[..., tuple[Client, Officer]]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    with case_known(made, monkeypatch):
        yield made


@pytest.fixture
def sign_in(world: World, settings: LazySettings) -> SignIn:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"  # that is identity's own test

    def come_in(role: Role, unit: object = None, language: str = "zh-hans") -> tuple[Client, Officer]:
        with scope.everything("test"):
            officer = make_officer(role, unit=unit or world.unit)
            Officer.objects.filter(pk=officer.pk).update(
                language=language, name=f"Officer {officer.pk}" if language == "en" else officer.name
            )
        client = Client(headers={"accept-language": language})
        client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client, officer

    return come_in


def mask_for(officer: Officer, world: World, text: str = "周桂兰") -> str:
    with scope.acting(actor_of(officer)) as by:
        context = Context({"actor": by, "value": seal(world.key, Kind.NAME, text), "case": CASE})
        return Template("{% load privacy %}{% sealed value case %}").render(context)


def link_in(html: str) -> str:
    found = re.search(r'href="([^"]+)"', html)
    assert found, html
    return unescape(found.group(1))


def test_the_mask_opens_for_a_purpose_only(world: World, sign_in: SignIn) -> None:
    client, officer = sign_in(Role.STATION)
    html = mask_for(officer, world)
    assert "周*兰" in html
    assert "周桂兰" not in html
    url = link_in(html)
    asked = client.get(url, headers={"hx-request": "true"})
    assert asked.status_code == 200
    assert "<html" not in asked.text
    assert "周桂兰" not in asked.text
    ref = url.partition("ref=")[2]
    ref = unescape(re.search(r'name="ref" value="([^"]+)"', asked.text).group(1)) if ref else ""  # type: ignore[union-attr]
    bare = client.post(reverse("privacy:reveal"), {"ref": ref, "purpose": ""})
    assert "周桂兰" not in bare.text
    other = client.post(reverse("privacy:reveal"), {"ref": ref, "purpose": "other"})
    assert "周桂兰" not in other.text
    assert "写明为什么" in other.text
    shown = client.post(reverse("privacy:reveal"), {"ref": ref, "purpose": "contact"}, headers={"hx-request": "true"})
    assert "周桂兰" in shown.text
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.get(action="privacy.field.reveal").actor == f"officer:{officer.pk}"


def test_a_reference_serves_its_own_officer_only(world: World, sign_in: SignIn) -> None:
    _client, officer = sign_in(Role.STATION)
    other, _officer = sign_in(Role.STATION)
    url = link_in(mask_for(officer, world))
    assert other.get(url).status_code == 422
    assert other.get(url[:-3] + "abc").status_code == 422
    assert other.get(reverse("privacy:reveal")).status_code == 422


def test_who_may_not_open_sees_the_mask_without_a_link(world: World, sign_in: SignIn) -> None:
    client, auditor = sign_in(Role.AUDITOR, world.district.centre)
    html = mask_for(auditor, world)
    assert "周*兰" in html
    assert "href" not in html
    _client, officer = sign_in(Role.STATION)
    assert client.get(link_in(mask_for(officer, world))).status_code == 403


def test_who_is_stopped_reads_why_in_the_sheet_and_the_refusal_is_recorded(world: World, sign_in: SignIn) -> None:
    client, officer = sign_in(Role.STATION)
    asked = client.get(link_in(mask_for(officer, world)))
    ref = unescape(re.search(r'name="ref" value="([^"]+)"', asked.text).group(1))  # type: ignore[union-attr]
    LookupAlarm.objects.create(
        officer=f"officer:{officer.pk}", level="stop", limit="stop_per_day", counted=300, allowed=300, at=utc_now()
    )
    told = {"ref": ref, "purpose": "contact"}
    sheet = client.post(reverse("privacy:reveal"), told, headers={"hx-request": "true"})
    assert "已到上限" in sheet.text
    assert "周桂兰" not in sheet.text
    page = client.post(reverse("privacy:reveal"), told)
    assert page.status_code == 403
    assert Entry.objects.filter(action="audit.page.refuse", facts={"code": "lookups_stopped"}).count() == 2


def test_a_hostile_value_is_escaped(world: World, sign_in: SignIn) -> None:
    client, officer = sign_in(Role.STATION)
    html = mask_for(officer, world, "<script>alert(1)</script>")
    assert "<script" not in html
    asked = client.get(link_in(html))
    ref = unescape(re.search(r'name="ref" value="([^"]+)"', asked.text).group(1))  # type: ignore[union-attr]
    shown = client.post(reverse("privacy:reveal"), {"ref": ref, "purpose": "verify"})
    assert "&lt;script&gt;alert(1)" in shown.text


def test_an_auditor_sees_who_did_and_who_read(world: World, sign_in: SignIn) -> None:
    client, officer = sign_in(Role.STATION)
    asked = client.get(link_in(mask_for(officer, world)))
    ref = unescape(re.search(r'name="ref" value="([^"]+)"', asked.text).group(1))  # type: ignore[union-attr]
    client.post(reverse("privacy:reveal"), {"ref": ref, "purpose": "contact"})
    auditor, _officer = sign_in(Role.AUDITOR, world.district.centre)
    page = auditor.get(reverse("audit:record"), {"officer": officer.badge, "nature": "read", "case": CASE})
    assert page.status_code == 200
    assert officer.name in page.text
    assert "查看完整信息" in page.text
    assert "联系当事人" in page.text
    assert "周桂兰" not in page.text
    empty = auditor.get(reverse("audit:record"), {"officer": "nobody-at-all"})
    assert "没有这样的记录" in empty.text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "cases.case:' OR 1=1"},
        {"q": "\x00"},
        {"officer": "\x00"},
        {"officer": "officer:99999999999999999999999999"},
        {"case": "99999999999999999999999"},
        {"case": "x"},
        {"since": "9999-12-31"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"page": "-1"},
        {"page": "9" * 40},
        {"action": "<script>"},
    ],
)
def test_hostile_filters_do_no_harm(world: World, sign_in: SignIn, query: dict[str, str]) -> None:
    client, _officer = sign_in(Role.AUDITOR, world.district.centre)
    assert client.get(reverse("audit:record"), query).status_code == 200


def test_the_record_is_checked_and_taken_away(
    world: World, sign_in: SignIn, tmp_path: Path, settings: LazySettings
) -> None:
    settings.GOLDBELL_ANCHORS = tmp_path / "anchors"
    client, _officer = sign_in(Role.AUDITOR, world.district.centre)
    with scope.acting(world.detective) as by:
        erase(by=by, now=NOW, key=world.key, reason="当事人申请，保存期满")
    seal_and_anchor(utc_now())
    checked = client.post(reverse("audit:verify"))
    assert "没有发现改动" in checked.text
    taken = client.post(reverse("audit:export"))
    place = tmp_path / "audit.jsonl"
    place.write_bytes(b"".join(taken.streaming_content))  # type: ignore[attr-defined]
    verdict = verify(place, anchors=tmp_path / "anchors")
    assert verdict.whole
    assert verdict.seals >= 1
    assert {"privacy.record.verify", "privacy.record.export"} <= set(Entry.objects.values_list("action", flat=True))


def test_an_alarm_is_seen_by_security_and_closed_by_a_chief(world: World, sign_in: SignIn) -> None:
    alarm = LookupAlarm.objects.create(
        officer=world.officer.key, level="stop", limit="stop_per_day", counted=300, allowed=300, at=utc_now()
    )
    security, _officer = sign_in(Role.SECURITY_ADMIN, world.district.centre)
    page = security.get(reverse("privacy:alarms"))
    assert "300 / 300" in page.text
    assert security.post(reverse("privacy:alarm_close", args=[alarm.pk]), {"word": "已核实情况"}).status_code == 403
    chief, _officer = sign_in(Role.CHIEF, world.district.centre)
    short = chief.post(reverse("privacy:alarm_close", args=[alarm.pk]), {"word": "好"}, follow=True)
    assert "4 到 200 字" in short.text
    closed = chief.post(reverse("privacy:alarm_close", args=[alarm.pk]), {"word": "已核实情况"}, follow=True)
    assert "已了结" in closed.text


def test_limits_are_set_on_the_page(world: World, sign_in: SignIn) -> None:
    client, _officer = sign_in(Role.SECURITY_ADMIN, world.district.centre)
    told = {"alarm_per_hour": 50, "alarm_per_day": 150, "stop_per_day": 250, "reads_alarm_per_day": 280}
    told |= {"alarm_per_window": 2500, "window_days": 30}
    assert client.post(reverse("privacy:limits"), told | {"stop_per_day": 0}).status_code == 422
    assert client.post(reverse("privacy:limits"), told, follow=True).status_code == 200
    assert 'value="250"' in client.get(reverse("privacy:alarms")).text


def test_an_export_is_approved_and_fetched_on_its_page(world: World, sign_in: SignIn) -> None:
    client, officer = sign_in(Role.DETECTIVE, world.district.brigades[0])
    with scope.acting(actor_of(officer)) as by:
        asked = exports.request(
            by=by,
            now=utc_now(),
            title="涉案账户",
            columns=["户名"],
            rows=[["周桂兰"]],
            unit_id=world.unit.pk,
            purpose="statements",
        )
    listing = client.get(reverse("privacy:exports"))
    assert "涉案账户" in listing.text
    assert "同意导出" not in listing.text
    assert client.post(reverse("privacy:export_file", args=[asked.pk])).status_code == 409
    chief, _officer = sign_in(Role.CHIEF, world.district.centre)
    assert "同意导出" in chief.get(reverse("privacy:exports")).text
    chief.post(reverse("privacy:export_decide", args=[asked.pk]), {"answer": "yes"})
    file = client.post(reverse("privacy:export_file", args=[asked.pk]))
    assert file["Content-Type"].endswith("sheet")
    assert file.content[:2] == b"PK"
    stranger, _officer = sign_in(Role.CHIEF, world.district.stations[3])
    assert "涉案账户" not in stranger.get(reverse("privacy:exports")).text
    with scope.everything("test"):
        assert Export.objects.get().built_count == 1


def test_an_erasure_is_decided_on_its_page(world: World, sign_in: SignIn) -> None:
    with scope.acting(world.detective) as by:
        asked = erase(by=by, now=NOW, key=world.key, reason="当事人申请，保存期满")
    chief, _officer = sign_in(Role.CHIEF, world.district.centre)
    assert "同意并销毁" in chief.get(reverse("privacy:erasures")).text
    answer = chief.post(reverse("privacy:erasure_decide", args=[asked.pk]), {"answer": "yes"}, follow=True)
    assert "没有人能再读出" in answer.text
    with scope.everything("test"):
        assert Erasure.objects.get().state == "done"


@pytest.mark.parametrize(
    "name", ["audit:record", "audit:chain", "privacy:alarms", "privacy:exports", "privacy:erasures"]
)
def test_pages_speak_english_without_a_chinese_rest(world: World, sign_in: SignIn, name: str) -> None:
    role = Role.AUDITOR
    client, _officer = sign_in(role, world.district.centre, language="en")
    with translation.override("en"):
        page = client.get(reverse(name), headers={"accept-language": "en"})
    assert page.status_code == 200
    main = page.text[page.text.index("<main") : page.text.index("</main")]
    rest = re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<option[^>]*>[^<]*</option>|<dd>.*?</dd>", "", main))
    assert rest == []
