"""The tree keeps its shape."""

from __future__ import annotations

import pytest

from goldbell.apps.identity import services
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role, UnitKind
from goldbell.apps.identity.queries import visible_units
from goldbell.apps.identity.services.units import BadPlace, BadShortCode, NoSuchUnit, UnitExists
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def admin(there: District) -> Actor:
    return actor(Role.SYSTEM_ADMIN, unit=there.district)


def add(by: Actor, code: str, kind: str, parent: int | None = None, brigade: int | None = None) -> int:
    made = services.add_unit(
        by=by,
        now=utc_now(),
        code=code,
        kind=kind,
        name_zh="新单位",
        name_en="New",
        parent_id=parent,
        brigade_id=brigade,
    )
    return made.pk


def test_a_station_joins_a_bundle_and_its_brigade_sees_it(there: District, admin: Actor) -> None:
    station = add(admin, "HW-PCS9", "station", there.district.pk, there.brigades[2].pk)
    assert station in visible_units(there.brigades[2])
    services.change_unit(by=admin, now=utc_now(), unit_id=station, brigade_id=there.brigades[0].pk)
    assert station in visible_units(there.brigades[0])
    assert station not in visible_units(there.brigades[2])


def test_units_stand_only_where_they_may(there: District, admin: Actor) -> None:
    for kind, parent, brigade in [
        ("station", there.city.pk, None),
        ("station", None, None),
        ("city", there.district.pk, None),
        ("bank", there.district.pk, None),
        ("brigade", there.district.pk, there.brigades[0].pk),
        ("station", there.district.pk, there.centre.pk),
        ("palace", None, None),
    ]:
        with pytest.raises(BadPlace):
            add(admin, "X", kind, parent, brigade)


def test_codes_are_taken_once_and_parents_exist(there: District, admin: Actor) -> None:
    with pytest.raises(UnitExists):
        add(admin, there.station.code, UnitKind.BANK)
    with pytest.raises(NoSuchUnit):
        add(admin, "X", "station", 987654321)
    with pytest.raises(NoSuchUnit):
        services.change_unit(by=admin, now=utc_now(), unit_id=987654321, name_zh="没有")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "\x00"])
def test_a_zone_must_be_one(there: District, admin: Actor, zone: str) -> None:
    with pytest.raises(BadPlace):
        services.change_unit(by=admin, now=utc_now(), unit_id=there.station.pk, zone=zone)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_only_the_system_administrator_builds(there: District, role: Role) -> None:
    with pytest.raises(NotAllowed):
        add(actor(role, unit=there.centre), "X", "bank")


def test_a_short_code_stands_for_the_unit_in_numbers(there: District, admin: Actor) -> None:
    station = there.station
    assert station.number_code == station.code
    made = services.change_unit(by=admin, now=utc_now(), unit_id=station.pk, short_code=" hw01 ")
    assert made.number_code == "HW01"
    with pytest.raises(UnitExists):
        services.change_unit(by=admin, now=utc_now(), unit_id=there.centre.pk, short_code="HW01")


@pytest.mark.parametrize("code", ["H", "HW-01", "河湾", "TOOLONG99", "HW 1", "HW01\x00"])
def test_a_short_code_is_short_and_plain(there: District, admin: Actor, code: str) -> None:
    with pytest.raises(BadShortCode):
        services.change_unit(by=admin, now=utc_now(), unit_id=there.station.pk, short_code=code)


def test_no_two_units_give_the_same_number(there: District, admin: Actor) -> None:
    add(admin, "HWX9", "bank")
    with pytest.raises(UnitExists):
        services.change_unit(by=admin, now=utc_now(), unit_id=there.centre.pk, short_code="HWX9")
