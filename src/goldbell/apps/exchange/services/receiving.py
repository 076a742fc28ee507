"""What comes in: verified before believed, kept as it came, taken once, answered with a signed receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from django.db import connection

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Ack, Envelope, Signed
from goldbell.adapters.messages.failures import UnsupportedVersion
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.contracts import TERMS, Standing
from goldbell.apps.exchange.models import InMessage, OutMessage, Partner, Refusal
from goldbell.apps.exchange.own_key import signing_key
from goldbell.apps.exchange.plug_ins import replies
from goldbell.apps.exchange.services.keeping import answered, keep, partner_actor
from goldbell.apps.exchange.services.trust import known_keys
from goldbell.apps.identity.queries import centre_id
from goldbell.apps.identity.scope import everything
from goldbell.common.crash_points import reach
from goldbell.common.errors import Conflict, GoldbellError, NotFound

log = structlog.get_logger("goldbell.exchange")
#: Refusals kept an hour; a flood beyond that is counted in the log only.
_MOST_REFUSALS = 1000


class UnknownPartner(NotFound):
    """Nobody with this code is registered."""

    code = "unknown_partner"


class SameIdOtherBody(Conflict):
    """The message's id was used before with another body. The first one stands."""

    code = "same_id_other_body"


def receive(*, now: datetime, code: str, content: bytes, headers: Mapping[str, str]) -> Signed:
    """Take in one message of the partner ``code`` and give our signed receipt.

    The signature is the partner's right to speak. The same message again changes nothing and gets a receipt that says
    so. Raises UnknownPartner, SameIdOtherBody and the failures of ``adapters.messages``.
    """
    with everything("exchange"):
        partner = Partner.objects.filter(code=code, enabled=True).first()
        if partner is None:
            raise UnknownPartner("没有登记这个对接单位")
        envelope = format_named(partner.message_format).decode(
            content,
            headers,
            known_keys(partner),
            receiver=partner.our_code,
            now=now,
            tolerance=TERMS.clock_tolerance,
        )
        kept, repeated = _taken_once(partner, envelope, content, headers, now)
        receipt = _receipt(partner, envelope, kept, repeated, now)
        reach("exchange.inbox_before_commit")
    reach("exchange.inbox_after_commit")
    return receipt


def note_refusal(*, now: datetime, code: str, content: bytes, error: GoldbellError) -> None:
    """Remember that a message was not let in: why and when, never what it said."""
    with everything("exchange") as by:
        if Refusal.objects.filter(at__gt=now - timedelta(hours=1)).count() >= _MOST_REFUSALS:
            log.warning("refusals beyond count", code=error.code)
            return
        partner = Partner.objects.filter(code=code).first()
        row = Refusal.objects.create(
            unit_id=centre_id(),
            partner=partner,
            at=now,
            code=error.code,
            status=error.status,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        audit.record(
            by=by,
            now=now,
            action="exchange.message.refuse",
            subject=Subject("exchange.refusal", str(row.pk)),
            facts={"code": error.code, "partner": partner.pk if partner else None},
        )


def _taken_once(
    partner: Partner, envelope: Envelope, content: bytes, headers: Mapping[str, str], now: datetime
) -> tuple[InMessage, bool]:
    _alone(partner, envelope)
    seen = InMessage.objects.filter(partner=partner, message_id=envelope.message_id).first()
    if seen is not None:
        if seen.digest != format_named(partner.message_format).body_digest(envelope):
            raise SameIdOtherBody("同一编号的报文先前来过，内容不同，这次没有采用")
        return seen, True
    taker = replies().get(envelope.kind)
    if taker is None:
        raise UnsupportedVersion("这一类报文不在这里收")
    asked = OutMessage.objects.select_for_update().filter(partner=partner)
    out = asked.filter(uuid=envelope.correlation_id).first() if envelope.correlation_id else None
    standing = taker.handle(by=partner_actor(partner), now=now, envelope=envelope, out=out)
    kept = keep(partner, envelope, content, headers, out, standing, now)
    if out is not None and standing == Standing.TAKEN:
        answered(out, now)
    audit.record(
        by=partner_actor(partner),
        now=now,
        action="exchange.message.receive",
        subject=Subject(out.subject_kind, out.subject_id, case_id=out.case_id)
        if out
        else Subject("exchange.inmessage", str(kept.pk)),
        facts={"kind": envelope.kind, "partner": partner.pk, "standing": standing.value, "inbound": kept.pk},
    )
    return kept, False


def _alone(partner: Partner, envelope: Envelope) -> None:
    """Two deliveries of one message at the same moment wait for each other here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(envelope.message_id), partner.pk])


def _receipt(partner: Partner, envelope: Envelope, kept: InMessage, repeated: bool, now: datetime) -> Signed:
    answer = Envelope(
        message_id=uuid4(),
        sender=partner.our_code,
        receiver=partner.code,
        sent_at=now,
        correlation_id=envelope.message_id,
        body=Ack(received_at=kept.received_at, serial=f"{partner.our_code}-{kept.pk}", repeated=repeated),
    )
    return format_named(partner.message_format).encode(answer, signing_key(partner.our_code))
