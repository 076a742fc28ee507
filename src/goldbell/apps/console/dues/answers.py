"""银行答复: how long a bank may still take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Due, DueSource
from goldbell.apps.console.words import bank_of, order_url, short_no
from goldbell.apps.interdiction.contracts import ANSWER_WITHIN, OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm
from goldbell.common.money import yuan_from_fen

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST: Final = 6


def find(*, by: Actor, now: datetime) -> Iterable[Due]:
    """Orders that left and are not answered, the longest at the bank first."""
    at_bank = (OrderState.APPROVED, OrderState.SENT)
    rows = list(interdiction.under_way(by).filter(state__in=at_bank).order_by("approved_at", "pk")[:_MOST])
    warm(row.account for row in rows)
    for row in rows:
        began = row.approved_at or row.proposed_at
        yield Due(
            due_at=began + ANSWER_WITHIN,
            since=began,
            title=_("止付 %(no)s 等答复，过时就催") % {"no": short_no(row.order_no)},
            url=order_url(row),
            detail=f"{bank_of(row)} {yuan_from_fen(row.ask_fen)}",
        )


SOURCE = DueSource(permission="interdiction.order.read", find=find)
