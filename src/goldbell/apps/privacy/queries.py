"""Reads of privacy: what waits for a second person, who looked too much, what is due for erasure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, QuerySet
from django.utils import timezone

from goldbell.apps.identity import access
from goldbell.apps.privacy import keyring
from goldbell.apps.privacy.contracts import (
    SHIPPED_TERMS,
    DueForErasure,
    DueLine,
    ErasureState,
    KeySheet,
    Kind,
    MasterStanding,
    RetentionRule,
)
from goldbell.apps.privacy.fields import SealedField
from goldbell.apps.privacy.forgetting import holdings
from goldbell.apps.privacy.models import DataKey, Erasure, Export, LookupAlarm, RetentionTerm
from goldbell.apps.privacy.sealing import Sealed
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound


def alarms(by: Actor, *, officer: str = "", open_only: bool = False) -> QuerySet[LookupAlarm]:
    """Alarms about looking too much, newest first."""
    access.require(by, "privacy.alarm.list")
    found = LookupAlarm.objects.order_by("-at", "-pk")
    if officer:
        found = found.filter(officer=officer)
    return found.filter(closed_at__isnull=True) if open_only else found


def exports(by: Actor) -> QuerySet[Export]:
    """Exports of the reader's row scope, newest first."""
    access.require(by, "privacy.export.read")
    return Export.objects.order_by("-asked_at", "-pk")


def erasures(by: Actor) -> QuerySet[Erasure]:
    """Erasures of the reader's row scope, newest first."""
    access.require(by, "privacy.erasure.read")
    return Erasure.objects.order_by("-asked_at", "-pk")


def terms_at(day: date) -> dict[str, RetentionRule]:
    """The retention terms that hold on ``day``: a bureau's own newest ones, else those shipped."""
    rules = {rule.code: rule for rule in SHIPPED_TERMS}
    for row in RetentionTerm.objects.filter(valid_from__lte=day).order_by("valid_from"):
        rules[row.code] = RetentionRule(row.code, rules[row.code].label, row.years, row.source)
    return rules


def due_for_erasure(by: Actor, day: date, *, most: int = 500) -> list[DueForErasure]:
    """Data keys whose term has run out by ``day`` and that nobody has destroyed, longest overdue first."""
    access.require(by, "privacy.erasure.read")
    due: list[DueForErasure] = []
    for rule in terms_at(day).values():
        last = _years(day, -rule.years)
        keys = DataKey.objects.filter(
            retention=rule.code, ended_on__lte=last, destroyed_at__isnull=True, unit_id__in=by.visible_units
        )
        for key in keys.order_by("ended_on")[:most]:
            assert key.ended_on is not None
            due.append(DueForErasure(key.pk, key.unit_id, rule, key.ended_on, _years(key.ended_on, rule.years)))
    return sorted(due, key=lambda one: one.due_on)[:most]


def purges(by: Actor, *, most: int = 50) -> list[dict[str, Any]]:
    """Erasures that were asked for together, one row a batch, newest first."""
    access.require(by, "privacy.erasure.read")
    told = ("batch", "state", "reason", "asked_by", "asked_at", "decided_by", "decided_at")
    found = Erasure.objects.filter(batch__isnull=False).order_by("-asked_at", "batch")
    return list(found.values(*told).annotate(count=Count("pk"))[:most])


def purge_preview(by: Actor, on: date) -> list[DueLine]:
    """What has run out by ``on`` and nobody has asked for, by kind, unit and the year its business ended."""
    lines: dict[tuple[str, int, int], DueLine] = {}
    for one in unasked(by, on):
        place = (one.rule.code, one.unit_id, one.ended_on.year)
        held = lines.get(place) or DueLine(one.rule, one.unit_id, one.ended_on.year, 0)
        lines[place] = replace(held, count=held.count + 1)
    return sorted(lines.values(), key=lambda line: (line.year, line.rule.code, line.unit_id))


def purge_holdings(by: Actor, on: date) -> Counter[Kind]:
    """How many values of each kind would be destroyed."""
    keys = [one.key for one in unasked(by, on)]
    return holdings(keys) if keys else Counter()


def sealed_value(by: Actor, *, subject_kind: str, subject_id: int, field: str, case_id: int) -> Sealed:
    """One sealed value of a row in the asker's scope that belongs to the case, still closed. Raises NotFound for anything
    else: an unknown kind or field, another case's row, an empty value."""
    access.require(by, "privacy.field.reveal")
    kinds = {model._meta.label_lower: model for model in apps.get_models()}
    model = kinds.get(subject_kind)
    names = {one.name for one in model._meta.get_fields() if isinstance(one, SealedField)} if model else set()
    row = model._default_manager.filter(pk=subject_id).first() if model and field in names else None
    of_case = getattr(row, "case_id", None) or (getattr(row, "pk", None) if subject_kind == "cases.case" else None)
    value = getattr(row, field, None) if row is not None and of_case == case_id else None
    if not isinstance(value, Sealed):
        raise NotFound("这个案件里没有这项信息，或不在你的辖区")
    return value


def unasked(by: Actor, on: date) -> list[DueForErasure]:
    """What is due by ``on`` and nobody has asked for."""
    due = due_for_erasure(by, on)
    asked = set(Erasure.objects.exclude(state=ErasureState.REFUSED).values_list("key_id", flat=True))
    return [one for one in due if one.key not in asked]


def all_terms() -> QuerySet[RetentionTerm]:
    """Every term a bureau has set, newest first of each kind; the future ones too."""
    return RetentionTerm.objects.order_by("code", "-valid_from")


def masters(by: Actor) -> list[MasterStanding]:
    """The master keys, newest first, with how many data keys still lie under each."""
    access.require(by, "privacy.key.rotate")
    under = dict(DataKey.objects.filter(wrapped__isnull=False).values_list("master").annotate(Count("pk")))
    known = keyring.masters()
    newest = known[-1] if known else 0
    return [MasterStanding(one, keyring.made_at(one), under.get(one, 0), one == newest) for one in reversed(known)]


def key_sheet(by: Actor, key: UUID) -> KeySheet:
    """What hangs on one data key of the asker's units. Raises NotFound."""
    access.require(by, "privacy.erasure.ask")
    row = DataKey.objects.filter(pk=key, unit_id__in=by.visible_units).first()
    if row is None:
        raise NotFound("没有这份密钥，或不在你的辖区")
    return _sheet(row, terms_at(timezone.localdate()))


def key_standings(by: Actor, keys: Iterable[UUID]) -> dict[UUID, KeySheet]:
    """Where the keys of some people stand, without counting what they seal."""
    access.require(by, "privacy.erasure.ask")
    rules = terms_at(timezone.localdate())
    found = DataKey.objects.filter(pk__in=list(keys), unit_id__in=by.visible_units)
    return {row.pk: _sheet(row, rules, counted=False) for row in found}


def _sheet(row: DataKey, rules: dict[str, RetentionRule], *, counted: bool = True) -> KeySheet:
    rule = rules.get(row.retention)
    asked = Erasure.objects.filter(key=row).exclude(state=ErasureState.REFUSED).first()
    return KeySheet(
        key=row.pk,
        made_at=row.made_at,
        destroyed_at=row.destroyed_at,
        due_on=_years(row.ended_on, rule.years) if rule and row.ended_on else None,
        asked=asked is not None,
        sealed=tuple(sorted(holdings([row.pk]).items())) if counted and row.wrapped is not None else (),
    )


def _years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
