"""Whose rows an officer may see follows from their unit."""

from __future__ import annotations

import pytest

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.queries import visible_units
from goldbell.apps.identity.tests.builders import actor, make_district

pytestmark = pytest.mark.django_db


def test_a_station_sees_itself_alone() -> None:
    there = make_district()
    assert visible_units(there.station) == {there.station.pk}


def test_a_brigade_sees_its_bundle_and_no_other() -> None:
    there = make_district()
    assert visible_units(there.brigades[0]) == {there.brigades[0].pk, there.stations[0].pk, there.stations[1].pk}


def test_the_centre_sees_the_bureau_but_owns_no_partner_rows() -> None:
    there = make_district()
    seen = visible_units(there.centre)
    assert {unit.pk for unit in (*there.stations, *there.brigades, there.centre, there.district)} <= seen
    assert not {unit.pk for unit in (*there.banks, there.operator, there.payment_institution)} & seen


def test_a_partner_sees_itself_alone() -> None:
    there = make_district()
    assert actor(Role.BANK_LIAISON, unit=there.bank).visible_units == {there.bank.pk}
