"""What the worker does for the exchange. Several senders run side by side: one slow bank does not hold up others."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.exchange import services
from goldbell.common.moments import utc_now
from goldbell.common.rounds import Round

_SENDERS = 4
_MOST_AT_ONCE = 50


def send(now: datetime) -> int:
    """Send until nothing is due, at most fifty at once."""
    done = 0
    while done < _MOST_AT_ONCE and services.send_next(now=now):
        done += 1
        now = utc_now()
    return done


def sweep(now: datetime) -> int:
    """Free what a dead sender held, end what has used up its time, watch the queues."""
    return services.rescue(now) + services.give_up(now=now) + services.watch_queues(now=now)


ROUNDS = [
    *(Round(name=f"exchange.send.{number}", every_seconds=0.25, run=send) for number in range(1, _SENDERS + 1)),
    Round(name="exchange.sweep", every_seconds=1.0, run=sweep, paced=True),
]
