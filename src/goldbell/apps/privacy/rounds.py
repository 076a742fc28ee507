"""What the worker does for privacy."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity.scope import everything
from goldbell.apps.privacy.services.keys import rewrap_some
from goldbell.common.rounds import Round


def rewrap(now: datetime) -> int:
    """Bring older data keys under the newest master key."""
    with everything("privacy") as by:
        return rewrap_some(by=by, now=now)


ROUNDS = [Round(name="privacy.rewrap", every_seconds=300, run=rewrap)]
