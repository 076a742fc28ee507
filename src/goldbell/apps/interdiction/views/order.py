"""One stop order: what was asked, signed, said and held, and the next act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from goldbell.apps.audit import services as audit
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.interdiction import queries
from goldbell.apps.interdiction.contracts import ANSWER_WITHIN, OPEN, OrderState, basis_line
from goldbell.apps.interdiction.models import OnwardLeg, StopOrder
from goldbell.apps.interdiction.services.orders import subject_of
from goldbell.apps.interdiction.views import faces
from goldbell.apps.privacy.sealing import unseal, warm
from goldbell.apps.tracing import queries as tracing
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.common.money import yuan_from_fen
from goldbell.web.figures import last_four


@dataclass(frozen=True, slots=True)
class LegLine:
    """A further transfer, masked, with the order that follows it if there is one; ``cash``: taken out, nobody to ask."""

    leg: OnwardLeg
    short: str
    order: StopOrder | None
    shape: str
    word: str
    cash: bool


@page("interdiction.order.read")
@require_GET
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """The page of one order; opening it is written down."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.order(by, order_id)
    audit.record(by=by, now=now, action="interdiction.order.read", subject=subject_of(found), facts={"count": 1})
    return render(request, "interdiction/order.html", order_context(by, found, now))


@page("interdiction.order.read")
@require_GET
def paper(request: HttpRequest, order_id: int) -> HttpResponse:
    """紧急止付申请表, to print; the print is written down."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.order(by, order_id)
    audit.record(by=by, now=now, action="interdiction.form.print", subject=subject_of(found))
    people = faces.people_of(found)
    context = {
        "order": found,
        "proposer": people.get(found.proposed_by),
        "approver": people.get(found.approved_by),
        "basis": basis_line(found.legal_basis),
        "printer": faces.name(officers_by_key({by.key}), by.key),
        "now": now,
    }
    return render(request, "interdiction/paper.html", context)


def order_context(by: Actor, found: StopOrder, now: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    people = faces.people_of(found)
    legs = _legs(by, found)
    return {
        "order": found,
        "shape": faces.SHAPE[found.state],
        "word": faces.state_word(found),
        "reasons": [tracing.reason_words(kept) for kept in found.reasons],
        "basis": basis_line(found.legal_basis),
        "life": faces.life(found, people),
        "parts": faces.sum_parts(found),
        "adds_up": found.held_fen is not None,
        "bar": faces.hold_bar(found, now),
        "talk": faces.talk(by, found),
        "legs": legs,
        "contradictions": list(queries.contradictions_of(by, found.pk)),
        "proposer": people.get(found.proposed_by),
        "approver": people.get(found.approved_by),
        "settler": people.get(found.settled_by),
        "signatures": 2 if found.approved_by else 1,
        "refusal": faces.refusal_word(found.refusal_code),
        "answer_due": found.approved_at + ANSWER_WITHIN if found.approved_at and found.state in OPEN else None,
        "case_open": may(by, "cases.case.read"),
        "now": now,
        **_next(by, found, legs),
    }


def _next(by: Actor, found: StopOrder, legs: list[LegLine]) -> dict[str, Any]:
    """The next act on this page: what, why, and which buttons."""
    where = f"{found.partner.unit.name} {found.account.masked}"
    amount = yuan_from_fen(found.ask_fen)
    told = {"place": where, "amount": amount}
    following = next((line for line in legs if line.order is None and not line.cash), None)
    may_approve = may(by, "interdiction.order.approve") and found.proposed_by != by.key
    waiting = queries.next_to_approve(by) if may(by, "interdiction.order.approve") else None
    rights = {
        "may_approve": may_approve and found.state == OrderState.PROPOSED,
        "may_withdraw": found.state == OrderState.PROPOSED and may(by, "interdiction.order.withdraw"),
        "may_settle": found.state == OrderState.UNKNOWN and may(by, "interdiction.order.settle"),
        "may_look": may(by, "interdiction.order.settle"),
        "may_propose": may(by, "interdiction.order.propose"),
        "following": following if may(by, "interdiction.order.propose") else None,
        "waiting": waiting if waiting and waiting.pk != found.pk else None,
    }
    match found.state:
        case OrderState.PROPOSED if rights["may_approve"]:
            what, why = _("复核：%(place)s，止付 %(amount)s 元") % told, _("四项核对一致再签字，签字后马上发往银行")
        case OrderState.PROPOSED:
            what, why = _("等另一人复核：%(place)s，%(amount)s 元") % told, _("提出和批准不能是同一人")
        case OrderState.APPROVED | OrderState.SENT:
            what, why = _("等银行答复：%(place)s，%(amount)s 元") % told, _("到时没有答复，系统会去问")
        case OrderState.UNKNOWN:
            what, why = _("打银行专线查明：%(place)s，%(amount)s 元") % told, _("请求可能已到银行，不要重发新单")
        case OrderState.EXECUTED if rights["following"]:
            what, why = _("跟着钱走：到下级账户提出止付"), _("银行答复里列出了转走的钱")
        case OrderState.EXECUTED:
            what, why = _("在止付到期前办理冻结"), _("续冻以前钱会自动解付")
        case OrderState.REFUSED:
            what, why = faces.refusal_word(found.refusal_code), _("核对后可以重新提出，不占止付次数")
        case _:
            what, why = "", ""
    return {"next_what": what, "next_why": why, **rights}


def _legs(by: Actor, found: StopOrder) -> list[LegLine]:
    rows = list(queries.onward(by, found.pk))
    warm([row.to_account for row in rows])
    blinds = [bytes(row.to_account_blind) for row in rows]
    orders = {
        bytes(one.account_blind): one
        for one in queries.orders(by).filter(case_id=found.case_id, account_blind__in=blinds).order_by("pk")
    }
    lines = []
    for row in rows:
        account = unseal(row.to_account)
        followed = orders.get(bytes(row.to_account_blind)) if account else None
        lines.append(
            LegLine(
                row,
                f"{row.to_bank} ({last_four(account)})" if account else "",
                followed,
                faces.SHAPE[followed.state] if followed else "",
                faces.state_word(followed) if followed else "",
                cash=not account,
            )
        )
    return lines
