"""What the bank says became of an order: taken once, added up to the fen, never overwritten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.adapters.messages.contracts import Envelope, OnwardTransfer, StopAnswer, StopOutcome
from goldbell.apps.audit import services as audit
from goldbell.apps.exchange.contracts import MessageState, Standing
from goldbell.apps.exchange.queries import OutMessage
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.interdiction.contracts import BEFORE_END, OPEN, BankWord, OrderState
from goldbell.apps.interdiction.models import Contradiction, OnwardLeg, OrderDue, StopOrder
from goldbell.apps.interdiction.services.orders import SUBJECT, moved, subject_of
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, seal
from goldbell.common.actors import Actor
from goldbell.common.crash_points import reach


def take_answer(*, by: Actor, now: datetime, envelope: Envelope, out: OutMessage | None) -> Standing:
    """Take a bank's answer, in the transaction that keeps it.

    One that answers no order of ours is kept as unasked; one that does not fit what is on record changes nothing and is
    shown to a person. A late answer ends an unknown.
    """
    require(by, "interdiction.order.answer")
    answer = envelope.body
    if not isinstance(answer, StopAnswer) or out is None or out.subject_kind != SUBJECT:
        return Standing.UNASKED
    order = StopOrder.objects.select_for_update().filter(pk=int(out.subject_id), order_no=answer.order_no).first()
    if order is None:
        return Standing.UNASKED
    if order.state in OPEN and _fits(order, answer):
        settle_by_word(order, _word(answer), now)
        _keep_onward(order, answer)
        _record(by, now, order, late=out.state in (MessageState.UNKNOWN, MessageState.ABANDONED))
        reach("interdiction.answer_applied")
        return Standing.TAKEN
    if _same(order, answer):
        return Standing.TAKEN
    _contradict(by, now, order, answer)
    return Standing.UNUSED


def take_ending(*, by: Actor, now: datetime, out: OutMessage) -> None:
    """The order's message was delivered, or ended without an answer: then a person must find out."""
    order = StopOrder.objects.select_for_update().filter(pk=int(out.subject_id)).first()
    if order is None:
        return
    if out.state == MessageState.DELIVERED:
        if order.state == OrderState.APPROVED:
            moved(order, OrderState.SENT, sent_at=now)
            audit.record(
                by=by,
                now=now,
                action="interdiction.order.send",
                subject=subject_of(order),
                facts={"message": out.pk},
            )
    elif order.state in (OrderState.APPROVED, OrderState.SENT):
        moved(order, OrderState.UNKNOWN, unknown_code=out.failure_code)
        audit.record(
            by=by,
            now=now,
            action="interdiction.order.lose",
            subject=subject_of(order),
            facts={"code": out.failure_code},
        )
    tell("orders")


def settle_by_word(order: StopOrder, word: BankWord, now: datetime, **more: object) -> None:
    """Write what became of the order: what is held and what is missed add up to what was asked, and the 48 hours run."""
    if not word.executed:
        moved(
            order,
            OrderState.REFUSED,
            held_fen=0,
            missed_fen=order.ask_fen,
            ended_at=now,
            bank_serial=word.serial,
            refusal_code=word.refusal_code or "told",
            refusal_reason=word.refusal_reason[:200],
            **more,
        )
        return
    moved(
        order,
        OrderState.EXECUTED,
        held_fen=word.held_fen,
        missed_fen=order.ask_fen - word.held_fen,
        balance_fen=word.balance_fen,
        executed_at=word.executed_at,
        expires_at=word.expires_at,
        bank_serial=word.serial,
        **more,
    )
    if word.expires_at is not None:
        OrderDue.objects.bulk_create(
            [
                OrderDue(unit_id=order.unit_id, order=order, kind=kind, due_at=word.expires_at - before)
                for kind, before in BEFORE_END.items()
            ],
            ignore_conflicts=True,
        )


def _fits(order: StopOrder, answer: StopAnswer) -> bool:
    """A bank cannot hold more than it was asked to."""
    return answer.held_fen <= order.ask_fen


def _word(answer: StopAnswer) -> BankWord:
    return BankWord(
        executed=answer.outcome is StopOutcome.EXECUTED,
        serial=answer.serial,
        held_fen=answer.held_fen,
        balance_fen=answer.balance_fen,
        executed_at=answer.executed_at,
        expires_at=answer.expires_at,
        refusal_code=answer.refusal_code.value if answer.refusal_code else "",
        refusal_reason=answer.refusal_reason or "",
    )


def _same(order: StopOrder, answer: StopAnswer) -> bool:
    """The answer says again what is on record."""
    executed = answer.outcome is StopOutcome.EXECUTED
    if order.settled_by:
        # A person asked by phone: what they were told has no serial and no seconds.
        return (executed, answer.held_fen) == (order.executed_at is not None, order.held_fen)
    told = (executed, answer.serial, answer.held_fen, answer.executed_at)
    return order.held_fen is not None and told == (
        order.executed_at is not None,
        order.bank_serial,
        order.held_fen,
        order.executed_at,
    )


def _keep_onward(order: StopOrder, answer: StopAnswer) -> None:
    OnwardLeg.objects.bulk_create([_leg(order, leg) for leg in answer.onward])
    if answer.onward_omitted:
        StopOrder.objects.filter(pk=order.pk).update(onward_omitted=answer.onward_omitted)


def _leg(order: StopOrder, leg: OnwardTransfer) -> OnwardLeg:
    case_key = order.account.key
    return OnwardLeg(
        unit_id=order.unit_id,
        partner_unit_id=order.partner_unit_id or order.partner.unit_id,
        order=order,
        to_account=seal(case_key, Kind.ACCOUNT, leg.to_account),
        to_account_blind=blind(Kind.ACCOUNT, leg.to_account),
        to_name=seal(case_key, Kind.NAME, leg.to_name) if leg.to_name else None,
        to_bank=leg.to_bank,
        amount_fen=leg.amount_fen,
        at=leg.at,
    )


def _record(by: Actor, now: datetime, order: StopOrder, *, late: bool) -> None:
    audit.record(
        by=by,
        now=now,
        action="interdiction.order.answer",
        subject=subject_of(order),
        facts={
            "outcome": order.state,
            "held_fen": order.held_fen,
            "missed_fen": order.missed_fen,
            "code": order.refusal_code,
            "late": late,
        },
    )
    tell("orders")


def _contradict(by: Actor, now: datetime, order: StopOrder, answer: StopAnswer) -> None:
    reason = "held_more_than_asked" if order.state in OPEN else f"already_{order.state}"
    with transaction.atomic():
        _row, new = Contradiction.objects.get_or_create(
            order=order,
            bank_serial=answer.serial,
            outcome=answer.outcome.value,
            defaults={
                "unit_id": order.unit_id,
                "partner_unit_id": order.partner_unit_id or order.partner.unit_id,
                "at": now,
                "held_fen": answer.held_fen,
                "reason": reason,
            },
        )
    if new:
        audit.record(
            by=by,
            now=now,
            action="interdiction.order.contradict",
            subject=subject_of(order),
            facts={"outcome": answer.outcome.value, "held_fen": answer.held_fen, "reason": reason},
        )
        tell("orders")
