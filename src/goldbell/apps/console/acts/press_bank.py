"""催银行: an order is at the bank longer than a bank may take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import bank_of, order_url, short_no, since, yuan
from goldbell.apps.interdiction.contracts import ANSWER_WITHIN, OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 20


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Sent orders past the three minutes, the youngest transfer first."""
    late = interdiction.under_way(by).filter(state=OrderState.SENT, sent_at__lt=now - ANSWER_WITHIN)
    rows = list(late[:_MOST])
    warm(row.account for row in rows)
    for row in rows:
        what = {"no": short_no(row.order_no), "bank": bank_of(row), "yuan": yuan(row.ask_fen)}
        sent = row.sent_at or row.proposed_at
        yield Act(
            what=_("催银行：止付单 %(no)s，%(bank)s，要求 %(yuan)s") % what,
            why=_("已发出 %(wait)s 没有答复，超过 3 分") % {"wait": since(sent, now)},
            verb=_("看这张单"),
            url=order_url(row),
            waits_since=sent,
            paid_at=row.clock_paid_at,
            way=row.clock_way,
        )


KIND = ActKind(rank=40, permission="interdiction.order.approve", find=find)
