"""还能撤、还能追: the rescue window of a transfer whose order still waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Due, DueSource
from goldbell.apps.console.words import order_url, short_no
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay, rescue

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST: Final = 6


def find(*, by: Actor, now: datetime) -> Iterable[Due]:
    """Proposals whose window is open, the nearest end first."""
    found = []
    for row in interdiction.under_way(by).filter(state=OrderState.PROPOSED)[:50]:
        way = PaymentWay(row.clock_way)
        window = rescue(way, row.clock_paid_at, now)
        if window.possible and window.until is not None:
            found.append((window.until, way, row))
    for until, way, row in sorted(found, key=lambda one: one[0])[:_MOST]:
        word = way.label_en if (get_language() or "").startswith("en") else way.label_zh
        yield Due(
            due_at=until,
            since=row.clock_paid_at,
            title=_("止付 %(no)s 窗口关闭") % {"no": short_no(row.order_no)},
            url=order_url(row),
            detail=f"{word} {yuan_from_fen(row.ask_fen)}",
        )


SOURCE = DueSource(permission="interdiction.order.read", find=find)
