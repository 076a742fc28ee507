"""What waits for a second person: exports and erasures that a colleague asked for."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity.access import may
from goldbell.apps.privacy import queries
from goldbell.apps.privacy.contracts import ErasureState, ExportState
from goldbell.common.actors import Actor


def to_decide(*, by: Actor, now: datetime, most: int) -> int:
    """Counted up to ``most``; what one asked for oneself another decides."""
    count = 0
    if may(by, "privacy.export.decide"):
        count += queries.exports(by).filter(state=ExportState.ASKED).exclude(asked_by=by.key)[:most].count()
    if may(by, "privacy.erasure.decide"):
        count += queries.erasures(by).filter(state=ErasureState.ASKED).exclude(asked_by=by.key)[:most].count()
    return count


WAITS = {"privacy:exports": to_decide}
