"""Taking over and handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldbell.apps.identity import scope, services
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Shift
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.services.duty import AlreadyOnDuty, BadSuccessor, NobodyLeft, NotOnDuty
from goldbell.apps.identity.tests.builders import District, make_district, make_officer
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> District:
    return make_district()


def test_a_shift_begins_and_is_handed_over_with_a_note(there: District) -> None:
    first = make_officer(Role.DUTY, unit=there.centre, on_duty=False)
    second = make_officer(Role.DUTY, unit=there.centre, on_duty=False)
    now = utc_now()
    with scope.acting(actor_of(first)) as by:
        services.go_on_duty(by=by, now=now)
        with pytest.raises(AlreadyOnDuty):
            services.go_on_duty(by=by, now=now)
    with scope.acting(actor_of(second)) as by:
        services.go_on_duty(by=by, now=now)
    with scope.acting(actor_of(first)) as by:
        services.go_off_duty(by=by, now=now + timedelta(hours=8), handed_to=second.pk, note="两张止付单等银行")
        shift = Shift.objects.get(officer=first)
    assert shift.ended_at == now + timedelta(hours=8)
    assert shift.handed_to_id == second.pk
    first.refresh_from_db()
    assert not first.on_duty


def test_the_centre_never_stands_empty(there: District) -> None:
    only = make_officer(Role.DUTY, unit=there.centre, on_duty=False)
    with scope.acting(actor_of(only)) as by:
        services.go_on_duty(by=by, now=utc_now())
        with pytest.raises(NobodyLeft):
            services.go_off_duty(by=by, now=utc_now())


def test_a_station_may_close_its_desk(there: District) -> None:
    only = make_officer(Role.STATION, unit=there.station, on_duty=False)
    with scope.acting(actor_of(only)) as by:
        services.go_on_duty(by=by, now=utc_now())
        services.go_off_duty(by=by, now=utc_now())
        with pytest.raises(NotOnDuty):
            services.go_off_duty(by=by, now=utc_now())


def test_the_successor_is_present_and_of_the_unit(there: District) -> None:
    leaving = make_officer(Role.DUTY, unit=there.centre, on_duty=True)
    make_officer(Role.DUTY, unit=there.centre, on_duty=True)
    elsewhere = make_officer(Role.STATION, unit=there.station, on_duty=True)
    absent = make_officer(Role.DUTY, unit=there.centre, on_duty=False)
    for wrong in (elsewhere.pk, absent.pk, leaving.pk, 987654321):
        with scope.acting(actor_of(leaving)) as by, pytest.raises(BadSuccessor):
            services.go_off_duty(by=by, now=utc_now(), handed_to=wrong)


def test_another_stations_shifts_are_not_seen(there: District) -> None:
    here = make_officer(Role.STATION, unit=there.stations[0], on_duty=False)
    with scope.acting(actor_of(here)) as by:
        services.go_on_duty(by=by, now=utc_now())
    with scope.acting(actor_of(make_officer(Role.STATION, unit=there.stations[1]))):
        assert not Shift.objects.exists()
    with scope.acting(actor_of(make_officer(Role.DUTY, unit=there.centre))):
        assert Shift.objects.count() == 1
