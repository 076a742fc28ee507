"""止付的 36、44、48 小时: what happens by itself if nobody freezes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy

from goldbell.apps.console.contracts import Due, DueSource
from goldbell.apps.console.words import bank_of, order_url, short_no
from goldbell.apps.interdiction.contracts import DueKind
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm
from goldbell.common.money import yuan_from_fen

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST: Final = 8
_TITLES: Final[Mapping[str, Any]] = {
    DueKind.REMIND: gettext_lazy("止付 %(no)s 第 36 时，提醒冻结"),
    DueKind.REPORT: gettext_lazy("止付 %(no)s 第 44 时，报中心"),
    DueKind.EXPIRY: gettext_lazy("止付 %(no)s 第 48 时，放款"),
}


def find(*, by: Actor, now: datetime) -> Iterable[Due]:
    """The next mark of each running stop."""
    rows: dict[int, Any] = {}
    for mark in interdiction.dues(by)[: _MOST * 3]:
        rows.setdefault(mark.order_id, mark)
    marks = list(rows.values())[:_MOST]
    warm(mark.order.account for mark in marks)
    for mark in marks:
        order = mark.order
        yield Due(
            due_at=mark.due_at,
            since=order.executed_at,
            title=str(_TITLES[mark.kind]) % {"no": short_no(order.order_no)},
            url=order_url(order),
            detail=f"{bank_of(order)} {yuan_from_fen(order.held_fen or 0)}",
        )


SOURCE = DueSource(permission="interdiction.order.read", find=find)
