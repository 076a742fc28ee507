"""What waits for an officer at intake: reports nobody has settled, and the officer's own unfinished calls."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.cases import queries
from goldbell.apps.identity.access import may
from goldbell.common.actors import Actor


def at_intake(*, by: Actor, now: datetime, most: int) -> int:
    """Counted up to ``most``."""
    reports = queries.open_reports(by)[:most].count() if may(by, "cases.case.open") else 0
    return reports + queries.my_drafts(by)[:most].count()


WAITS = {"cases:intake": at_intake}
