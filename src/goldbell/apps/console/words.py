"""Orders in the few words of a board line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.insight.contracts import page_of
from goldbell.common.money import yuan_from_fen
from goldbell.web.figures import span_text

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder


def short_no(order_no: str) -> str:
    """The running number of an order, as the room says it: Z-HW-20261121-0047 is 0047."""
    return order_no.rpartition("-")[2] or order_no


def bank_of(order: StopOrder) -> str:
    """The bank of an order with the last four signs of the account: 金川银行 (9036)."""
    return f"{order.partner.unit.name} ({str(order.account)[-4:]})"


def yuan(fen: int) -> str:
    """Money in a sentence."""
    return _("%(yuan)s 元") % {"yuan": yuan_from_fen(fen)}


def since(moment: datetime, now: datetime) -> str:
    """How long ago, in words."""
    return span_text(max(now - moment, now - now))


def order_url(order: StopOrder) -> str:
    """The order's own page."""
    return page_of("interdiction:order", {"order_id": order.pk})
