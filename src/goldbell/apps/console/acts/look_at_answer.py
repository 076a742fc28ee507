"""核对答复: a bank said something that does not fit what is on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import order_url, short_no, since
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 20


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Contradictions that nobody has looked at, the oldest first."""
    for row in interdiction.contradictions(by)[:_MOST]:
        told = {"no": short_no(row.order.order_no), "bank": row.order.partner.unit.name}
        yield Act(
            what=_("核对止付单 %(no)s 的答复：%(bank)s的说法与记录不一致") % told,
            why=_("答复到了 %(wait)s；单上的记录没有改") % {"wait": since(row.at, now)},
            verb=_("核对答复"),
            url=order_url(row.order),
            waits_since=row.at,
            paid_at=row.order.clock_paid_at,
            way=row.order.clock_way,
        )


KIND = ActKind(rank=25, permission="interdiction.order.settle", find=find)
