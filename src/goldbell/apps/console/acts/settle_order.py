"""查明结果: an order of which nobody knows what the bank did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import bank_of, order_url, short_no, since, yuan
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 20


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Orders with an unknown outcome: call the bank, then say what it said."""
    rows = list(interdiction.under_way(by).filter(state=OrderState.UNKNOWN)[:_MOST])
    warm(row.account for row in rows)
    for row in rows:
        sent = row.sent_at or row.approved_at or row.proposed_at
        what = {"no": short_no(row.order_no), "bank": bank_of(row), "yuan": yuan(row.ask_fen)}
        yield Act(
            what=_("查明止付单 %(no)s 的结果：%(bank)s，要求 %(yuan)s") % what,
            why=_("发出 %(wait)s，不知道银行办了没有；打电话问银行，再写下结果") % {"wait": since(sent, now)},
            verb=_("写下查明的结果"),
            url=order_url(row),
            waits_since=sent,
            paid_at=row.clock_paid_at,
            way=row.clock_way,
        )


KIND = ActKind(rank=20, permission="interdiction.order.settle", find=find)
