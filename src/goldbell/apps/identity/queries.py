"""Reads of identity: who somebody is and whose rows they may see."""

from __future__ import annotations

from goldbell.apps.identity.contracts import UnitKind
from goldbell.apps.identity.models import Officer, Unit
from goldbell.common.actors import Actor


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
    """Ids of the units whose rows ``unit`` may see: a city, district or centre sees the whole bureau, a brigade itself and
    its bundle, a station or partner itself."""
    police = [kind for kind in UnitKind if kind not in {UnitKind.BANK, UnitKind.PAYMENT_INSTITUTION, UnitKind.OPERATOR}]
    if unit.kind in {UnitKind.CITY, UnitKind.DISTRICT, UnitKind.CENTRE}:
        return frozenset(Unit.objects.filter(kind__in=police).values_list("pk", flat=True))
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


def unit(unit_id: int) -> Unit:
    """The unit of an id, for apps that number or name what a unit owns. Unit.DoesNotExist for none."""
    return Unit.objects.get(pk=unit_id)
