"""Reads of the record."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.audit.contracts import Nature
from goldbell.apps.audit.models import Entry


def count(*, actor: str, since: datetime, action: str = "", nature: Nature | None = None) -> int:
    """How many entries ``actor`` has left since a moment, of one action or one nature."""
    found = Entry.objects.filter(actor=actor, at__gt=since)
    if action:
        found = found.filter(action=action)
    if nature is not None:
        found = found.filter(nature=nature)
    return found.count()
