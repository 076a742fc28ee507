"""Sending one message after the other, and writing down what came of each try."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F

from goldbell.adapters.messages.contracts import StatusAnswer
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.contracts import TERMS, MessageState, Outcome, Standing, Step
from goldbell.apps.exchange.models import Attempt, OutMessage, Partner
from goldbell.apps.exchange.plug_ins import endings, replies
from goldbell.apps.exchange.services.claiming import Claim, claim
from goldbell.apps.exchange.services.keeping import answered, keep, partner_actor
from goldbell.apps.exchange.services.speaking import Tried, speak
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import everything, tell
from goldbell.common.actors import Actor
from goldbell.common.crash_points import reach

_ALIVE = frozenset({Outcome.ACCEPTED, Outcome.KNOWN, Outcome.NOT_KNOWN, Outcome.REFUSED})
_SOONEST_ASK = timedelta(seconds=5)


def send_next(*, now: datetime) -> bool:
    """Work on the next message that is due. False when there was none."""
    taken = claim(now)
    if taken is None:
        return False
    reach("exchange.claimed")
    tried = speak(taken, now)
    reach("exchange.after_send")
    record(taken, tried, now + timedelta(milliseconds=tried.ms))
    reach("exchange.recorded")
    return True


def record(taken: Claim, tried: Tried, now: datetime) -> None:
    """Write down one try and move the message on; all of it or nothing."""
    with everything("exchange") as by:
        require(by, "exchange.message.send")
        mine = OutMessage.objects.select_for_update().filter(pk=taken.out.pk, lease=taken.lease).first()
        _note(taken, tried, now)
        _count(taken.partner, tried, now)
        if tried.heard is not None and tried.raw is not None:
            keep(taken.partner, tried.heard, tried.raw.content, tried.raw.headers, taken.out, Standing.TAKEN, now)
        # Without the lease an answer overtook us, or we were given up for dead: the try is noted, the move is not ours.
        if mine is not None:
            _move(by, mine, taken.step, tried, now)
        tell("messages")


def give_up(*, now: datetime) -> int:
    """End what has used up its time: it goes to a person's desk."""
    with everything("exchange") as by:
        late = OutMessage.objects.filter(
            give_up_at__lte=now, lease=None, state__in=[MessageState.WAITING, MessageState.DELIVERED]
        ).select_for_update(skip_locked=True)
        overdue = list(late[:100])
        for out in overdue:
            certain = out.state == MessageState.WAITING and not out.doubtful
            end(by, out, MessageState.ABANDONED if certain else MessageState.UNKNOWN, "time_is_up", now)
        return len(overdue)


def end(by: Actor, out: OutMessage, state: MessageState, code: str, now: datetime) -> None:
    """Bring a message to an end without an answer, and tell the app that sent it."""
    _update(out, state=state, ended_at=now, next_at=None, give_up_at=None, failure_code=code)
    audit.record(
        by=by,
        now=now,
        action="exchange.message.end",
        subject=_subject(out),
        facts={"state": state.value, "code": code, "partner": out.partner_id, "message": out.pk},
    )
    _tell_ending(by, out, now)
    tell("messages")


def _move(by: Actor, out: OutMessage, step: Step, tried: Tried, now: datetime) -> None:
    back = MessageState.DELIVERED if out.state == MessageState.DELIVERED else MessageState.WAITING
    pause = now + pause_after(out)
    match tried.outcome:
        case Outcome.ACCEPTED:
            _delivered(by, out, now)
        case Outcome.KNOWN:
            _known(by, out, tried, now)
        case Outcome.NOT_KNOWN:
            # It never arrived there: sending it now cannot double it.
            _update(out, state=MessageState.WAITING, doubtful=False, next_at=now, give_up_at=now + TERMS.send_budget)
        case Outcome.UNREACHED:
            _update(out, state=back, next_at=pause)
        case Outcome.WITHHELD | Outcome.REFUSED:
            maybe_there = out.doubtful or step == Step.ASK
            end(by, out, MessageState.UNKNOWN if maybe_there else MessageState.ABANDONED, tried.code or "refused", now)
        case _:
            doubtful = out.doubtful or (step == Step.SEND and tried.may_have_arrived)
            _update(out, state=back, doubtful=doubtful, next_at=pause)


