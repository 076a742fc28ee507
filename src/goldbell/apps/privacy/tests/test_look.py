"""Looking: for a purpose and a case, on record, and never unnoticed in great numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.privacy.contracts import Kind, LookupLimits, Purpose
from goldbell.apps.privacy.limits import LookupsStopped
from goldbell.apps.privacy.models import LookupAlarm
from goldbell.apps.privacy.sealing import Sealed, seal
from goldbell.apps.privacy.services import close_alarm, note_read, reveal, set_limits
from goldbell.apps.privacy.services.erase import SecondPersonNeeded
from goldbell.apps.privacy.services.looks import CaseMissing, PurposeMissing, stated_purpose
from goldbell.apps.privacy.services.oversight import AlarmClosed, LimitNotFitting
from goldbell.apps.privacy.tests.builders import CASE, NOW, World, case_known
from goldbell.common.actors import Actor

SUBJECT = Subject("cases.case", str(CASE), case_id=CASE)
SMALL = LookupLimits(alarm_per_hour=3, alarm_per_day=5, stop_per_day=8, reads_alarm_per_day=12, alarm_per_window=20)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    with case_known(made, monkeypatch):
        yield made


@pytest.fixture
def name(world: World) -> Sealed:
    return seal(world.key, Kind.NAME, "周桂兰")


def look(by: Actor, sealed: Sealed, hours: float = 0, purpose: str = Purpose.CONTACT.value) -> str:
    with scope.acting(by):
        return reveal(by=by, now=NOW + timedelta(hours=hours), sealed=sealed, purpose=purpose, subject=SUBJECT)


def limits(world: World, allowed: LookupLimits) -> None:
    by = world.named(Role.SECURITY_ADMIN, world.district.centre)
    set_limits(by=by, now=NOW - timedelta(days=60), limits=allowed, valid_from=NOW - timedelta(days=60))


def test_a_look_is_recorded_with_purpose_and_case_and_without_content(world: World, name: Sealed) -> None:
    assert look(world.officer, name, purpose=stated_purpose(Purpose.OTHER, "家属来电核实")) == "周桂兰"
    entry = Entry.objects.get(action="privacy.field.reveal")
    assert (entry.actor, entry.nature, entry.case_id) == (world.officer.key, "read", CASE)
    assert entry.purpose == "other：家属来电核实"
    assert entry.facts == {"kind": "name", "key": str(world.key)}
    assert "桂" not in str(entry.facts)


@pytest.mark.parametrize(
    "purpose",
    [
        "",
        "curious",
        "other",
        "other：看",
        "contact：" + "长" * 151,
        "contact：打 139 1234 2716 问",
        "other：6217001234567892716",
    ],
)
def test_without_a_fitting_purpose_nothing_opens(world: World, name: Sealed, purpose: str) -> None:
    with pytest.raises(PurposeMissing):
        look(world.officer, name, purpose=purpose)
    assert not Entry.objects.filter(action="privacy.field.reveal").exists()


@pytest.mark.parametrize("case_id", [None, CASE + 1])
def test_without_a_case_nothing_opens(world: World, name: Sealed, case_id: int | None) -> None:
    with scope.acting(world.officer), pytest.raises(CaseMissing):  # noqa: PT012
        subject = Subject("cases.case", "1", case_id=case_id)
        reveal(by=world.officer, now=NOW, sealed=name, purpose="contact", subject=subject)


def test_a_case_of_another_station_opens_nothing(world: World, name: Sealed) -> None:
    with pytest.raises(CaseMissing):
        look(world.stranger, name)


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.PUBLICITY]
)
def test_administrators_open_nothing(world: World, name: Sealed, role: Role) -> None:
    with pytest.raises(NotAllowed):
        look(world.named(role, world.district.centre), name)


def test_nobody_answering_for_cases_means_no(world: World, name: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldbell.apps.privacy import cases

    # undone before the world's own patch is, else that one would stay
    with monkeypatch.context() as within:
        within.setattr(cases, "_askers", lambda: ())
        with pytest.raises(CaseMissing):
            look(world.officer, name)


def test_many_looks_raise_a_notice_then_stop_until_another_chief_speaks(world: World, name: Sealed) -> None:
    limits(world, SMALL)
    for number in range(8):
        look(world.officer, name, hours=number / 100)
    raised = dict(LookupAlarm.objects.values_list("limit", "counted"))
    assert raised == {"alarm_per_hour": 3, "alarm_per_day": 5, "stop_per_day": 8}
    with pytest.raises(LookupsStopped):
        look(world.officer, name, hours=1)
    with pytest.raises(LookupsStopped):  # the next day changes nothing: a person must speak
        look(world.officer, name, hours=30)
    stop = LookupAlarm.objects.get(level="stop")
    with pytest.raises(NotAllowed):
        close_alarm(by=world.officer, now=NOW, alarm_id=stop.pk, word="我自己看过了")
    close_alarm(by=world.chief, now=NOW + timedelta(hours=2), alarm_id=stop.pk, word="值班量大，已逐条核对")
    with pytest.raises(AlarmClosed):
        close_alarm(by=world.chief, now=NOW + timedelta(hours=2), alarm_id=stop.pk, word="值班量大，已逐条核对")
    for number in range(8):
        look(world.officer, name, hours=3 + number / 100)
    with pytest.raises(LookupsStopped):
        look(world.officer, name, hours=4)
    assert Entry.objects.filter(action="privacy.lookup.alarm").count() == LookupAlarm.objects.count()


def test_a_chief_is_not_their_own_judge(world: World, name: Sealed) -> None:
    limits(world, SMALL)
    for _ in range(8):
        look(world.chief, name)
    stop = LookupAlarm.objects.get(level="stop", officer=world.chief.key)
    with pytest.raises(SecondPersonNeeded):
        close_alarm(by=world.chief, now=NOW, alarm_id=stop.pk, word="我自己核对过了")


def test_each_officer_is_counted_alone(world: World, name: Sealed) -> None:
    limits(world, SMALL)
    for _ in range(2):
        look(world.officer, name)
        look(world.detective, name)
    assert not LookupAlarm.objects.exists()


def test_eighty_eight_thousand_looks_in_nine_months_do_not_pass_unseen(world: World) -> None:
    """330 looks a day with the shipped limits, told through searches that open no field at all."""
    with scope.acting(world.officer):
        for number in range(330):
            at = NOW + timedelta(minutes=number * 4)
            note_read(by=world.officer, now=at, subject=Subject("cases.search", "-"), count=20)
    assert "reads_alarm_per_day" in set(LookupAlarm.objects.values_list("limit", flat=True))


def test_the_patient_are_seen_too(world: World) -> None:
    """Below every daily limit, day after day: the long window counts them."""
    limits(world, SMALL)
    with scope.acting(world.officer):
        for number in range(21):
            at = NOW + timedelta(days=number)
            note_read(by=world.officer, now=at, subject=Subject("cases.search", "-"))
    assert list(LookupAlarm.objects.values_list("limit", flat=True)) == ["alarm_per_window"]


def test_limits_are_dated(world: World, name: Sealed) -> None:
    by = world.named(Role.SECURITY_ADMIN, world.district.centre)
    set_limits(by=by, now=NOW, limits=SMALL, valid_from=NOW + timedelta(days=1))
    for _ in range(4):
        look(world.officer, name)
    assert not LookupAlarm.objects.exists()
    look(world.officer, name, hours=24.5)
    for _ in range(3):
        look(world.officer, name, hours=25)
    assert LookupAlarm.objects.filter(limit="alarm_per_hour").count() == 1
    with pytest.raises(LimitNotFitting):
        set_limits(by=by, now=NOW, limits=SMALL, valid_from=NOW - timedelta(seconds=1))
    with pytest.raises(LimitNotFitting):
        set_limits(by=by, now=NOW, limits=LookupLimits(stop_per_day=88_985), valid_from=NOW)
    with pytest.raises(NotAllowed):
        set_limits(by=world.chief, now=NOW, limits=SMALL, valid_from=NOW)
