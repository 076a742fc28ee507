"""What a stop rests on: a movement of money into the account that the case, its trace or a bank's answer shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import CaseHead
from goldbell.apps.interdiction.contracts import SAME_MOMENT, Basis, ProposalDraft
from goldbell.apps.interdiction.failures import AskTooLarge, NeverPaid
from goldbell.apps.interdiction.models import OnwardLeg
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind
from goldbell.apps.tracing import queries as tracing
from goldbell.common.actors import Actor


@dataclass(frozen=True, slots=True)
class Ground:
    """What is shown to have reached the account, and the victim's clock behind it."""

    basis: Basis
    basis_fen: int
    clock_paid_at: datetime
    clock_way: str


def ground_of(by: Actor, head: CaseHead, draft: ProposalDraft, now: datetime) -> Ground:
    """The ground of a proposal. Raises NeverPaid and AskTooLarge: no stop without a payment, none beyond it."""
    if draft.transfer_fen < 1 or draft.ask_fen < 1 or draft.transferred_at > now:
        raise NeverPaid("金额要大于零，转入时间不能晚于现在")
    found = _of_trace(by, head, draft) or _of_transfers(by, head, draft) or _of_onward(head, draft)
    if found is None:
        raise NeverPaid("本案记录里没有这个时间、这个金额转入该账户的钱，没有提出止付")
    if draft.ask_fen > found.basis_fen:
        raise AskTooLarge("要求止付的金额超过查明转入的金额，没有提出止付")
    return found


def _of_trace(by: Actor, head: CaseHead, draft: ProposalDraft) -> Ground | None:
    if draft.trace_run_id is None:
        return None
    view = tracing.trace_view(by, draft.trace_run_id)
    if view.case_id != head.id:
        return None
    for held in view.held:
        same = _same_account(held.account_no, draft) and held.inflow_fen == draft.transfer_fen
        if same and abs(held.inflow_at - draft.transferred_at) <= SAME_MOMENT:
            return Ground(Basis.TRACE, max(held.held_fen, held.inflow_fen), held.clock_paid_at, held.clock_way)
    return None


def _of_transfers(by: Actor, head: CaseHead, draft: ProposalDraft) -> Ground | None:
    into = [one for one in cases.transfers(by, head.id) if one.to_account and _same_account(one.to_account, draft)]
    for one in into:
        if one.amount_fen == draft.transfer_fen and abs(one.paid_at - draft.transferred_at) <= SAME_MOMENT:
            return Ground(Basis.TRANSFER, sum(other.amount_fen for other in into), one.paid_at, one.way)
    return None


def _of_onward(head: CaseHead, draft: ProposalDraft) -> Ground | None:
    if draft.onward_id is None:
        return None
    leg = OnwardLeg.objects.select_related("order").filter(pk=draft.onward_id, order__case_id=head.id).first()
    if leg is None or leg.to_account_blind != blind(Kind.ACCOUNT, draft.account_no):
        return None
    if leg.amount_fen != draft.transfer_fen or leg.at != draft.transferred_at:
        return None
    return Ground(Basis.ONWARD, leg.amount_fen, leg.order.clock_paid_at, leg.order.clock_way)


def _same_account(one: str, draft: ProposalDraft) -> bool:
    return blind(Kind.ACCOUNT, one) == blind(Kind.ACCOUNT, draft.account_no)
