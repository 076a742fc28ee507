"""What the worker does for stop orders."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.interdiction import services
from goldbell.common.rounds import Round


def expire(now: datetime) -> int:
    """Fire all that is due in the 48 hours."""
    done = 0
    while fired := services.fire_due(now=now):
        done += fired
    return done


ROUNDS = [Round(name="interdiction.expire", every_seconds=1.0, run=expire, paced=True)]
