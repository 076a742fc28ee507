"""Watching those who look: closing alarms, setting limits and terms."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.privacy.contracts import SHIPPED_TERMS, LookupLimits
from goldbell.apps.privacy.models import LookupAlarm, LookupLimit, RetentionTerm
from goldbell.apps.privacy.services.erase import SecondPersonNeeded
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid, NotFound


class AlarmClosed(Conflict):
    """Another chief has spoken already."""

    code = "alarm_closed"


class TermNotFitting(Invalid):
    """An unknown kind of record, a term out of range, no source, or a day that has passed."""

    code = "term_not_fitting"


class LimitNotFitting(Invalid):
    """Limits that could never raise an alarm, or that begin in the past."""

    code = "limit_not_fitting"


@transaction.atomic
def close_alarm(*, by: Actor, now: datetime, alarm_id: int, word: str) -> LookupAlarm:
    """A chief has looked into it and says so in words; a stop is lifted, and its day's count begins anew."""
    access.require(by, "privacy.alarm.close")
    alarm = LookupAlarm.objects.filter(pk=alarm_id).first()
    if alarm is None:
        raise NotFound("没有这条提醒")
    if alarm.officer == by.key:
        raise SecondPersonNeeded("不能了结自己的提醒，请另一位领导核实")
    words = " ".join(word.split())
    if not 4 <= len(words) <= 200:
        raise Invalid("请写明核实的情况，4 到 200 字", code="word_missing")
    if not LookupAlarm.objects.filter(pk=alarm_id, closed_at__isnull=True).update(
        closed_by=by.key, closed_at=now, word=words
    ):
        raise AlarmClosed("这条提醒已经有人了结")
    audit.record(
        by=by,
        now=now,
        action="privacy.alarm.close",
        subject=Subject("privacy.lookupalarm", str(alarm_id)),
        purpose=words,
        facts={"level": alarm.level, "officer": alarm.officer},
    )
    alarm.refresh_from_db()
    return alarm


@transaction.atomic
def set_limits(*, by: Actor, now: datetime, limits: LookupLimits, valid_from: datetime) -> LookupLimit:
    """New limits for look-ups from a moment on; what was before stays on record."""
    access.require(by, "privacy.limit.set")
    numbers = asdict(limits)
    if valid_from < now or min(numbers.values()) < 1 or limits.stop_per_day > 1000 or limits.window_days > 366:
        raise LimitNotFitting("限额要大于零，每日停止不超过 1000，开始时间不能在过去")
    row, _ = LookupLimit.objects.update_or_create(valid_from=valid_from, defaults={**numbers, "set_by": by.key})
    audit.record(
        by=by,
        now=now,
        action="privacy.limit.set",
        subject=Subject("privacy.lookuplimit", str(row.pk)),
        facts={"valid_from": valid_from.isoformat(), "stop_per_day": limits.stop_per_day},
    )
    return row


@transaction.atomic
def set_term(*, by: Actor, now: datetime, code: str, years: int, source: str, valid_from: date) -> RetentionTerm:
    """A bureau's own retention term, with the paper it rests on."""
    access.require(by, "privacy.limit.set")
    known = {rule.code for rule in SHIPPED_TERMS}
    if code not in known or not 1 <= years <= 100 or len(source.strip()) < 4 or valid_from < now.date():
        raise TermNotFitting("保存年限要在 1 到 100 年之间，写明依据，开始日期不能在过去")
    row, _ = RetentionTerm.objects.update_or_create(
        code=code, valid_from=valid_from, defaults={"years": years, "source": source.strip()[:120], "set_by": by.key}
    )
    audit.record(
        by=by,
        now=now,
        action="privacy.term.set",
        subject=Subject("privacy.retentionterm", str(row.pk)),
        facts={"valid_from": valid_from.isoformat(), "code": code, "years": years},
    )
    return row
