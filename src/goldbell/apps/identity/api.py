"""Identity over the API: who am I, the units, the officers."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from goldbell.apps.identity import queries
from goldbell.apps.identity.access import page
from goldbell.apps.identity.models import Officer, Unit
from goldbell.common.actors import Actor

router = Router(tags=["机构与人员"])
_MOST = 200


class UnitOut(Schema):
    """机构. ``parent`` and ``brigade`` are ids; a station's brigade is the one whose bundle it belongs to."""

    id: int
    code: str
    kind: str
    name: str
    parent: int | None
    brigade: int | None

    @classmethod
    def of(cls, unit: Unit) -> UnitOut:
        """The unit as programs see it."""
        return cls(
            id=unit.pk, code=unit.code, kind=unit.kind, name=unit.name, parent=unit.parent_id, brigade=unit.brigade_id
        )


class OfficerOut(Schema):
    """民警. No password, no second factor, ever."""

    id: int
    badge: str
    name: str
    unit: int
    roles: list[str]
    active: bool
    on_duty: bool

    @classmethod
    def of(cls, officer: Officer) -> OfficerOut:
        """The officer as programs see them."""
        return cls(
            id=officer.pk,
            badge=officer.badge,
            name=officer.name,
            unit=officer.unit_id,
            roles=sorted(officer.roles),
            active=officer.is_active,
            on_duty=officer.on_duty,
        )


class SelfOut(Schema):
    """Who the caller is and whose rows they see."""

    kind: str
    id: str
    unit: int | None
    roles: list[str]
    scopes: list[str]
    visible_units: list[int]


class OfficerFilter(Schema):
    """Which officers: words in badge or name, a unit, a role; paged."""

    q: str = ""
    unit: int | None = None
    role: str = ""
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=_MOST)


class Officers(Schema):
    """A page of officers and how many there are."""

    count: int
    items: list[OfficerOut]


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


@router.get("/me", response=SelfOut, summary="我是谁")
@page("identity.self.read")
def me(request: HttpRequest) -> SelfOut:
    """The caller's kind, unit, roles or scopes, and the units whose rows they may see."""
    by = _by(request)
    return SelfOut(
        kind=by.kind,
        id=by.id,
        unit=by.unit_id,
        roles=sorted(by.roles),
        scopes=sorted(by.scopes),
        visible_units=sorted(by.visible_units),
    )


@router.get("/units", response=list[UnitOut], summary="机构")
@page("identity.unit.read")
def units(request: HttpRequest) -> list[UnitOut]:
    """All units that the caller may know: police know the whole tree, a partner only itself."""
    return [UnitOut.of(unit) for unit in queries.units(by=_by(request))]


@router.get("/units/{unit_id}", response=UnitOut, summary="一个机构")
@page("identity.unit.read")
def unit(request: HttpRequest, unit_id: int) -> UnitOut:
    """One unit."""
    return UnitOut.of(queries.unit(by=_by(request), unit_id=unit_id))


@router.get("/officers", response=Officers, summary="人员")
@page("identity.officer.read")
def officers(request: HttpRequest, wanted: Query[OfficerFilter]) -> Officers:
    """Officers, filtered and paged."""
    found = queries.officers(by=_by(request), words=wanted.q, unit_id=wanted.unit, role=wanted.role)
    rows = found[wanted.offset : wanted.offset + wanted.limit]
    return Officers(count=found.count(), items=[OfficerOut.of(one) for one in rows])


@router.get("/officers/{officer_id}", response=OfficerOut, summary="一位人员")
@page("identity.officer.read")
def officer(request: HttpRequest, officer_id: int) -> OfficerOut:
    """One officer."""
    return OfficerOut.of(queries.officer(by=_by(request), officer_id=officer_id))
