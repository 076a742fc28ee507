"""Writing a message into the queue, in the transaction of the act that causes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Body, Envelope
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.bodies import sealed_body
from goldbell.apps.exchange.contracts import TERMS, MessageState
from goldbell.apps.exchange.models import OutMessage, Partner
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, NotFound


class NoSuchPartner(NotFound):
    """No partner with this id is registered and enabled."""

    code = "no_such_partner"


class NotWaiting(Conflict):
    """The message has left already; it cannot be taken back."""

    code = "not_waiting"


def queue(
    *,
    by: Actor,
    now: datetime,
    partner_id: int,
    kind: str,
    body: Body,
    subject: Subject,
    order_key: str,
    unit_id: int,
    seal_key: UUID,
    answer_due_at: datetime | None,
) -> OutMessage:
    """Put a message to a partner into the queue; it leaves once the caller's transaction commits.

    ``order_key``: messages with the same key leave one after the other; only its keyed
    fingerprint is kept, so it may hold an account. ``seal_key``: data key of the case it speaks
    about. Raises NoSuchPartner.
    """
    require(by, "exchange.message.queue")
    partner = Partner.objects.filter(pk=partner_id, enabled=True).first()
    if partner is None:
        raise NoSuchPartner("没有这个对接单位，或已停用")
    if kind != body.KIND:
        raise ValueError(f"a {body.KIND} was queued as {kind}")
    message_id = uuid4()
    out = OutMessage.objects.create(
        uuid=message_id,
        unit_id=unit_id,
        partner=partner,
        partner_unit_id=partner.unit_id,
        kind=kind,
        body=sealed_body(seal_key, body),
        digest=_digest(partner, message_id, body, now),
        order_key=blind(Kind.OTHER, f"{partner.pk}/{order_key}").hex(),
        reference=getattr(body, "order_no", ""),
        subject_kind=subject.kind,
        subject_id=subject.id,
        case_id=subject.case_id,
        queued_by=by.key,
        queued_at=now,
        next_at=now,
        give_up_at=now + TERMS.send_budget,
        answer_due_at=answer_due_at,
    )
    audit.record(
        by=by,
        now=now,
        action="exchange.message.queue",
        subject=subject,
        facts={"kind": kind, "partner": partner.pk, "message": out.pk},
    )
    tell("messages")
    return out


def _digest(partner: Partner, message_id: UUID, body: Body, now: datetime) -> str:
    envelope = Envelope(
        message_id=message_id,
        sender=partner.our_code,
        receiver=partner.code,
        sent_at=now,
        correlation_id=None,
        body=body,
    )
    return format_named(partner.message_format).body_digest(envelope)


def cancel(*, by: Actor, now: datetime, message_id: int) -> None:
    """Take back a message nobody has begun to send. Raises NotWaiting."""
    require(by, "exchange.message.queue")
    won = OutMessage.objects.filter(pk=message_id, state=MessageState.WAITING, attempts=0, lease=None).update(
        state=MessageState.CANCELLED, ended_at=now, next_at=None, give_up_at=None
    )
    if won != 1:
        raise NotWaiting("这条报文已经开始发送，不能撤回")
    out = OutMessage.objects.get(pk=message_id)
    audit.record(
        by=by,
        now=now,
        action="exchange.message.cancel",
        subject=Subject(out.subject_kind, out.subject_id, case_id=out.case_id),
        facts={"partner": out.partner_id, "message": out.pk},
    )
    tell("messages")
