"""Reads of identity: who somebody is and whose rows they may see."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from goldbell.apps.identity.access import require
from goldbell.apps.identity.contracts import ADMINISTRATORS, PARTNER_KINDS, Role, UnitKind
from goldbell.apps.identity.models import ApiToken, Officer, OpenSession, Shift, Unit
from goldbell.apps.identity.scope import everything
from goldbell.apps.identity.services.officers import NoSuchOfficer
from goldbell.apps.identity.services.units import NoSuchUnit
from goldbell.common.actors import Actor

#: Who reads the whole roll, partners' people included.
_WHOLE_ROLL = ADMINISTRATORS | {Role.AUDITOR}


def actor_of(officer: Officer) -> Actor:
    """The officer as services and the audit know them."""
    return Actor(
        kind="officer",
        id=str(officer.pk),
        unit_id=officer.unit_id,
        roles=frozenset(officer.roles),
        visible_units=visible_units(officer.unit),
    )


def visible_units(unit: Unit) -> frozenset[int]:
    """Ids of the units whose rows ``unit`` may see: a city, district or centre sees the whole bureau, a brigade itself
    and its bundle, a station or partner itself."""
    if unit.kind in {UnitKind.CITY, UnitKind.DISTRICT, UnitKind.CENTRE}:
        return frozenset(Unit.objects.exclude(kind__in=PARTNER_KINDS).values_list("pk", flat=True))
    if unit.kind == UnitKind.BRIGADE:
        return frozenset(Unit.objects.filter(brigade=unit).values_list("pk", flat=True)) | {unit.pk}
    return frozenset({unit.pk})


def officers_by_key(keys: set[str]) -> dict[str, Officer]:
    """Officers by actor key ``officer:<id>``, with their units, for pages that show who acted."""
    ids = [int(key.partition(":")[2]) for key in keys if key.startswith("officer:")]
    return {f"officer:{one.pk}": one for one in Officer.objects.filter(pk__in=ids).select_related("unit")}


def centre_id() -> int:
    """The id of the bureau's anti-fraud centre; a bureau has one."""
    return Unit.objects.get(kind=UnitKind.CENTRE).pk


def units(*, by: Actor) -> QuerySet[Unit]:
    """Units the asker may know: for police the whole tree and all partners, for a partner itself and the centre."""
    require(by, "identity.unit.read")
    found = Unit.objects.select_related("parent", "brigade")
    if by.kind == "partner" or Unit.objects.filter(pk=by.unit_id or 0, kind__in=PARTNER_KINDS).exists():
        return found.filter(Q(pk=by.unit_id) | Q(kind=UnitKind.CENTRE))
    return found


def unit(*, by: Actor, unit_id: int) -> Unit:
    """One unit the asker may know. Raises NoSuchUnit."""
    found = units(by=by).filter(pk=unit_id).first()
    if found is None:
        raise NoSuchUnit(_("没有这个机构"))
    return found


def unit_names(ids: set[int]) -> dict[int, str]:
    """Names of units in the reader's language; who sits where is no secret inside the house."""
    return {one.pk: one.name for one in Unit.objects.filter(pk__in=ids)}


def officers(*, by: Actor, words: str = "", unit_id: int | None = None, role: str = "") -> QuerySet[Officer]:
    """The roll (名册): administrators and auditors read all of it, others that of the units they see.

    ``words`` are looked for in badge and name."""
    require(by, "identity.officer.read")
    found = Officer.objects.select_related("unit")
    if by.roles.isdisjoint(_WHOLE_ROLL):
        found = found.filter(unit_id__in=by.visible_units)
    for word in words.replace("\x00", " ").split()[:5]:
        found = found.filter(Q(badge__icontains=word) | Q(name__icontains=word))
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if role:
        found = found.filter(roles__contains=[role[:24].replace("\x00", "")])
    return found


def officer(*, by: Actor, officer_id: int) -> Officer:
    """One officer of the roll the asker may read. Raises NoSuchOfficer."""
    found = officers(by=by).filter(pk=officer_id).first()
    if found is None:
        raise NoSuchOfficer(_("没有这位人员"))
    return found


def on_duty(*, by: Actor) -> list[Officer]:
    """Everybody on duty in the units the asker sees, centre first."""
    require(by, "identity.duty.read")
    here = Officer.objects.filter(on_duty=True, is_active=True, unit_id__in=by.visible_units).select_related("unit")
    return sorted(here, key=lambda one: (one.unit.kind != UnitKind.CENTRE, one.unit.code, one.badge))


def shifts(*, by: Actor, since: datetime) -> QuerySet[Shift]:
    """Shifts that began or ended after ``since`` in the asker's units, newest first."""
    require(by, "identity.duty.read")
    recent = Q(began_at__gte=since) | Q(ended_at__gte=since) | Q(ended_at=None)
    return Shift.objects.filter(recent).select_related("unit", "officer", "handed_to")


def successors(*, by: Actor) -> QuerySet[Officer]:
    """To whom one may hand over: those of one's own unit who are on duty."""
    mine = Officer.objects.filter(unit_id=by.unit_id or 0, on_duty=True, is_active=True)
    return mine.exclude(pk=int(by.id)) if by.kind == "officer" else mine.none()


def own_sessions(*, by: Actor) -> QuerySet[OpenSession]:
    """The browsers one is signed in with."""
    return OpenSession.objects.filter(officer_id=int(by.id)) if by.kind == "officer" else OpenSession.objects.none()


def factors(officer_id: int) -> list[str]:
    """Kinds of second factor an officer has set up: totp, webauthn, recovery_codes."""
    return sorted(set(Authenticator.objects.filter(user_id=officer_id).values_list("type", flat=True)))


def tokens(*, by: Actor) -> list[ApiToken]:
    """All API keys, newest first; they belong to partners, so this looks across units."""
    require(by, "identity.token.read")
    with everything("identity"):
        return list(ApiToken.objects.select_related("unit", "issued_by"))
