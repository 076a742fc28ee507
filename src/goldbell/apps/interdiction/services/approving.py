"""The second signature: it makes a proposal an order, and the order leaves with it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from goldbell.adapters.messages.contracts import StopRequest
from goldbell.apps.audit import services as audit
from goldbell.apps.cases import queries as cases
from goldbell.apps.exchange import services as exchange
from goldbell.apps.identity.access import require
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.identity.scope import tell
from goldbell.apps.interdiction.contracts import ANSWER_WITHIN, MOST_STOPS, OrderState
from goldbell.apps.interdiction.failures import Moved, SamePerson, ThirdStop
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.services.orders import locked, moved, stops_of, subject_of
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.actors import Actor
from goldbell.common.crash_points import reach


@transaction.atomic
def approve(*, by: Actor, now: datetime, order_id: int) -> StopOrder:
    """Sign as the second officer: the order is approved and its message queued in the same transaction.

    Raises SamePerson, Moved (somebody else was first), ThirdStop.
    """
    require(by, "interdiction.order.approve")
    order = locked(order_id)
    if order.state != OrderState.PROPOSED:
        raise Moved("这张单已经有人处置，请刷新再看")
    if order.proposed_by == by.key:
        raise SamePerson("提出和批准不能是同一人。请另一位值班长或领导复核")
    ordinal = _next_ordinal(order)
    try:
        with transaction.atomic():
            moved(
                order,
                OrderState.APPROVED,
                ordinal=ordinal,
                approved_by=by.key,
                approved_at=now,
                partner_unit_id=order.partner.unit_id,
            )
    except IntegrityError:
        # Another case's order on this account was approved at the same moment.
        raise Moved("同一账户刚有另一张单批准，请刷新再看是第几次") from None
    head = cases.case_head(by, order.case_id)
    out = exchange.queue(
        by=by,
        now=now,
        partner_id=order.partner_id,
        kind=StopRequest.KIND,
        body=_request(order, head.case_no, now),
        subject=subject_of(order),
        order_key=unseal(order.account),
        unit_id=order.unit_id,
        seal_key=head.key,
        answer_due_at=now + ANSWER_WITHIN,
    )
    audit.record(
        by=by,
        now=now,
        action="interdiction.order.approve",
        subject=subject_of(order),
        facts={"ask_fen": order.ask_fen, "partner": order.partner_id, "ordinal": ordinal, "message": out.pk},
    )
    tell("orders")
    transaction.on_commit(lambda: reach("interdiction.after_commit"))
    reach("interdiction.before_commit")
    return order


def _next_ordinal(order: StopOrder) -> int:
    taken = stops_of(order.partner_id, bytes(order.account_blind))
    free = [ordinal for ordinal in range(1, MOST_STOPS + 1) if ordinal not in taken]
    if not free:
        raise ThirdStop("这个账户已经止付过两次，不能再止付。请办理冻结")
    return free[0]


def _request(order: StopOrder, case_no: str, now: datetime) -> StopRequest:
    """The four facts the bank matches, the amount, and both signatures."""
    officers = officers_by_key({order.proposed_by, order.approved_by})
    return StopRequest(
        order_no=order.order_no,
        account_name=unseal(order.holder),
        account_no=unseal(order.account),
        bank_code=order.partner.code,
        transfer_amount_fen=order.transfer_fen,
        transferred_at=order.transferred_at,
        ask_fen=order.ask_fen,
        currency="CNY",
        case_no=case_no,
        ordinal=order.ordinal or 1,
        legal_basis=order.legal_basis,
        proposer_badge=officers[order.proposed_by].badge,
        approver_badge=officers[order.approved_by].badge,
        requested_at=now,
    )
