"""The desk for messages that ended without an answer: a person tries again, or finds out another way and says how."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.contracts import TERMS, MessageState
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid, NotFound

_OPEN_ENDS = (MessageState.UNKNOWN, MessageState.ABANDONED)


class NoSuchMessage(NotFound):
    """No message with this number that the asker may see."""

    code = "no_such_message"


class NotOnTheDesk(Conflict):
    """The message has an answer meanwhile, or somebody else has settled it."""

    code = "not_on_the_desk"


class ReasonMissing(Invalid):
    """A person who settles an unknown says how they found out."""

    code = "reason_missing"


def retry(*, by: Actor, now: datetime, message_id: int) -> None:
    """Try again. What may have arrived is asked about first where the partner cannot tell repeats."""
    require(by, "exchange.message.settle")
    out = _message(message_id)
    won = OutMessage.objects.filter(pk=out.pk, state__in=_OPEN_ENDS, settled_at=None).update(
        state=MessageState.WAITING,
        doubtful=out.doubtful or out.state == MessageState.UNKNOWN,
        ended_at=None,
        next_at=now,
        give_up_at=now + TERMS.send_budget,
        failure_code="",
    )
    _won(won)
    _audit(by, now, out, "exchange.message.retry")


def settle(*, by: Actor, now: datetime, message_id: int, reason: str) -> None:
    """Take a message off the desk: a person knows what became of it, and says how they know."""
    require(by, "exchange.message.settle")
    if not reason.strip():
        raise ReasonMissing("请写明结果是怎么查到的，例如与银行哪位联络员通话")
    out = _message(message_id)
    won = OutMessage.objects.filter(pk=out.pk, state__in=_OPEN_ENDS, settled_at=None).update(
        settled_by=by.key, settled_at=now, settled_reason=reason.strip()[:200]
    )
    _won(won)
    _audit(by, now, out, "exchange.message.settle")


def _message(message_id: int) -> OutMessage:
    out = OutMessage.objects.filter(pk=message_id).first()
    if out is None:
        raise NoSuchMessage("没有这条报文")
    return out


def _won(rows: int) -> None:
    if rows != 1:
        raise NotOnTheDesk("这条报文已有答复，或别人已经处置，请刷新再看")


def _audit(by: Actor, now: datetime, out: OutMessage, action: str) -> None:
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=Subject(out.subject_kind, out.subject_id, case_id=out.case_id),
        facts={"partner": out.partner_id, "message": out.pk},
    )
    tell("messages")
