"""A case that privacy may ask about, and values of an invented person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest

from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.apps.privacy import cases
from goldbell.apps.privacy.services import new_key
from goldbell.common.actors import Actor

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
CASE = 4711


class World:
    """A district, a data key of its first station, officers, and case 4711 seen by whoever sees that station."""

    def __init__(self) -> None:
        with scope.everything("test") as by:
            self.district: District = make_district()
            self.unit = self.district.station
            self.key: UUID = new_key(by=by, now=NOW, unit_id=self.unit.pk)
            self.officer = self.named(Role.STATION, self.unit)
            self.stranger = self.named(Role.STATION, self.district.stations[3])
            self.detective = self.named(Role.DETECTIVE, self.district.brigades[0])
            self.chief = self.named(Role.CHIEF, self.district.centre)
            self.auditor = self.named(Role.AUDITOR, self.district.centre)

    def named(self, role: Role, unit: object) -> Actor:
        return actor(role, unit=unit)

    def sees_case(self, case_id: int) -> bool:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT goldbell_sees(%s)", [self.unit.pk])
            (seen,) = cursor.fetchone()
        return bool(seen) and case_id == CASE


@contextmanager
def case_known(world: World, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let privacy ask ``world`` about cases, instead of the apps above."""
    with patch.context() as within:
        within.setattr(cases, "_askers", lambda: (world.sees_case,))
        yield
