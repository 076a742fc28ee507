"""待读流水: files that ought to be read within ten minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Due, DueSource
from goldbell.apps.insight.contracts import page_of
from goldbell.apps.tracing.queries import figures as tracing

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST: Final = 4
_READ_WITHIN: Final = timedelta(minutes=10)


def find(*, by: Actor, now: datetime) -> Iterable[Due]:
    """Waiting files, the oldest first."""
    for row in tracing.waiting_files(by)[:_MOST]:
        yield Due(
            due_at=row.handed_in_at + _READ_WITHIN,
            since=row.handed_in_at,
            title=_("读流水 %(number)s，过时请系统管理员看") % {"number": row.pk},
            url=page_of("tracing:file", {"case_id": row.case_id, "file_id": row.pk}),
            detail=row.case.case_no,
        )


SOURCE = DueSource(permission="tracing.file.read", find=find)
