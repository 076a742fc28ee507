"""Watching the queues: when messages to a partner wait too long, an alarm opens, and closes when they have left."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min

from goldbell.apps.exchange.contracts import TERMS, MessageState
from goldbell.apps.exchange.models import OutMessage, QueueAlarm
from goldbell.apps.identity.scope import everything, tell


def watch_queues(*, now: datetime) -> int:
    """Open and close queue alarms; how many changed."""
    with everything("exchange"):
        waiting = OutMessage.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING])
        oldest = dict(waiting.order_by().values_list("partner").annotate(Min("queued_at")))
        late = {partner: at for partner, at in oldest.items() if at <= now - TERMS.queue_alarm}
        changed = 0
        for partner, at in late.items():
            _row, opened = QueueAlarm.objects.get_or_create(
                partner_id=partner, closed_at=None, defaults={"opened_at": now, "oldest_at": at}
            )
            changed += opened
        changed += QueueAlarm.objects.filter(closed_at=None).exclude(partner__in=late).update(closed_at=now)
        if changed:
            tell("messages")
        return changed
