"""接完这通电话: a report that this officer has begun and not handed in."""

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
    """The officer's own drafts, the youngest first."""
    for row in cases.my_drafts(by)[:_MOST]:
        yield Act(
            what=_("接完这通电话：草稿 %(number)s") % {"number": row.pk},
            why=_("%(wait)s前存下，还没有受理") % {"wait": since(row.saved_at, now)},
            verb=_("继续接警"),
            url=page_of("cases:draft", {"draft_id": row.pk}) or page_of("cases:intake"),
            waits_since=row.started_at,
        )


KIND = ActKind(rank=60, permission="cases.report.take", find=find)
