"""What the worker does for stop orders."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.interdiction import services
from goldbell.common.rounds import Round


def expire(now: datetime) -> int:
    """Fire what is due in the 48 hours."""
    return services.fire_due(now=now)


ROUNDS = [Round(name="interdiction.expire", every_seconds=1.0, run=expire)]
