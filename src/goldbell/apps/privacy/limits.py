"""How often somebody may look: counted from the audit itself, so that no look-up escapes the count."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import connection

from goldbell.apps.audit import queries as audit_queries
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy.contracts import AlarmLevel, LookupLimits
from goldbell.apps.privacy.models import LookupAlarm, LookupLimit
from goldbell.common.actors import Actor
from goldbell.common.errors import Forbidden

REVEAL = "privacy.field.reveal"


class LookupsStopped(Forbidden):
    """The officer's look-ups stand still until a chief has spoken."""

    code = "lookups_stopped"


@dataclass(frozen=True, slots=True)
class _Count:
    limit: str
    counted: int
    allowed: int
    level: AlarmLevel
    since: datetime


def limits_at(now: datetime) -> LookupLimits:
    """The limits that hold at ``now``: the newest dated ones, else those shipped."""
    row = LookupLimit.objects.filter(valid_from__lte=now).first()
    if row is None:
        return LookupLimits()
    return LookupLimits(**{each.name: getattr(row, each.name) for each in fields(LookupLimits)})


def refuse_when_stopped(by: Actor) -> None:
    """One look at a time per officer, and none while stopped. Raises LookupsStopped."""
    with connection.cursor() as cursor:
        # two windows of one officer must not both be the three-hundredth look
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 88985))", [by.key])
    if LookupAlarm.objects.filter(officer=by.key, level=AlarmLevel.STOP, closed_at__isnull=True).exists():
        raise LookupsStopped("今天查看完整信息的次数已到上限。已看的都有记录，请值班领导核实后恢复")


def count_look(*, by: Actor, now: datetime) -> None:
    """After a look was recorded: raise the alarms it makes due. A limit raises one alarm in its own span of time."""
    if by.kind == "system":
        return
    for count in _counts(by, now):
        if count.counted < count.allowed:
            continue
        if LookupAlarm.objects.filter(officer=by.key, limit=count.limit, at__gte=count.since).exists():
            continue
        alarm = LookupAlarm.objects.create(
            officer=by.key,
            unit_id=by.unit_id,
            level=count.level,
            limit=count.limit,
            counted=count.counted,
            allowed=count.allowed,
            at=now,
        )
        audit.record(
            by=by,
            now=now,
            action="privacy.lookup.alarm",
            subject=Subject("privacy.lookupalarm", str(alarm.pk)),
            facts={"limit": count.limit, "counted": count.counted, "allowed": count.allowed, "level": str(count.level)},
        )
        tell("audit")


def _counts(by: Actor, now: datetime) -> list[_Count]:
    limits = limits_at(now)
    hour, day = now - timedelta(hours=1), now - timedelta(days=1)
    window = now - timedelta(days=limits.window_days)
    lifted = (
        LookupAlarm.objects.filter(officer=by.key, level=AlarmLevel.STOP, closed_at__gte=day)
        .order_by("-closed_at")
        .values_list("closed_at", flat=True)
        .first()
    )
    stop_since = max(day, lifted) if lifted else day

    def reveals(since: datetime) -> int:
        return audit_queries.count(actor=by.key, action=REVEAL, since=since)

    def reads(since: datetime) -> int:
        return audit_queries.count(actor=by.key, nature="read", since=since)

    notice = AlarmLevel.NOTICE
    return [
        _Count("alarm_per_hour", reveals(hour), limits.alarm_per_hour, notice, hour),
        _Count("alarm_per_day", reveals(day), limits.alarm_per_day, notice, day),
        _Count("stop_per_day", reveals(stop_since), limits.stop_per_day, AlarmLevel.STOP, stop_since),
        _Count("reads_alarm_per_day", reads(day), limits.reads_alarm_per_day, notice, day),
        _Count("alarm_per_window", reads(window), limits.alarm_per_window, notice, window),
    ]
