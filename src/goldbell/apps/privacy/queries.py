"""Reads of privacy: what waits for a second person, who looked too much, what is due for erasure."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from goldbell.apps.identity import access
from goldbell.apps.privacy.contracts import SHIPPED_TERMS, DueForErasure, RetentionRule
from goldbell.apps.privacy.models import DataKey, Erasure, Export, LookupAlarm, RetentionTerm
from goldbell.common.actors import Actor


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


def _years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
