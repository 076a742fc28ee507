"""去办冻结: a stop has passed its 36th hour and the bank will let the money go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import bank_of, order_url, short_no, yuan
from goldbell.apps.interdiction.contracts import BEFORE_END, DueKind
from goldbell.apps.interdiction.queries import figures as interdiction
from goldbell.apps.privacy.sealing import warm
from goldbell.web.figures import span_text

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST: Final = 20
_NEAR: Final = BEFORE_END[DueKind.REMIND]


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Held money whose stop ends within twelve hours, the nearest end first."""
    rows = interdiction.held(by).filter(expires_at__lte=now + _NEAR).select_related("partner__unit")
    found = list(rows.order_by("expires_at", "pk")[:_MOST])
    warm(row.account for row in found)
    for row in found:
        end = row.expires_at or now
        what = {"no": short_no(row.order_no), "bank": bank_of(row), "yuan": yuan(row.held_fen or 0)}
        yield Act(
            what=_("办冻结：止付单 %(no)s，%(bank)s，止住 %(yuan)s") % what,
            why=_("%(left)s后止付到期，银行放款") % {"left": span_text(max(end - now, timedelta(0)))},
            verb=_("看这张单"),
            url=order_url(row),
            waits_since=end - _NEAR,
            paid_at=row.clock_paid_at,
            way=row.clock_way,
        )


KIND = ActKind(rank=50, permission="interdiction.order.propose", find=find)
