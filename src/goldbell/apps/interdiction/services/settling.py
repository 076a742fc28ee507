"""What a person does where the machine does not know: find out, say so, and sign for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.exchange import queries as exchange_queries
from goldbell.apps.exchange import services as exchange
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.interdiction.contracts import STOP_LASTS, BankWord, Finding, OrderState
from goldbell.apps.interdiction.failures import AskTooLarge, FactMissing, Moved, NoSuchOrder
from goldbell.apps.interdiction.models import Contradiction
from goldbell.apps.interdiction.services.answering import settle_by_word
from goldbell.apps.interdiction.services.orders import SUBJECT, locked, moved, subject_of
from goldbell.apps.interdiction.services.proposing import plain_reason
from goldbell.common.actors import Actor


@transaction.atomic
def settle_unknown(
    *,
    by: Actor,
    now: datetime,
    order_id: int,
    finding: str,
    reason: str,
    held_fen: int = 0,
    executed_at: datetime | None = None,
) -> None:
    """End an unknown by what a person found out, e.g. on the phone with the bank. ``reason`` says how.

    Raises Moved, FactMissing, AskTooLarge.
    """
    require(by, "interdiction.order.settle")
    word = plain_reason(reason)
    for out in exchange_queries.on_the_desk(by).filter(subject_kind=SUBJECT, subject_id=str(order_id)):
        exchange.settle(by=by, now=now, message_id=out.pk, reason=word)
    order = locked(order_id)
    if order.state != OrderState.UNKNOWN:
        raise Moved("这张单已有结果，请刷新再看")
    signed = {"settled_by": by.key, "settled_at": now, "settled_finding": finding, "settled_reason": word}
    match finding:
        case Finding.EXECUTED:
            if executed_at is None or executed_at > now:
                raise FactMissing("请写明银行执行止付的时间，48 小时从那时起算")
            if not 0 <= held_fen <= order.ask_fen:
                raise AskTooLarge("止住的金额要在零和要求止付的金额之间")
            told = BankWord(True, held_fen=held_fen, executed_at=executed_at, expires_at=executed_at + STOP_LASTS)
            settle_by_word(order, told, now, **signed)
        case Finding.REFUSED:
            settle_by_word(order, BankWord(False, refusal_reason=word), now, **signed)
        case Finding.NOT_ARRIVED:
            moved(order, OrderState.WITHDRAWN, ended_at=now, **signed)
        case _:
            raise FactMissing("请选定查明的结果")
    audit.record(
        by=by,
        now=now,
        action="interdiction.order.settle",
        subject=subject_of(order),
        purpose=word,
        facts={"finding": finding, "held_fen": order.held_fen, "missed_fen": order.missed_fen},
    )
    tell("orders")


@transaction.atomic
def look_at(*, by: Actor, now: datetime, contradiction_id: int, reason: str) -> None:
    """Say what a bank's contradicting answer turned out to be; the record of the order stays as it is."""
    require(by, "interdiction.order.settle")
    word = plain_reason(reason)
    row = Contradiction.objects.select_for_update().filter(pk=contradiction_id).first()
    if row is None:
        raise NoSuchOrder("没有这条答复")
    if row.looked_at is not None:
        raise Moved("这条答复已经有人核对")
    row.looked_at, row.looked_by, row.looked_reason = now, by.key, word
    row.save(update_fields=["looked_at", "looked_by", "looked_reason"])
    audit.record(
        by=by,
        now=now,
        action="interdiction.order.look",
        subject=subject_of(row.order),
        purpose=word,
        facts={"contradiction": row.pk},
    )
    tell("orders")
