"""What waits for an officer at the exchange: messages whose outcome a person must find out."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.exchange import queries
from goldbell.apps.identity.access import may
from goldbell.common.actors import Actor


def on_the_desk(*, by: Actor, now: datetime, most: int) -> int:
    """Counted up to ``most``."""
    return queries.on_the_desk(by)[:most].count() if may(by, "exchange.message.settle") else 0


WAITS = {"exchange:messages": on_the_desk}
