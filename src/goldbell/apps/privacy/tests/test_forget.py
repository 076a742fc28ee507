"""Forgetting somebody for good: the fingerprints go with the key, what is due goes in batches, old master keys end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases.models import Report
from goldbell.apps.cases.tests.builders import make_case, make_report
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.privacy import datakeys, forgetting, keyring, queries
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.datakeys import Erased
from goldbell.apps.privacy.models import DataKey, Erasure
from goldbell.apps.privacy.rounds import rewrap
from goldbell.apps.privacy.sealing import seal, unseal
from goldbell.apps.privacy.services import (
    approve_erasure,
    ask_purge,
    decide_purge,
    end_business,
    erase,
    new_key,
    retire_master,
    rotate_master,
    set_term,
)
from goldbell.apps.privacy.services.erase import ErasureNotOpen, NothingDue, ReasonMissing, SecondPersonNeeded
from goldbell.apps.privacy.services.keys import MasterInUse
from goldbell.apps.privacy.tests.builders import NOW, World
from goldbell.common.errors import Invalid, NotFound

WHY = "当事人申请，依据个人信息保护法"
LONG_AGO = date(1990, 5, 1)


@pytest.fixture(autouse=True)
def _open(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    yield
    datakeys.forget()


@pytest.fixture
def world(db: None) -> World:
    return World()


def due_key(world: World, on: date = LONG_AGO) -> UUID:
    with scope.everything("test") as by:
        key = new_key(by=by, now=NOW, unit_id=world.unit.pk)
        end_business(by=by, now=NOW, key=key, on=on)
    return key


# ---------- one person ----------


def test_the_fingerprints_of_a_person_go_with_their_key(world: World) -> None:
    with scope.acting(world.officer) as by:
        case = make_case(by, NOW)
        report = Report.objects.get(case=case)
    assert report.reporter_name_blind or report.reporter_phone_blind
    assert report.lexemes
    with scope.acting(world.detective) as by:
        sheet = queries.key_sheet(by, report.key)
        assert dict(sheet.sealed)[Kind.WORDS] == 1
        asked = erase(by=by, now=NOW, key=report.key, reason=WHY, case_id=case.pk)
    with scope.acting(world.chief) as by:
        approve_erasure(by=by, now=NOW, erasure_id=asked.pk)
    with scope.everything("test"), connection.cursor() as cursor:
        report.refresh_from_db()
        assert report.lexemes is None
        assert report.reporter_name_blind is None
        assert report.reporter_phone_blind is None
        assert report.reporter_id_number_blind is None
        case.refresh_from_db()
        assert case.victim_blind is None
        assert str(case.victim) == "〔已销毁〕"
        cursor.execute(
            "SELECT count(*) FROM cases_transfer WHERE to_account_blind IS NOT NULL AND case_id = %s", [case.pk]
        )
        assert cursor.fetchone()[0] > 0, "the money's trail is the case's, not the person's"
    assert Entry.objects.get(action="privacy.erasure.ask").case_id == case.pk


def test_nobody_elses_fingerprints_are_touched(world: World) -> None:
    with scope.acting(world.officer) as by:
        first, second = make_report(by, NOW), make_report(by, NOW)
    with scope.everything("test"):
        forgetting.clear_fingerprints([first.key])
        second.refresh_from_db()
        assert second.lexemes
        assert forgetting.clear_fingerprints([uuid4()]) == 0


def test_a_fingerprint_that_may_not_be_empty_becomes_one_that_nothing_equals(world: World) -> None:
    """Also where rows are written once: the program may change the fingerprint there and nothing else."""
    with scope.everything("test"), connection.cursor() as cursor:
        for holder in forgetting.holders():
            for _column, _kind, mark, empty in holder.sealed:
                if mark and not empty:
                    cursor.execute(f'UPDATE "{holder.table}" SET "{mark}" = uuid_send(gen_random_uuid()) WHERE false')


def test_every_fingerprint_in_the_house_belongs_to_a_sealed_value() -> None:
    tables = {holder.table for holder in forgetting.holders()}
    assert {"cases_report", "cases_transfer", "interdiction_stoporder", "exchange_outmessage"} <= tables


@pytest.mark.parametrize("role", [Role.DETECTIVE, Role.DUTY_CHIEF, Role.CHIEF])
def test_another_stations_person_cannot_be_erased_by_who_knows_the_key(world: World, role: Role) -> None:
    stranger = world.named(role, world.district.stations[3])
    with scope.acting(stranger) as by:
        for act in (
            lambda: erase(by=by, now=NOW, key=world.key, reason=WHY),
            lambda: queries.key_sheet(by, world.key),
        ):
            with pytest.raises(NotFound):
                act()
        assert queries.key_standings(by, [world.key]) == {}
    assert not Erasure.objects.exists()


def test_the_sheet_says_what_goes_and_what_stays_and_asks_for_certainty(world: World) -> None:
    client = _browser(world.detective)
    with scope.acting(world.officer) as by:
        case = make_case(by, NOW)
        key = Report.objects.get(case=case).key
    page = f"{reverse('privacy:erasure_sheet', args=[key])}?case={case.pk}"
    shown = client.get(page).content.decode()
    for words in ("什么被销毁", "什么留下", "原话", "案件还没有办结"):
        assert words in shown
    assert reverse("privacy:erasure_sheet", args=[key]) in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.post(page, {"reason": WHY}).status_code == 422, "without the tick"
    assert client.post(page, {"reason": "短", "sure": "on"}).status_code == 422
    assert not Erasure.objects.exists()
    assert client.post(page, {"reason": WHY, "sure": "on"}).status_code == 302
    with scope.everything("test"):
        assert Erasure.objects.get().key_id == key
    assert "已经有人申请销毁" in client.get(page).content.decode()
    assert "已申请销毁" in client.get(f"/cases/{case.pk}/").content.decode()


def test_who_may_not_ask_sees_no_button(world: World) -> None:
    with scope.acting(world.officer) as by:
        case = make_case(by, NOW)
    assert "销毁这个人的信息" not in _browser(world.officer).get(f"/cases/{case.pk}/").content.decode()


# ---------- what is due ----------


def test_a_purge_is_seen_before_asked_for_together_and_run_by_another(world: World) -> None:
    keys = [due_key(world) for _ in range(3)]
    due_key(world, on=NOW.date())
    sealed = seal(keys[0], Kind.NAME, "周桂兰")
    with scope.acting(world.detective) as by:
        (line,) = queries.purge_preview(by, NOW.date())
        assert (line.rule.code, line.unit_id, line.year, line.count) == ("case", world.unit.pk, 1990, 3)
        assert sum(one.count for one in queries.purge_preview(by, NOW.date() + timedelta(days=366 * 40))) == 4
        batch = ask_purge(by=by, now=NOW, on=NOW.date(), reason=WHY)
        assert queries.purge_preview(by, NOW.date()) == []
        with pytest.raises(NothingDue):
            ask_purge(by=by, now=NOW, on=NOW.date(), reason=WHY)
    assert unseal(sealed) == "周桂兰", "nothing is destroyed by asking"
    with scope.acting(world.chief) as by:
        assert decide_purge(by=by, now=NOW, batch=batch, agreed=True) == 3
        with pytest.raises(ErasureNotOpen):
            decide_purge(by=by, now=NOW, batch=batch, agreed=True)
    datakeys.forget()
    with pytest.raises(Erased):
        unseal(sealed)
    assert DataKey.objects.filter(destroyed_at__isnull=False).count() == 3
    assert Entry.objects.filter(action="privacy.erasure.approve").count() == 3


def test_a_purge_is_all_or_nothing_and_never_ones_own(world: World) -> None:
    due_key(world)
    both = replace(world.chief, roles=frozenset({Role.CHIEF}))
    with scope.acting(both) as by:
        batch = ask_purge(by=by, now=NOW, on=NOW.date(), reason=WHY)
        with pytest.raises(SecondPersonNeeded):
            decide_purge(by=by, now=NOW, batch=batch, agreed=True)
    assert not DataKey.objects.filter(destroyed_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("on", "reason", "failure"),
    [(NOW.date() + timedelta(days=1), WHY, Invalid), (NOW.date(), "短", ReasonMissing)],
)
def test_a_purge_needs_a_day_that_has_come_and_a_reason(
    world: World, on: date, reason: str, failure: type[Exception]
) -> None:
    due_key(world)
    with scope.acting(world.detective) as by, pytest.raises(failure):
        ask_purge(by=by, now=NOW, on=on, reason=reason)


def test_another_stations_due_keys_are_not_seen_or_purged(world: World) -> None:
    due_key(world)
    stranger = world.named(Role.DETECTIVE, world.district.stations[3])
    with scope.acting(stranger) as by:
        assert queries.purge_preview(by, NOW.date()) == []
        assert not queries.purge_holdings(by, NOW.date())
        with pytest.raises(NothingDue):
            ask_purge(by=by, now=NOW, on=NOW.date(), reason=WHY)


def test_a_shorter_term_counts_from_its_day_on(world: World) -> None:
    due_key(world, on=date(2020, 1, 1))
    security = world.named(Role.SECURITY_ADMIN, world.district.district)
    start = NOW.date() + timedelta(days=10)
    with scope.acting(security) as by:
        set_term(by=by, now=NOW, code="case", years=5, source="档案局文件 2026-12", valid_from=start)
    with scope.acting(world.detective) as by:
        assert queries.purge_preview(by, NOW.date()) == []
        assert len(queries.purge_preview(by, start)) == 1


# ---------- master keys ----------


@pytest.fixture
def own_keys(db: None, settings: Any, tmp_path: Any) -> World:
    """A key folder of this test's own: master keys are destroyed here."""
    settings.GOLDBELL_KEYS = tmp_path / "keys"
    (tmp_path / "keys").mkdir(mode=0o700)
    keyring._read.cache_clear()
    datakeys.forget()
    return World()


