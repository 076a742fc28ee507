"""What waits for an officer in outreach: stories of others to review."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity.access import may
from goldbell.apps.outreach import queries
from goldbell.common.actors import Actor


def among_stories(*, by: Actor, now: datetime, most: int) -> int:
    """Counted up to ``most``."""
    return queries.to_review(by)[:most].count() if may(by, "outreach.story.release") else 0


WAITS = {"outreach:stories": among_stories}
