"""Stop proposals on the trace page: what is still there, where, how sure, and one button each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from goldbell.apps.cases.contracts import CaseHead
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity.access import may
from goldbell.apps.interdiction import queries
from goldbell.apps.interdiction.contracts import OPEN, OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.views import faces
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind
from goldbell.apps.tracing.contracts import TraceNext, TracePanel, TraceView
from goldbell.common.actors import Actor
from goldbell.common.money import yuan_from_fen

_LIVING = (OrderState.PROPOSED, *OPEN, OrderState.EXECUTED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One account on which money still lies, as the panel shows it; ``place`` is its index in the trace's list."""

    place: int
    short: str
    bank: str
    holder: str
    tier: int
    held_fen: int
    certain_fen: int
    reasons: tuple[str, ...]
    order: StopOrder | None
    shape: str
    word: str


def panel(*, by: Actor, now: datetime, head: CaseHead, view: TraceView) -> Mapping[str, object]:
    """What the panel shows."""
    return {"proposals": _proposals(by, head, view), "may_propose": may(by, "interdiction.order.propose")}


def next_act(*, by: Actor, now: datetime, head: CaseHead, view: TraceView) -> TraceNext | None:
    """Propose the largest sum that has no order yet."""
    if not may(by, "interdiction.order.propose"):
        return None
    ready = (one for one in _proposals(by, head, view) if one.order is None and one.bank and one.holder)
    first = next(ready, None)
    if first is None:
        return None
    held = view.held[first.place]
    return TraceNext(
        what=_("提出止付：%(place)s，在账 %(amount)s 元")
        % {"place": first.short, "amount": yuan_from_fen(first.held_fen)},
        why=first.reasons[0] if first.reasons else "",
        paid_at=held.clock_paid_at,
        way=held.clock_way,
        template="interdiction/_propose_next.html",
        facts={"case_id": head.id, "trace_run": view.id, "account": first.place},
    )


def _proposals(by: Actor, head: CaseHead, view: TraceView) -> list[Proposal]:
    blinds = [blind(Kind.ACCOUNT, held.account_no) for held in view.held]
    living = queries.orders(by).filter(case_id=head.id, account_blind__in=blinds, state__in=_LIVING).order_by("pk")
    orders = {bytes(one.account_blind): one for one in living}
    banks = {held.account_no: held.bank_name for held in view.held}
    partners = exchange.partners_for(banks, bank_names=banks)
    found = []
    for place, (held, account) in enumerate(zip(view.held, blinds, strict=True)):
        order = orders.get(account)
        partner = partners.get(held.account_no)
        found.append(
            Proposal(
                place=place,
                short=held.masked,
                bank=partner.code if partner else "",
                holder=held.holder_masked,
                tier=held.tier,
                held_fen=held.held_fen,
                certain_fen=held.certain_fen,
                reasons=held.said,
                order=order,
                shape=faces.SHAPE[order.state] if order else "",
                word=faces.state_word(order) if order else "",
            )
        )
    return found


PANELS = [
    TracePanel(
        order=10,
        template="interdiction/_proposals.html",
        context=panel,
        permission="interdiction.order.read",
        place="aside",
        next=next_act,
    )
]