def _delivered(by: Actor, out: OutMessage, now: datetime) -> None:
    ask_at = None if out.answer_due_at is None else max(out.answer_due_at, now + _SOONEST_ASK)
    _update(
        out,
        state=MessageState.DELIVERED,
        doubtful=False,
        delivered_at=out.delivered_at or now,
        next_at=ask_at,
        give_up_at=None if ask_at is None else ask_at + TERMS.ask_budget,
    )
    _tell_ending(by, out, now)


def _known(by: Actor, out: OutMessage, tried: Tried, now: datetime) -> None:
    heard = tried.heard
    if heard is None or not isinstance(heard.body, StatusAnswer):
        raise TypeError("a known outcome carries a status answer")
    if out.delivered_at is None:
        _delivered(by, out, now)
    answer = heard.body.answer
    if answer is None:
        _update(out, state=MessageState.DELIVERED, doubtful=False, next_at=now + pause_after(out))
        return
    envelope = replace(heard, body=answer, correlation_id=out.uuid)
    replies()[answer.KIND].handle(by=partner_actor(out.partner), now=now, envelope=envelope, out=out)
    answered(out, now)


def _update(out: OutMessage, **changes: object) -> None:
    changes = {"lease": None, "lease_until": None, **changes}
    OutMessage.objects.filter(pk=out.pk).update(**changes)
    out.refresh_from_db()


def _tell_ending(by: Actor, out: OutMessage, now: datetime) -> None:
    ending = endings().get(out.subject_kind)
    if ending is not None:
        ending.handle(by=by, now=now, out=out)


def _note(taken: Claim, tried: Tried, now: datetime) -> None:
    out = taken.out
    Attempt.objects.create(
        out=out,
        unit_id=out.unit_id,
        partner_id=out.partner_id,
        partner_unit_id=out.partner_unit_id,
        step=taken.step,
        at=now - timedelta(milliseconds=tried.ms),
        outcome=tried.outcome,
        http_status=tried.http_status,
        code=tried.code,
        ms=tried.ms,
        sent_sha256=tried.sent_sha256,
    )
    OutMessage.objects.filter(pk=out.pk).update(attempts=F("attempts") + 1)


def _count(partner: Partner, tried: Tried, now: datetime) -> None:
    """The circuit: a partner that fails again and again rests longer and longer, then gets one trial call at a time."""
    rows = Partner.objects.filter(pk=partner.pk)
    if tried.outcome in _ALIVE:
        rows.filter(failures__gt=0).update(failures=0, failed_at=None, rests_until=None)
        return
    if tried.outcome == Outcome.WITHHELD:
        return
    rows.update(failures=F("failures") + 1, failed_at=now)
    failures = rows.values_list("failures", flat=True).get()
    beyond = failures - TERMS.failures_to_open
    if beyond >= 0:
        rows.update(rests_until=now + min(TERMS.first_rest * 2.0 ** min(beyond, 10), TERMS.longest_rest))


def pause_after(out: OutMessage) -> timedelta:
    """How long to wait before the next try: doubling, with a jitter that differs by message and try but not by run."""
    longest = min(TERMS.first_pause * 2.0 ** min(out.attempts, 12), TERMS.longest_pause)
    share = int.from_bytes(hashlib.sha256(out.uuid.bytes + out.attempts.to_bytes(4, "big")).digest()[:4], "big")
    return longest * (0.5 + share / 2**33)


def _subject(out: OutMessage) -> Subject:
    return Subject(out.subject_kind, out.subject_id, case_id=out.case_id)
