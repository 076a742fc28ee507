"""Stop orders for programs: the same services; names and accounts stay masked. A partner's token sees its own orders."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from goldbell.apps.identity.access import page, second_factor_fresh
from goldbell.apps.identity.idempotency import idempotent
from goldbell.apps.interdiction import queries, services
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.queries import OrderFilter
from goldbell.apps.privacy.sealing import warm
from goldbell.common.actors import Actor
from goldbell.common.errors import Forbidden
from goldbell.common.moments import utc_now
from goldbell.common.money import MOST_FEN

router = Router(tags=["止付"])
_MOST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=_MOST_ID)]


class StaleSecondFactor(Forbidden):
    """A signature asks for a second factor that is at most five minutes old."""

    code = "second_factor_stale"


class ProposalIn(Schema):
    """Which account of the case's newest trace to stop; ``ask_fen`` 0 asks for all that the trace sees there."""

    case_id: Id
    account_no: str = Field(min_length=1, max_length=64)
    ask_fen: int = Field(0, ge=0, le=MOST_FEN, description="分")


class WithdrawIn(Schema):
    """Why a proposal is taken back."""

    reason: str = Field(min_length=1, max_length=200)


class OrderOut(Schema):
    """A stop order; holder and account are masked. ``ask_fen`` = ``held_fen`` + ``missed_fen`` once answered."""

    id: int
    order_no: str
    case_no: str
    partner: str
    account: str
    holder: str
    state: str
    ordinal: int | None
    transfer_fen: int
    transferred_at: datetime
    ask_fen: int
    held_fen: int | None
    missed_fen: int | None
    proposed_at: datetime
    approved_at: datetime | None
    sent_at: datetime | None
    executed_at: datetime | None
    expires_at: datetime | None
    refusal_code: str

    @staticmethod
    def of(row: StopOrder) -> OrderOut:
        """The order as programs see it."""
        plain = {name: getattr(row, name) for name in OrderOut.model_fields if hasattr(row, name)}
        told = {"partner": row.partner.code, "account": row.account.masked, "holder": row.holder.masked}
        return OrderOut(**{**plain, **told})


class OrdersOut(Schema):
    """A page of orders."""

    count: int
    items: list[OrderOut]


class TotalsOut(Schema):
    """asked = stopped + missed + open, in fen."""

    orders: int
    asked_fen: int
    stopped_fen: int
    missed_fen: int
    open_fen: int


@router.get("/orders", response=OrdersOut)
@page("interdiction.order.read")
def list_orders(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    case_id: Annotated[int, Query(ge=0, le=_MOST_ID)] = 0,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> OrdersOut:
    """Orders in scope, newest first."""
    wanted = OrderFilter(states=(state,) if state else (), case_id=case_id or None)
    found = queries.find_orders(_by(request), wanted, now=utc_now())
    rows = list(found[offset : offset + limit])
    warm([value for row in rows for value in (row.account, row.holder)])
    return OrdersOut(count=found.count(), items=[OrderOut.of(row) for row in rows])


@router.get("/orders/totals", response=TotalsOut)
@page("interdiction.order.read")
def order_totals(request: HttpRequest, case_id: Annotated[int, Query(ge=0, le=_MOST_ID)] = 0) -> TotalsOut:
    """What was asked of banks and what became of it."""
    found = queries.totals(_by(request), case_id=case_id or None)
    return TotalsOut(**{name: getattr(found, name) for name in TotalsOut.model_fields})


@router.get("/orders/{order_id}", response=OrderOut)
@page("interdiction.order.read")
def read_order(request: HttpRequest, order_id: Id) -> OrderOut:
    """One order."""
    return OrderOut.of(queries.order(_by(request), order_id))


@router.post("/orders", response={201: OrderOut})
@idempotent
@page("interdiction.order.propose")
def propose_order(request: HttpRequest, given: ProposalIn) -> tuple[int, OrderOut]:
    """Propose a stop; nothing leaves before a second officer signs."""
    order = services.propose_from_trace(
        by=_by(request), now=utc_now(), case_id=given.case_id, account_no=given.account_no, ask_fen=given.ask_fen
    )
    return 201, OrderOut.of(order)


@router.post("/orders/{order_id}/approve", response=OrderOut)
@idempotent
@page("interdiction.order.approve")
def approve_order(request: HttpRequest, order_id: Id) -> OrderOut:
    """Sign as the second officer; the order leaves with the signature."""
    if not second_factor_fresh(request):
        raise StaleSecondFactor("签字要重新验证第二因子，没有签。请在页面上验证后再来")
    return OrderOut.of(services.approve(by=_by(request), now=utc_now(), order_id=order_id))


@router.post("/orders/{order_id}/withdraw", response=OrderOut)
@idempotent
@page("interdiction.order.withdraw")
def withdraw_order(request: HttpRequest, order_id: Id, given: WithdrawIn) -> OrderOut:
    """Take a proposal back."""
    by = _by(request)
    services.withdraw(by=by, now=utc_now(), order_id=order_id, reason=given.reason)
    return OrderOut.of(queries.order(by, order_id))


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by
