"""Each request runs as its officer or partner: one transaction, their row scope, and a page that is open to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goldbell.apps.identity import second_factor
from goldbell.apps.identity.access import PUBLIC
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.scope import acting
from goldbell.apps.identity.services.sessions import note_seen
from goldbell.apps.identity.services.tokens import bearer
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI, utc_now

_SEEN: Final = "goldbell_seen_at"
_BEGAN: Final = "goldbell_began_at"
_API: Final = "/api/"
#: Pages of libraries that guard themselves; also the only ones open before the account is ready.
_OWN_GUARD: Final = ("allauth.", "django.views.i18n", "django.views.static", "ninja.")
_BEFORE_READY: Final = ("allauth.", "django.views.i18n")


class ActingMiddleware:
    """Sets ``request.actor`` (None for strangers) and wraps the request in its row scope; a failed answer rolls back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        key = request.headers.get("Authorization")
        if key is not None and request.path.startswith(_API):
            # A key replaces the session: a call is either a partner's or an officer's, never a mixture.
            kind, _blank, presented = key.partition(" ")
            by = bearer(presented=presented.strip(), now=utc_now()) if kind.lower() == "bearer" else None
            return self._as(by, request) if by is not None else self.get_response(request)
        if not isinstance(request.user, Officer):
            return self.get_response(request)
        if _over(request):
            logout(request)
            return redirect_to_login(request.get_full_path())
        return self._as_officer(request.user, request)

    def _as_officer(self, officer: Officer, request: HttpRequest) -> HttpResponseBase:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(officer.language)
            request.LANGUAGE_CODE = officer.language
        with timezone.override(ZoneInfo(officer.unit.zone)):
            return self._as(actor_of(officer), request)

    def _as(self, by: Actor, request: HttpRequest) -> HttpResponseBase:
        request.actor = by  # type: ignore[attr-defined]
        with acting(by):
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif isinstance(response, HttpResponse) and not response.streaming:
                _rendered(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Deny by default: a view that says nothing about access opens for nobody. First things first: an officer sets
        their own password and second factor before anything else opens."""
        access, origin = getattr(view, "access", None), view.__module__
        if access is None and not origin.startswith(_OWN_GUARD):
            raise PermissionDenied("this view does not say who may open it")
        by: Actor | None = request.actor  # type: ignore[attr-defined]
        if by is None or by.kind != "officer" or access == PUBLIC or origin.startswith(_BEFORE_READY):
            return None
        return _first_things(request)


def _first_things(request: HttpRequest) -> HttpResponseBase | None:
    officer = request.user
    assert isinstance(officer, Officer)
    missing = ""
    if officer.must_change_password:
        missing, text = "account_change_password", _("先设自己的密码，再开始工作")
    elif second_factor.required(officer.roles, utc_now().astimezone(SHANGHAI).date()) and not second_factor.has_one(
        officer
    ):
        missing, text = "mfa_index", _("你的岗位要有第二重验证。先添加一种，再开始工作")
    if not missing:
        return None
    if request.path.startswith(_API):
        raise PermissionDenied(missing)
    messages.warning(request, text)
    return redirect(missing)


def _over(request: HttpRequest) -> bool:
    """Whether the session has lasted a shift (12 h) or lay idle for an hour; else notes that it is in use."""
    now = time.time()
    began, seen = request.session.get(_BEGAN), request.session.get(_SEEN)
    if began is None:
        began = request.session[_BEGAN] = now
    if now - began > settings.SESSION_COOKIE_AGE or (seen is not None and now - seen > settings.GOLDBELL_IDLE_SECONDS):
        return True
    if seen is None or now - seen > 60:  # one write a minute is enough
        request.session[_SEEN] = now
        if request.session.session_key:
            note_seen(
                officer_id=request.user.pk,  # type: ignore[arg-type]
                session_key=request.session.session_key,
                address=request.META.get("REMOTE_ADDR") or None,
                browser=request.headers.get("User-Agent", ""),
                now=utc_now(),
            )
    return False


def _rendered(response: HttpResponse) -> None:
    """Render lazily built answers while the row scope still holds."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        render()
