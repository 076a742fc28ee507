"""Erasure: one person asks, another agrees, the key is gone, and with it everything it sealed, copies included."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.privacy import datakeys
from goldbell.apps.privacy.contracts import ErasureState
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


def erase(*, by: Actor, now: datetime, key: UUID, reason: str, case_id: int | None = None) -> Erasure:
    """Ask for the destruction of a data key. Nothing is destroyed until another person agrees (``approve_erasure``)."""
    access.require(by, "privacy.erasure.ask")
    words = " ".join(reason.split())
    if not 4 <= len(words) <= 200:
        raise ReasonMissing("请写明销毁的依据和理由，4 到 200 字")
    row = DataKey.objects.filter(pk=key).first()
    if row is None:
        raise NotFound("没有这份密钥，或不在你的辖区")
    try:
        with transaction.atomic():
            asked = Erasure.objects.create(key=row, unit_id=row.unit_id, reason=words, asked_by=by.key, asked_at=now)
            _record(by, now, "privacy.erasure.ask", asked, case_id)
    except IntegrityError:
        raise ErasureAsked("这份信息的销毁已经有人申请，或已经销毁") from None
    return asked


@transaction.atomic
def approve_erasure(*, by: Actor, now: datetime, erasure_id: int) -> Erasure:
    """Agree and destroy. Copies in backups end when the master key of their time is retired. Raises SecondPersonNeeded,
    ErasureNotOpen."""
    asked = _decide(by, now, erasure_id, ErasureState.DONE)
    DataKey.objects.filter(pk=asked.key_id).update(wrapped=None, destroyed_at=now)
    datakeys.forget(asked.key_id)
    transaction.on_commit(lambda: datakeys.forget(asked.key_id))
    _record(by, now, "privacy.erasure.approve", asked)
    return asked


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


def _record(by: Actor, now: datetime, action: str, asked: Erasure, case_id: int | None = None) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=Subject("privacy.erasure", str(asked.pk), case_id=case_id),
        facts={"key": str(asked.key_id)},
    )
