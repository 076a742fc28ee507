"""A small district for tests: the tree of domain.md §1 with partners beside it, and officers who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Final

from django.contrib.auth.hashers import make_password

from goldbell.apps.identity.contracts import Role, UnitKind
from goldbell.apps.identity.models import Officer, Unit
from goldbell.apps.identity.queries import actor_of
from goldbell.common.actors import Actor

__all__ = ["PASSWORD", "District", "actor", "actor_of", "make_district", "make_officer", "make_unit"]

#: The password of every officer made here.
PASSWORD: Final = "gold-bell-at-night-17"
_numbers: Final = count(1)


@dataclass(frozen=True)
class District:
    """One bureau: ``stations[0]`` and ``[1]`` are bundled with the first brigade, ``[2]`` with the second, ``[3]`` the third."""

    city: Unit
    district: Unit
    centre: Unit
    brigades: tuple[Unit, Unit, Unit]
    stations: tuple[Unit, Unit, Unit, Unit]
    banks: tuple[Unit, Unit]
    payment_institution: Unit
    operator: Unit

    @property
    def station(self) -> Unit:
        """The station that a test's own officer works at."""
        return self.stations[0]

    @property
    def bank(self) -> Unit:
        """The bank that a test's orders go to."""
        return self.banks[0]


def make_unit(
    kind: UnitKind, name_zh: str, *, code: str = "", parent: Unit | None = None, brigade: Unit | None = None
) -> Unit:
    """One unit; without ``code`` it gets one of its own."""
    return Unit.objects.create(
        code=code or f"{kind}-{next(_numbers)}",
        kind=kind,
        name_zh=name_zh,
        name_en=f"{kind.replace('_', ' ').title()} {next(_numbers)}",
        parent=parent,
        brigade=brigade,
    )


def make_district() -> District:
    """City, district, centre, three brigades with four stations in their bundles, two banks, a payment institution, an operator."""
    city = make_unit(UnitKind.CITY, "临江市公安局", code="LJ")
    district = make_unit(UnitKind.DISTRICT, "河湾分局", code="HW", parent=city)
    centre = make_unit(UnitKind.CENTRE, "河湾反诈中心", code="HW-FZ", parent=district)
    one, two, three = (
        make_unit(UnitKind.BRIGADE, f"刑警{number}大队", code=f"HW-XJ{place}", parent=district)
        for place, number in enumerate("一二三", 1)
    )
    stations = tuple(
        make_unit(UnitKind.STATION, f"{name}派出所", code=f"HW-PCS{place}", parent=district, brigade=brigade)
        for place, (name, brigade) in enumerate((("柳林", one), ("渡口", one), ("北塔", two), ("桥南", three)), 1)
    )
    return District(
        city=city,
        district=district,
        centre=centre,
        brigades=(one, two, three),
        stations=stations,  # type: ignore[arg-type]
        banks=(make_unit(UnitKind.BANK, "临江银行", code="LJB"), make_unit(UnitKind.BANK, "河湾农商银行", code="HWNS")),
        payment_institution=make_unit(UnitKind.PAYMENT_INSTITUTION, "快付", code="KF"),
        operator=make_unit(UnitKind.OPERATOR, "临江通信", code="LJTX"),
    )


def make_officer(
    *roles: Role | str, unit: Unit, role: Role | str = "", badge: str = "", name: str = "", on_duty: bool = True
) -> Officer:
    """An officer with the given roles (or the one ``role``) who can sign in with PASSWORD and need not change it."""
    held = [str(one) for one in (*roles, role) if one] or [str(Role.STATION)]
    number = next(_numbers)
    return Officer.objects.create(
        badge=badge or f"T{number:05d}",
        name=name or f"试警{number}",
        unit=unit,
        roles=held,
        on_duty=on_duty,
        password=_hashed(),
    )


def actor(*roles: Role | str, unit: Unit, role: Role | str = "") -> Actor:
    """A new officer with the given roles, as services know them."""
    return actor_of(make_officer(*roles, role=role, unit=unit))


@cache
def _hashed() -> str:
    """argon2 is slow on purpose; once a run is enough."""
    return make_password(PASSWORD)
