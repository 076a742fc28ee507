"""复核并签字: a proposal of somebody else waits for a second signature."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import bank_of, order_url, short_no, since, yuan
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 20


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Proposals of others, the youngest transfer first."""
    rows = list(interdiction.under_way(by).filter(state=OrderState.PROPOSED).exclude(proposed_by=by.key)[:_MOST])
    warm(row.account for row in rows)
    names = officers_by_key({row.proposed_by for row in rows})
    for row in rows:
        proposer = names.get(row.proposed_by)
        told = {"name": proposer.name if proposer else "", "wait": since(row.proposed_at, now)}
        what = {"no": short_no(row.order_no), "bank": bank_of(row), "yuan": yuan(row.ask_fen)}
        yield Act(
            what=_("复核止付单 %(no)s：%(bank)s，要求 %(yuan)s") % what,
            why=_("%(name)s提出，等第二人签字 %(wait)s；你签后立即发出") % told,
            verb=_("复核并签字"),
            url=order_url(row),
            waits_since=row.proposed_at,
            paid_at=row.clock_paid_at,
            way=row.clock_way,
        )


KIND = ActKind(rank=10, permission="interdiction.order.approve", find=find)
