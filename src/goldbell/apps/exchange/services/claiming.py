"""Taking a message to work on: a row is claimed in one short transaction, marked with a lease, and only then sent.

A lease that runs out tells that its sender died; the message is then doubtful, for nobody knows how far it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldbell.apps.exchange.contracts import TERMS, MessageState, Outcome, Step
from goldbell.apps.exchange.models import Attempt, OutMessage, Partner
from goldbell.apps.identity.scope import everything, tell

_PART = "exchange"


@dataclass(frozen=True, slots=True)
class Claim:
    """A message in our hands until ``lease`` runs out, and what to do with it."""

    out: OutMessage
    partner: Partner
    lease: UUID
    step: Step


def claim(now: datetime) -> Claim | None:
    """Take the next message that is due, or None. Others take other rows at the same time."""
    with everything(_PART):
        found = (
            _due(now)
            .select_related("partner")
            .order_by("next_at", "pk")
            .select_for_update(skip_locked=True, of=("self",))
        )
        out = found.first()
        if out is None or (out.partner.failures and not _may_try(out.partner, now)):
            return None
        lease = uuid4()
        step = _step(out)
        changes: dict[str, object] = {"lease": lease, "lease_until": now + TERMS.lease}
        if out.state == MessageState.WAITING:
            changes["state"] = MessageState.SENDING
        if step == Step.SEND and out.first_sent_at is None:
            changes["first_sent_at"] = now
        OutMessage.objects.filter(pk=out.pk).update(**changes)
        out.refresh_from_db()
        return Claim(out, out.partner, lease, step)


def rescue(now: datetime) -> int:
    """Free the messages whose sender died in the middle. What was being sent is doubtful from now on."""
    with everything(_PART):
        dead = OutMessage.objects.filter(lease_until__lt=now).select_for_update(skip_locked=True)
        stuck = list(dead)
        for out in stuck:
            # Asking changes nothing at the partner; sending may have arrived.
            sent = out.state == MessageState.SENDING and _step(out) == Step.SEND
            OutMessage.objects.filter(pk=out.pk).update(
                state=MessageState.WAITING if out.state == MessageState.SENDING else out.state,
                doubtful=out.doubtful or sent,
                lease=None,
                lease_until=None,
                next_at=now,
                attempts=F("attempts") + 1,
            )
            _note_crash(out, now)
        if stuck:
            tell("messages")
        return len(stuck)


def _due(now: datetime) -> QuerySet[OutMessage]:
    earlier = OutMessage.objects.filter(
        partner=OuterRef("partner"),
        order_key=OuterRef("order_key"),
        pk__lt=OuterRef("pk"),
        state__in=[MessageState.WAITING, MessageState.SENDING],
    )
    busy_now = OutMessage.objects.filter(partner=OuterRef("partner"), lease__isnull=False, lease_until__gt=now)
    reachable = Q(partner__enabled=True) & (Q(partner__rests_until=None) | Q(partner__rests_until__lte=now))
    return OutMessage.objects.filter(
        reachable,
        Q(partner__failures=0) | ~Exists(busy_now),
        Q(state=MessageState.WAITING) & ~Exists(earlier) | Q(state=MessageState.DELIVERED),
        next_at__lte=now,
        lease=None,
        give_up_at__gt=now,
    )


def _may_try(partner: Partner, now: datetime) -> bool:
    """A partner that just failed gets one call at a time, so that it cannot hold up all senders."""
    locked = Partner.objects.filter(pk=partner.pk).select_for_update(skip_locked=True).first()
    if locked is None:
        return False
    return not OutMessage.objects.filter(partner=partner, lease__isnull=False, lease_until__gt=now).exists()


def _step(out: OutMessage) -> Step:
    """Ask first where a resend could double: the message may have arrived, and the partner cannot tell repeats."""
    if out.state == MessageState.DELIVERED or (out.doubtful and not out.partner.deduplicates):
        return Step.ASK
    return Step.SEND


def _note_crash(out: OutMessage, now: datetime) -> None:
    Attempt.objects.create(
        out=out,
        unit_id=out.unit_id,
        partner_id=out.partner_id,
        partner_unit_id=out.partner_unit_id,
        step=_step(out),
        at=now,
        outcome=Outcome.CRASHED,
    )