def test_a_master_key_is_changed_all_data_keys_follow_and_the_old_one_is_destroyed(
    own_keys: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    world = own_keys
    security = world.named(Role.SECURITY_ADMIN, world.district.district)
    sealed = seal(world.key, Kind.NAME, "周桂兰")
    with scope.acting(security) as by:
        assert rotate_master(by=by, now=NOW) == 2
        assert [(one.number, one.under, one.wraps) for one in queries.masters(by)] == [(2, 0, True), (1, 1, False)]
        with pytest.raises(MasterInUse):
            retire_master(by=by, now=NOW, master=1, reason="新备份已做")
    assert rewrap(NOW) == 1
    assert rewrap(NOW) == 0
    datakeys.forget()
    assert unseal(sealed) == "周桂兰"
    with scope.acting(security) as by:
        for master, failure in ((2, MasterInUse), (9, NotFound)):
            with pytest.raises(failure):
                retire_master(by=by, now=NOW, master=master, reason="新备份已做")
        with pytest.raises(ReasonMissing):
            retire_master(by=by, now=NOW, master=1, reason="")
        with django_capture_on_commit_callbacks(execute=True):
            retire_master(by=by, now=NOW, master=1, reason="新备份已做")
        assert keyring.masters() == [2]
    datakeys.forget()
    assert unseal(sealed) == "周桂兰"
    assert Entry.objects.get(action="privacy.master.retire").purpose == "新备份已做"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_touches_master_keys(world: World, role: Role) -> None:
    with scope.acting(world.named(role, world.district.centre)) as by:
        for act in (
            lambda: rotate_master(by=by, now=NOW),
            lambda: retire_master(by=by, now=NOW, master=1, reason=WHY),
            lambda: queries.masters(by),
        ):
            with pytest.raises(NotAllowed):
                act()


# ---------- pages ----------


def _browser(actor: Any, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(
        Officer.objects.get(pk=int(actor.id)), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_terms_masters_and_purges(own_keys: World, language: str) -> None:
    world = own_keys
    for _ in range(2):
        due_key(world)
    security = _browser(world.named(Role.SECURITY_ADMIN, world.district.district), language)
    detective, chief = _browser(world.detective, language), _browser(world.chief, language)
    assert 'value="2060-01-31"' in security.get(reverse("privacy:purge") + "?on=2060-01-31").content.decode()
    for name in ("terms", "masters", "purge", "erasures"):
        assert security.get(reverse(f"privacy:{name}")).status_code == 200
    term = {"code": "report", "years": "12", "source": "档案局文件 2026-12", "valid_from": "2099-01-01"}
    assert security.post(reverse("privacy:terms"), term | {"years": "0"}).status_code == 422
    assert security.post(reverse("privacy:terms"), term).status_code == 302
    assert "2099-01-01" in security.get(reverse("privacy:terms")).content.decode()
    assert detective.post(reverse("privacy:terms"), term).status_code == 403
    assert security.post(reverse("privacy:master_rotate")).status_code == 302
    assert keyring.newest_master() == 2
    assert security.post(reverse("privacy:purge"), {"reason": WHY, "sure": "on"}).status_code == 403
    assert detective.post(reverse("privacy:purge"), {"reason": WHY}).status_code == 422
    assert detective.post(reverse("privacy:purge"), {"reason": WHY, "sure": "on"}).status_code == 302
    with scope.everything("test"):
        batch = Erasure.objects.values_list("batch", flat=True).distinct().get()
    assert str(batch) in chief.get(reverse("privacy:erasures")).content.decode()
    assert chief.post(reverse("privacy:purge_decide", args=[batch]), {"answer": "yes"}).status_code == 302
    assert DataKey.objects.filter(destroyed_at__isnull=False).count() == 2


def test_a_forged_day_or_case_number_is_no_failure(world: World) -> None:
    client = _browser(world.detective)
    for query in ("on=", "on=9999-99-99", "on=0001-01-01", "on=9999-12-31", f"on={'9' * 500}"):
        assert client.get(f"{reverse('privacy:purge')}?{query}").status_code == 200
    for number in ("x", "٣", "9" * 40, "-1", "%00"):
        page = f"{reverse('privacy:erasure_sheet', args=[world.key])}?case={number}"
        assert client.get(page).status_code == 200
