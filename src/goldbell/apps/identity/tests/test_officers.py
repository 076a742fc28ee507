"""Accounts and roles: given by the security administrator, kept apart, never by oneself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import services
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import ADMINISTRATORS, POLICE, Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.services.officers import BadgeTaken, LastOne, NotOneself, RolesClash
from goldbell.apps.identity.tests.builders import District, actor, make_district, make_officer
from goldbell.common.actors import Actor, system
from goldbell.common.errors import Invalid
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def security(there: District) -> Actor:
    return actor(Role.SECURITY_ADMIN, unit=there.district)


def add(by: Actor, there: District, **changes: object) -> services.NewOfficer:
    words = {"badge": "LJ0417", "name": "程一", "unit_id": there.station.pk, "roles": [Role.STATION]} | changes
    return services.add_officer(by=by, now=utc_now(), **words)  # type: ignore[arg-type]


def test_a_new_officer_gets_a_one_time_password_to_change(there: District, security: Actor) -> None:
    new = add(security, there)
    new.officer.refresh_from_db()
    assert new.officer.check_password(new.password)
    assert new.officer.must_change_password
    assert new.password not in repr(new)
    entry = Entry.objects.get(action="identity.officer.add")
    assert entry.actor == security.key
    assert "程一" not in str(entry.facts)
    assert new.password not in str(entry.facts)


def test_an_administrator_cannot_choose_the_password(there: District, security: Actor) -> None:
    new = add(security, there, password="chosen-by-the-administrator")
    assert not new.officer.check_password("chosen-by-the-administrator")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_gives_accounts_or_roles(there: District, role: Role) -> None:
    by = actor(role, unit=there.centre)
    with pytest.raises(NotAllowed):
        add(by, there)
    other = make_officer(Role.STATION, unit=there.station)
    with pytest.raises(NotAllowed):
        services.change_roles(by=by, now=utc_now(), officer_id=other.pk, roles=[Role.ANALYST])


def test_a_badge_signs_in_one_person_whatever_its_case(there: District, security: Actor) -> None:
    add(security, there)
    with pytest.raises(BadgeTaken):
        add(security, there, badge=" lj0417 ")


@pytest.mark.parametrize("badge", ["", "   ", "x" * 33])
def test_a_badge_must_be_one(there: District, security: Actor, badge: str) -> None:
    with pytest.raises(Invalid):
        add(security, there, badge=badge)


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", sorted({*ADMINISTRATORS, *POLICE}))
def test_an_administrators_office_stands_alone(there: District, security: Actor, office: str, other: str) -> None:
    if office == other:
        return
    with pytest.raises(RolesClash):
        add(security, there, roles=[office, other])
    officer = make_officer(Role.STATION, unit=there.station)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database keeps it too
        Officer.objects.filter(pk=officer.pk).update(roles=[office, other])


def test_the_database_knows_the_roles(there: District) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.filter(pk=officer.pk).update(roles=["emperor"])


def test_a_partners_person_is_a_liaison_and_nothing_else(there: District, security: Actor) -> None:
    add(security, there, badge="B1", unit_id=there.bank.pk, roles=[Role.BANK_LIAISON])
    with pytest.raises(RolesClash):
        add(security, there, badge="B2", unit_id=there.bank.pk, roles=[Role.ANALYST])


def test_nobody_changes_their_own_rights(there: District) -> None:
    officer = make_officer(Role.SECURITY_ADMIN, unit=there.district)
    make_officer(Role.SECURITY_ADMIN, unit=there.district)
    by, now = actor_of(officer), utc_now()
    with pytest.raises(NotOneself):
        services.change_roles(by=by, now=now, officer_id=officer.pk, roles=[Role.SYSTEM_ADMIN])
    with pytest.raises(NotOneself):
        services.deactivate(by=by, now=now, officer_id=officer.pk)
    with pytest.raises(NotOneself):
        services.give_password(by=by, now=now, officer_id=officer.pk)
    with pytest.raises(NotOneself):
        services.reset_second_factor(by=by, now=now, officer_id=officer.pk, reason="丢失")
    officer.refresh_from_db()
    assert officer.roles == [Role.SECURITY_ADMIN]


def test_a_change_of_roles_ends_open_sessions(there: District, security: Actor, client: object) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    before = officer.get_session_auth_hash()
    services.change_roles(by=security, now=utc_now(), officer_id=officer.pk, roles=[Role.DETECTIVE, Role.STATION])
    officer.refresh_from_db()
    assert officer.roles == [Role.DETECTIVE, Role.STATION]
    assert officer.get_session_auth_hash() != before
    entry = Entry.objects.get(action="identity.role.change")
    assert entry.facts == {"before": "station", "after": "detective,station"}


def test_the_same_roles_again_change_nothing(there: District, security: Actor) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    services.change_roles(by=security, now=utc_now(), officer_id=officer.pk, roles=[Role.STATION])
    assert not Entry.objects.filter(action="identity.role.change").exists()


def test_one_security_administrator_always_remains(there: District) -> None:
    last = make_officer(Role.SECURITY_ADMIN, unit=there.district)
    by = system("setup")
    with pytest.raises(LastOne):
        services.deactivate(by=by, now=utc_now(), officer_id=last.pk)
    with pytest.raises(LastOne):
        services.change_roles(by=by, now=utc_now(), officer_id=last.pk, roles=[Role.STATION])
    make_officer(Role.SECURITY_ADMIN, unit=there.district)
    services.deactivate(by=by, now=utc_now(), officer_id=last.pk)
    last.refresh_from_db()
    assert not last.is_active


def test_somebody_on_duty_hands_over_before_they_move(there: District, security: Actor) -> None:
    officer = make_officer(Role.STATION, unit=there.station, on_duty=True)
    with pytest.raises(services.officers.Conflict, match="交班"):
        services.move_officer(by=security, now=utc_now(), officer_id=officer.pk, unit_id=there.stations[1].pk)


def test_a_new_one_time_password_replaces_the_old_one(there: District, security: Actor) -> None:
    officer = make_officer(Role.STATION, unit=there.station)
    new = services.give_password(by=security, now=utc_now(), officer_id=officer.pk, reason="忘记密码")
    officer.refresh_from_db()
    assert officer.check_password(new.password)
    assert officer.must_change_password
    services.note_password_changed(by=actor_of(officer), now=utc_now(), officer_id=officer.pk)
    officer.refresh_from_db()
    assert not officer.must_change_password
