"""The orders under way as lines: yours first, then by what can still be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from goldbell.apps.cases import queries as cases
from goldbell.apps.console.words import bank_of, order_url, short_no, since
from goldbell.apps.identity.access import may
from goldbell.apps.insight.queries.order_records import order_glyph
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm
from goldbell.common.actors import Actor
from goldbell.common.ways import PaymentWay, rescue

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder

#: As many as are read to find the most urgent; the list behind the figure has them all.
_MOST_READ: Final = 200
_MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order on the board. ``who`` has to act, ``wait`` says for how long; ``mine``: the reader has to."""

    id: int
    number: str
    url: str
    paid_at: datetime
    way: str
    bank: str
    holder: str
    scam: str
    victim: str
    ask_fen: int
    state: str
    word: str
    who: str
    wait: str
    mine: bool
    verb: str


def order_lines(by: Actor, now: datetime) -> Mapping[str, object]:
    """The lines to show, and how many there are in all."""
    waiting = interdiction.under_way(by)
    found = sorted(waiting[:_MOST_READ], key=lambda order: (not _mine(order, by), *_saveable(order, now)))
    shown = found[:_MOST_SHOWN]
    warm(seal for order in shown for seal in (order.account, order.holder, order.case.victim) if seal is not None)
    scams = cases.scam_labels() if shown else {}
    count = waiting.count() if len(found) == _MOST_READ else len(found)
    lines = [_line(order, by, now, scams) for order in shown]
    return {"lines": lines, "count": count, "more": count - len(lines), "mine": sum(line.mine for line in lines)}


def _mine(order: StopOrder, by: Actor) -> bool:
    if order.state == OrderState.PROPOSED:
        return order.proposed_by != by.key and may(by, "interdiction.order.approve")
    return order.state == OrderState.UNKNOWN and may(by, "interdiction.order.settle")


def _saveable(order: StopOrder, now: datetime) -> tuple[float, float]:
    """Open windows first, the nearest end first; then the youngest transfer."""
    window = rescue(PaymentWay(order.clock_way), order.clock_paid_at, now)
    left = (window.until - now).total_seconds() if window.possible and window.until else float("inf")
    return left, -order.clock_paid_at.timestamp()


def _line(order: StopOrder, by: Actor, now: datetime, scams: Mapping[str, str]) -> OrderLine:
    mine = _mine(order, by)
    who, began = _who(order)
    verbs = {OrderState.PROPOSED: _("复核"), OrderState.UNKNOWN: _("查明")}
    return OrderLine(
        id=order.pk,
        number=short_no(order.order_no),
        url=order_url(order),
        paid_at=order.clock_paid_at,
        way=order.clock_way,
        bank=bank_of(order),
        holder=str(order.holder),
        scam=scams.get(order.case.scam_type, _("未定类型")),
        victim=str(order.case.victim or order.case.case_no),
        ask_fen=order.ask_fen,
        state=order_glyph(order.state),
        word=order.get_state_display(),
        who=_("你") if mine else who,
        wait=_("等 %(wait)s") % {"wait": since(began, now)},
        mine=mine,
        verb=verbs.get(OrderState(order.state), "") if mine else "",
    )


def _who(order: StopOrder) -> tuple[str, datetime]:
    """Who has to act, and since when."""
    match order.state:
        case OrderState.PROPOSED:
            return _("第二人"), order.proposed_at
        case OrderState.APPROVED:
            return _("系统发出"), order.approved_at or order.proposed_at
        case OrderState.UNKNOWN:
            return _("值班长"), order.sent_at or order.approved_at or order.proposed_at
        case _:
            return order.partner.unit.name, order.sent_at or order.approved_at or order.proposed_at
