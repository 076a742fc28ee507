"""Ways back in: a new one-time password, a second factor taken away."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.services import sessions
from goldbell.apps.identity.services.officers import NewOfficer, locked, not_oneself, one_time_password
from goldbell.common.actors import Actor


@transaction.atomic
def give_password(*, by: Actor, now: datetime, officer_id: int, reason: str = "") -> NewOfficer:
    """Give an officer who forgot theirs a new one-time password; open sessions end.

    Raises NotOneself, NoSuchOfficer, NotAllowed.
    """
    require(by, "identity.officer.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    secret = one_time_password()
    officer.set_password(secret)
    officer.must_change_password = True
    officer.save(update_fields=["password", "must_change_password"])
    sessions.drop(officer)
    _record(by, now, "identity.password.give", officer.pk, purpose=reason)
    return NewOfficer(officer, secret)


@transaction.atomic
def reset_second_factor(*, by: Actor, now: datetime, officer_id: int, reason: str) -> int:
    """Take away all second factors of an officer who lost theirs; they must set up a new one at the next sign-in.

    Returns how many were removed. Raises NotOneself, NoSuchOfficer, NotAllowed.
    """
    require(by, "identity.officer.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    removed: int
    removed, _by_table = Authenticator.objects.filter(user_id=officer.pk).delete()
    sessions.drop(officer)
    _record(by, now, "identity.factor.reset", officer.pk, purpose=reason, removed=removed)
    return removed


@transaction.atomic
def note_password_changed(*, by: Actor, now: datetime, officer_id: int) -> None:
    """The officer has set a password of their own: the one-time password's limits fall."""
    Officer.objects.filter(pk=officer_id).update(must_change_password=False)
    _record(by, now, "identity.password.change", officer_id)


def choose_language(
    *,
    by: Actor,
    now: datetime,
    language: str,
) -> None:
    """Keep the officer's own language. Not an act on anybody's rights, so the audit does not hear of it. Raises NotAllowed."""
    require(by, "identity.self.read")
    if by.kind == "officer":
        Officer.objects.filter(pk=int(by.id)).update(language=language)


def _record(by: Actor, now: datetime, action: str, officer_id: int, *, purpose: str = "", **facts: int) -> None:
    subject = Subject("identity.officer", str(officer_id))
    audit.record(by=by, now=now, action=action, subject=subject, purpose=purpose[:200], facts=facts)
