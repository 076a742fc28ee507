"""Erasure: one person asks, another agrees, the key is gone, and with it everything it sealed, copies included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.identity.scope import everything
from goldbell.apps.privacy import cases, datakeys, queries
from goldbell.apps.privacy.contracts import ErasureState
from goldbell.apps.privacy.forgetting import clear_fingerprints
from goldbell.apps.privacy.models import DataKey, Erasure
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Forbidden, Invalid, NotFound


class ReasonMissing(Invalid):
    """An erasure needs a reason of some words."""

    code = "reason_missing"


class ErasureAsked(Conflict):
    """This key's erasure has been asked for, or carried out, already."""

    code = "erasure_asked"


class ErasureNotOpen(Conflict):
    """Somebody else decided first."""

    code = "erasure_not_open"


class SecondPersonNeeded(Forbidden):
    """Who asked cannot also agree."""

    code = "second_person_needed"


class NothingDue(Conflict):
    """No term has run out by that day, or all of it has been asked for."""

    code = "nothing_due"


def erase(*, by: Actor, now: datetime, key: UUID, reason: str, case_id: int | None = None) -> Erasure:
    """Ask for the destruction of a data key. Nothing is destroyed until another person agrees (``approve_erasure``)."""
    access.require(by, "privacy.erasure.ask")
    words = _reason(reason)
    # The keys' table is read by all (a liaison opens another unit's order): whose it is decides here.
    row = DataKey.objects.filter(pk=key, unit_id__in=by.visible_units).first()
    if row is None or (case_id is not None and not cases.sees_case(case_id)):
        raise NotFound("没有这份密钥，或不在你的辖区")
    try:
        with transaction.atomic():
            asked = Erasure.objects.create(key=row, unit_id=row.unit_id, reason=words, asked_by=by.key, asked_at=now)
            _record(by, now, "privacy.erasure.ask", asked, case_id)
    except IntegrityError:
        raise ErasureAsked("这份信息的销毁已经有人申请，或已经销毁") from None
    return asked


@transaction.atomic
def ask_purge(*, by: Actor, now: datetime, on: date, reason: str) -> UUID:
    """Ask for the destruction of everything whose term has run out by ``on`` (not a day to come), as one batch that
    another person decides about. Raises NothingDue, ReasonMissing, NotAllowed; Invalid for a day to come."""
    access.require(by, "privacy.erasure.ask")
    words, batch = _reason(reason), uuid4()
    if on > now.date():
        raise Invalid("只能清理到今天为止期满的", code="day_to_come")
    due = queries.unasked(by, on)
    if not due:
        raise NothingDue("没有保存期满、还没申请销毁的")
    rows = Erasure.objects.bulk_create(
        Erasure(key_id=one.key, unit_id=one.unit_id, batch=batch, reason=words, asked_by=by.key, asked_at=now)
        for one in due
    )
    for asked in rows:
        _record(by, now, "privacy.erasure.ask", asked)
    return batch


def approve_erasure(*, by: Actor, now: datetime, erasure_id: int) -> Erasure:
    """Agree and destroy. Copies in backups end when the master key of their time is retired. Raises SecondPersonNeeded,
    ErasureNotOpen."""
    with transaction.atomic():
        asked = _decide(by, now, erasure_id, ErasureState.DONE)
        _destroy([asked], now)
        _record(by, now, "privacy.erasure.approve", asked)
    return asked


@transaction.atomic
def decide_purge(*, by: Actor, now: datetime, batch: UUID, agreed: bool) -> int:
    """Destroy, or keep, everything that was asked for together; how many. All or nothing. Raises as approve_erasure."""
    access.require(by, "privacy.erasure.decide")
    ids = list(Erasure.objects.filter(batch=batch, state=ErasureState.ASKED).values_list("pk", flat=True))
    if not ids:
        raise ErasureNotOpen("这一批已经有人决定过了，或不在你的辖区")
    state = ErasureState.DONE if agreed else ErasureState.REFUSED
    decided = [_decide(by, now, one, state) for one in ids]
    if agreed:
        _destroy(decided, now)
    for asked in decided:
        _record(by, now, "privacy.erasure.approve" if agreed else "privacy.erasure.refuse", asked)
    return len(decided)


@transaction.atomic
def refuse_erasure(*, by: Actor, now: datetime, erasure_id: int) -> Erasure:
    """Say no; the wish stays on record and may be asked again."""
    asked = _decide(by, now, erasure_id, ErasureState.REFUSED)
    _record(by, now, "privacy.erasure.refuse", asked)
    return asked


def _decide(by: Actor, now: datetime, erasure_id: int, state: ErasureState) -> Erasure:
    access.require(by, "privacy.erasure.decide")
    asked = Erasure.objects.filter(pk=erasure_id).first()
    if asked is None:
        raise NotFound("没有这项申请，或不在你的辖区")
    if asked.asked_by == by.key:
        raise SecondPersonNeeded("申请人不能自己复核，请另一位同事决定")
    changed = Erasure.objects.filter(pk=erasure_id, state=ErasureState.ASKED).update(
        state=state, decided_by=by.key, decided_at=now
    )
    if changed != 1:
        raise ErasureNotOpen("这项申请已经有人决定过了")
    asked.refresh_from_db()
    return asked


def _destroy(asked: Iterable[Erasure], now: datetime) -> None:
    keys = [one.key_id for one in asked]
    DataKey.objects.filter(pk__in=keys, destroyed_at__isnull=True).update(wrapped=None, destroyed_at=now)
    with everything("privacy"):
        clear_fingerprints(keys)
    for key in keys:
        datakeys.forget(key)
        transaction.on_commit(partial(datakeys.forget, key))


def _reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not 4 <= len(words) <= 200:
        raise ReasonMissing("请写明销毁的依据和理由，4 到 200 字")
    return words


def _record(by: Actor, now: datetime, action: str, asked: Erasure, case_id: int | None = None) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=Subject("privacy.erasure", str(asked.pk), case_id=case_id),
        facts={"key": str(asked.key_id)},
    )
