"""What the worker does for privacy."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity.scope import everything
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.services.keys import rewrap_some
from goldbell.common.rounds import Round


def rewrap(now: datetime) -> int:
    """Bring older data keys under the newest master key."""
    with everything("privacy") as by:
        return rewrap_some(by=by, now=now)


def expire_exports(now: datetime) -> int:
    """Destroy exports whose time is over."""
    with everything("privacy") as by:
        return exports.expire(by=by, now=now)


ROUNDS = [
    Round(name="privacy.rewrap", every_seconds=300, run=rewrap),
    Round(name="privacy.exports", every_seconds=60, run=expire_exports),
]
