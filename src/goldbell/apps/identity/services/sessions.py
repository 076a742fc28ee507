"""Open sessions: seeing them and ending them."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.models import Officer, OpenSession
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound


class NoSuchSession(NotFound):
    """No such session of this officer; it may have ended meanwhile."""

    code = "no_such_session"


@transaction.atomic
def end_session(*, by: Actor, now: datetime, session_id: int) -> None:
    """Sign out one of one's own browsers. Raises NoSuchSession."""
    require(by, "identity.self.read")
    mine = OpenSession.objects.filter(pk=session_id).first() if by.kind == "officer" else None
    if mine is None or mine.officer_id != int(by.id):
        raise NoSuchSession(_("这个登录已经结束了"))
    _forget([mine.session_key])
    mine.delete()
    _record(by, now, int(by.id), 1, "own")


@transaction.atomic
def end_sessions(*, by: Actor, now: datetime, officer_id: int, keep: str = "", reason: str = "") -> int:
    """Sign an officer out everywhere: oneself (``keep`` names the session key that stays), or another as the security
    administrator. Returns how many ended. Raises NotAllowed."""
    if by.kind != "officer" or by.id != str(officer_id):
        require(by, "identity.officer.change")
        keep = ""
    found = OpenSession.objects.filter(officer_id=officer_id).exclude(session_key=keep)
    keys = list(found.values_list("session_key", flat=True))
    _forget(keys)
    found.delete()
    if not keep:
        Officer.objects.filter(pk=officer_id).update(session_epoch=F("session_epoch") + 1)
    _record(by, now, officer_id, len(keys), "own" if by.id == str(officer_id) else "ordered", purpose=reason)
    return len(keys)


def drop(officer: Officer) -> int:
    """End all sessions as part of another act (roles changed, account closed), which writes the audit entry."""
    keys = list(OpenSession.objects.filter(officer=officer).values_list("session_key", flat=True))
    _forget(keys)
    OpenSession.objects.filter(officer=officer).delete()
    officer.session_epoch += 1
    officer.save(update_fields=["session_epoch"])
    return len(keys)


def note_seen(*, officer_id: int, session_key: str, address: str | None, browser: str, now: datetime) -> None:
    """Keep the list of open sessions true; called at sign-in and once a minute of use."""
    OpenSession.objects.update_or_create(
        session_key=session_key,
        defaults={"seen_at": now, "officer_id": officer_id},
        create_defaults={
            "seen_at": now,
            "began_at": now,
            "officer_id": officer_id,
            "address": address,
            "browser": browser[:200],
        },
    )


def _forget(keys: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()


def _record(by: Actor, now: datetime, officer_id: int, ended: int, why: str, *, purpose: str = "") -> None:
    audit.record(
        by=by,
        now=now,
        action="identity.session.end",
        subject=Subject("identity.officer", str(officer_id)),
        purpose=purpose[:200],
        facts={"sessions": ended, "why": why},
    )
