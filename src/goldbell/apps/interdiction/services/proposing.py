"""Proposing a stop: a named officer's word, resting on a movement of money that is on record."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import CaseHead
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.queries import Partner
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.interdiction.contracts import MOST_STOPS, OrderState, ProposalDraft, legal_basis
from goldbell.apps.interdiction.failures import (
    AlreadyPending,
    FactMissing,
    Moved,
    NoPartner,
    PersonalWords,
    ThirdStop,
)
from goldbell.apps.interdiction.models import OnwardLeg, StopOrder
from goldbell.apps.interdiction.services.ground import Ground, ground_of
from goldbell.apps.interdiction.services.numbers import next_order_no
from goldbell.apps.interdiction.services.orders import locked, moved, stops_of, subject_of
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, seal, unseal
from goldbell.apps.tracing import queries as tracing
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI

_NUMBERS: Final = re.compile(r"[0-9][0-9 -]{9,}[0-9]")
_MOST_REASONS: Final = 10


def propose(*, by: Actor, now: datetime, draft: ProposalDraft) -> StopOrder:
    """Propose to hold ``draft.ask_fen`` on one account. Nothing leaves before a second officer approves.

    Raises FactMissing, NeverPaid, AskTooLarge, NoPartner, ThirdStop, AlreadyPending, PersonalWords.
    """
    require(by, "interdiction.order.propose")
    head = cases.case_head(by, draft.case_id)
    draft = _tidy(draft)
    partner = _partner(draft)
    ground = ground_of(by, head, draft, now)
    account = blind(Kind.ACCOUNT, draft.account_no)
    if len(stops_of(partner.pk, account)) >= MOST_STOPS:
        raise ThirdStop("这个账户已经止付过两次，不能再止付。请办理冻结")
    with transaction.atomic():
        order = _written(by, now, head, draft, partner, ground, account)
        audit.record(
            by=by,
            now=now,
            action="interdiction.order.propose",
            subject=subject_of(order),
            facts={
                "ask_fen": order.ask_fen,
                "partner": partner.pk,
                "basis": ground.basis.value,
                "trace_run": draft.trace_run_id,
            },
        )
        tell("orders")
    return order


def propose_from_trace(*, by: Actor, now: datetime, case_id: int, account_no: str, ask_fen: int = 0) -> StopOrder:
    """Propose a stop for what the latest trace still sees on an account; ``ask_fen`` 0 asks for all of it."""
    require(by, "interdiction.order.propose")
    view = tracing.latest_trace(by, case_id)
    held = next((one for one in view.held if one.account_no == account_no), None) if view else None
    if view is None or held is None:
        raise FactMissing("最近一次追踪里，这个账户没有在账的钱。请重新追踪后再提")
    draft = ProposalDraft(
        case_id=case_id,
        account_no=account_no,
        holder=held.holder,
        transfer_fen=held.inflow_fen,
        transferred_at=held.inflow_at,
        ask_fen=ask_fen or held.held_fen,
        bank_name=held.bank_name,
        reasons=held.reasons,
        trace_run_id=view.id,
        clock_paid_at=held.clock_paid_at,
        clock_way=held.clock_way,
    )
    return propose(by=by, now=now, draft=draft)


def propose_onward(*, by: Actor, now: datetime, leg_id: int) -> StopOrder:
    """Follow the money: propose a stop where a bank's answer says it went next."""
    require(by, "interdiction.order.propose")
    leg = OnwardLeg.objects.select_related("order").filter(pk=leg_id).first()
    if leg is None:
        raise FactMissing("没有这笔下级转账")
    draft = ProposalDraft(
        case_id=leg.order.case_id,
        account_no=unseal(leg.to_account),
        holder=unseal(leg.to_name) if leg.to_name else "",
        transfer_fen=leg.amount_fen,
        transferred_at=leg.at,
        ask_fen=leg.amount_fen,
        bank_name=leg.to_bank,
        onward_id=leg.pk,
        clock_paid_at=leg.order.clock_paid_at,
        clock_way=leg.order.clock_way,
    )
    return propose(by=by, now=now, draft=draft)


def withdraw(*, by: Actor, now: datetime, order_id: int, reason: str) -> None:
    """Take a proposal back; it stays on record. Raises Moved."""
    require(by, "interdiction.order.withdraw")
    order = locked(order_id)
    word = plain_reason(reason)
    if order.state != OrderState.PROPOSED:
        raise Moved("这张单已经签字或已撤下，不能再撤")
    moved(order, OrderState.WITHDRAWN, withdrawn_by=by.key, withdrawn_reason=word, ended_at=now)
    audit.record(
        by=by,
        now=now,
        action="interdiction.order.withdraw",
        subject=subject_of(order),
        purpose=word,
        facts={"ask_fen": order.ask_fen},
    )
    tell("orders")


def plain_reason(reason: str) -> str:
    """A reason that may stand in the record: there is one, and it holds no account, card or phone number."""
    word = " ".join(reason.split())[:200]
    if not word:
        raise FactMissing("请写明理由")
    if _NUMBERS.search(word):
        raise PersonalWords("理由里不要写账号、卡号和电话，这些单上已有")
    return word


def _tidy(draft: ProposalDraft) -> ProposalDraft:
    account = "".join(draft.account_no.split())
    holder = " ".join(draft.holder.split())
    for value, word in ((account, _("账号")), (holder, _("户名"))):
        if not value:
            raise FactMissing("缺%(fact)s。银行要核对户名、账号、金额、时间四项，缺一项就不能止付", fact=word)
    reasons = tuple(plain_reason(reason) for reason in draft.reasons[:_MOST_REASONS])
    return replace(draft, account_no=account, holder=holder, reasons=reasons)


def _partner(draft: ProposalDraft) -> Partner:
    if draft.partner_id is not None:
        found = exchange.partner(draft.partner_id)
    else:
        found = exchange.partner_for(bank_name=draft.bank_name, account_no=draft.account_no)
    if found is None:
        raise NoPartner("不知道这个账户在哪家对接单位。请选定银行")
    return found


def _written(
    by: Actor,
    now: datetime,
    head: CaseHead,
    draft: ProposalDraft,
    partner: Partner,
    ground: Ground,
    account: bytes,
) -> StopOrder:
    try:
        with transaction.atomic():
            return StopOrder.objects.create(
                order_no=next_order_no(by=by, unit_id=head.unit_id, at=now),
                unit_id=head.unit_id,
                case_id=head.id,
                case_no=head.case_no,
                partner=partner,
                account=seal(head.key, Kind.ACCOUNT, draft.account_no),
                account_blind=account,
                holder=seal(head.key, Kind.NAME, draft.holder),
                transfer_fen=draft.transfer_fen,
                transferred_at=draft.transferred_at,
                basis_fen=ground.basis_fen,
                basis=ground.basis,
                trace_run_id=draft.trace_run_id,
                clock_paid_at=draft.clock_paid_at or ground.clock_paid_at,
                clock_way=draft.clock_way or ground.clock_way,
                ask_fen=draft.ask_fen,
                reasons=list(draft.reasons),
                legal_basis=legal_basis(now.astimezone(SHANGHAI).date()).line,
                proposed_by=by.key,
                proposed_at=now,
            )
    except IntegrityError as error:
        if "interdiction_order_one_pending" in str(error):
            raise AlreadyPending("本案在这个账户上已有一张没办完的止付单") from None
        raise
