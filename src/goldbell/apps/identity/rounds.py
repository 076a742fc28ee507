"""What the worker does for identity: forget answers and sessions whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session

from goldbell.apps.identity.idempotency import forget_old_answers
from goldbell.apps.identity.models import OpenSession
from goldbell.common.rounds import Round


def sweep(now: datetime) -> int:
    """Drop kept answers past their time, expired sessions and their lines; how many."""
    gone, _by_table = Session.objects.filter(expire_date__lt=now).delete()
    over = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    lines, _by_table = OpenSession.objects.filter(began_at__lt=over).delete()
    return forget_old_answers(now) + gone + lines


ROUNDS = [Round(name="identity.sweep", every_seconds=600, run=sweep)]
