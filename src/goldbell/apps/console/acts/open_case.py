"""处置警情: a report was taken and nobody has opened a case, joined or refused it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.cases import queries as cases
from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import since
from goldbell.apps.insight.contracts import page_of

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 5


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Taken reports, the oldest first."""
    for row in cases.open_reports(by)[:_MOST]:
        yield Act(
            what=_("处置警情 %(number)s") % {"number": row.number},
            why=_("受理 %(wait)s，还没有受案、并入或移送") % {"wait": since(row.taken_at, now)},
            verb=_("看这份警情"),
            url=page_of("cases:report", {"report_id": row.pk}),
            waits_since=row.taken_at,
        )


KIND = ActKind(rank=70, permission="cases.case.open", find=find)
