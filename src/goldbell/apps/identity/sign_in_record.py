"""Sign-ins in the audit. The libraries' signals are the only hook they offer; each receiver makes one entry."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Facts, Subject
from goldbell.apps.identity import services
from goldbell.apps.identity.models import Officer, OpenSession
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.services.sessions import note_seen
from goldbell.common.actors import Actor, system
from goldbell.common.moments import utc_now


@receiver(user_logged_in)
def began(request: HttpRequest, user: Officer, **_: Any) -> None:
    """Somebody signed in: with or without a second factor."""
    methods = {one.get("method") for one in get_authentication_records(request, user)}
    if request.session.session_key:
        note_seen(
            officer_id=user.pk,
            session_key=request.session.session_key,
            address=request.META.get("REMOTE_ADDR") or None,
            browser=request.headers.get("User-Agent", ""),
            now=utc_now(),
        )
    _record("identity.session.begin", user, {"second_factor": "mfa" in methods})


@receiver(user_logged_out)
def ended(request: HttpRequest, user: Officer | None, **_: Any) -> None:
    """Somebody signed out, or their session came of age."""
    if isinstance(user, Officer):
        OpenSession.objects.filter(session_key=request.session.session_key or "").delete()
        _record("identity.session.end", user, {"sessions": 1, "why": "own"})


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **_: Any) -> None:
    """A sign-in did not succeed. What was typed as a badge is not kept: people type passwords there."""
    officer = _known(credentials.get("username"))
    _record("identity.session.fail", officer, {"known": officer is not None}, by=system("sign-in"))


@receiver(user_locked_out)
def locked(request: HttpRequest, **_: Any) -> None:
    """Too many failures: closed for a while."""
    officer = _known(request.POST.get("login"))
    minutes = int(float(settings.AXES_COOLOFF_TIME) * 60)
    facts: Facts = {"known": officer is not None, "minutes": minutes}
    _record("identity.session.lock", officer, facts, by=system("sign-in"))


@receiver(password_changed)
def password_set(user: Officer, **_: Any) -> None:
    """The officer set their own password."""
    services.note_password_changed(by=actor_of(user), now=utc_now(), officer_id=user.pk)


@receiver(authenticator_added)
@receiver(authenticator_reset)
def factor_added(user: Officer, authenticator: Authenticator, **_: Any) -> None:
    """A second factor was set up, or recovery codes made anew."""
    _record("identity.factor.add", user, {"kind": authenticator.type})


@receiver(authenticator_removed)
def factor_removed(user: Officer, authenticator: Authenticator, **_: Any) -> None:
    """The officer removed a second factor themselves."""
    _record("identity.factor.remove", user, {"kind": authenticator.type})


@receiver(authentication_failed)
def factor_failed(user: Officer, authenticator: Authenticator, **_: Any) -> None:
    """The password was right, the second factor was not: somebody may know the password."""
    _record("identity.factor.fail", user, {"kind": authenticator.type}, by=system("sign-in"))


def _known(badge: object) -> Officer | None:
    if not isinstance(badge, str) or "\x00" in badge:
        return None
    return Officer.objects.filter(badge__iexact=badge.strip()).first()


def _record(action: str, officer: Officer | None, facts: Facts, *, by: Actor | None = None) -> None:
    who = by or (actor_of(officer) if officer else system("sign-in"))
    subject = Subject("identity.officer", str(officer.pk) if officer else "-")
    audit.record(by=who, now=utc_now(), action=action, subject=subject, facts=facts)
