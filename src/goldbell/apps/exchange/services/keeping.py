"""Keeping what partners said, exactly as it came, and closing the message it answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Envelope
from goldbell.apps.exchange.contracts import ENDED, MessageState, Standing
from goldbell.apps.exchange.models import InMessage, OutMessage, Partner
from goldbell.apps.identity.queries import centre_id
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import seal
from goldbell.common.actors import Actor


def partner_actor(partner: Partner) -> Actor:
    """The partner as services and the audit know it; it may say what it did, nothing else."""
    return Actor(
        kind="partner",
        id=str(partner.pk),
        unit_id=partner.unit_id,
        visible_units=frozenset({partner.unit_id}),
        scopes=frozenset({"exchange:answer"}),
    )


def keep(
    partner: Partner,
    envelope: Envelope,
    content: bytes,
    headers: Mapping[str, str],
    out: OutMessage | None,
    standing: Standing,
    now: datetime,
) -> InMessage:
    """Keep a verified message once, its bytes sealed; the row of the first time when it was kept before."""
    told = {name.lower(): value for name, value in headers.items()}
    kept, _new = InMessage.objects.get_or_create(
        partner=partner,
        message_id=envelope.message_id,
        defaults={
            "unit_id": out.unit_id if out else centre_id(),
            "partner_unit_id": partner.unit_id,
            "kind": envelope.kind,
            "out": out,
            "received_at": now,
            "sent_at": envelope.sent_at,
            "key_id": told.get("goldbell-key", ""),
            "signature": told.get("goldbell-signature", ""),
            "digest": format_named(partner.message_format).body_digest(envelope),
            "raw": seal(out.body.key if out else partner.key, Kind.OTHER, content.decode("utf-8")),
            "standing": standing,
        },
    )
    return kept


def answered(out: OutMessage, now: datetime) -> None:
    """The message has its answer; a late one ends an unknown too."""
    open_ = [state for state in MessageState if state not in ENDED] + [MessageState.UNKNOWN, MessageState.ABANDONED]
    OutMessage.objects.filter(pk=out.pk, state__in=open_).update(
        state=MessageState.ANSWERED,
        ended_at=now,
        delivered_at=out.delivered_at or now,
        next_at=None,
        give_up_at=None,
        lease=None,
        lease_until=None,
    )
    tell("messages")
