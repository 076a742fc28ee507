"""Each request runs as its officer: one transaction, that officer's row scope, and a page that is open to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.scope import acting

_SEEN = "goldbell_seen_at"
#: Pages of libraries that guard themselves.
_OWN_GUARD = ("allauth.", "django.views.i18n", "django.conf.urls.i18n", "django.views.static", "ninja.")


class ActingMiddleware:
    """Sets ``request.actor`` (None for strangers) and wraps the request in its row scope; a failed answer rolls back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        officer = request.user if isinstance(request.user, Officer) else None
        if officer is not None and self._idle(request):
            logout(request)
            return HttpResponseRedirect(f"{settings.LOGIN_REDIRECT_URL}accounts/login/?next={request.path}")
        if officer is None:
            request.actor = None  # type: ignore[attr-defined]
            return self.get_response(request)
        request.actor = actor_of(officer)  # type: ignore[attr-defined]
        with acting(request.actor):  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif isinstance(response, HttpResponse) and not response.streaming:
                _rendered(response)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object) -> None:
        """Deny by default: a view that says nothing about access opens for nobody."""
        if getattr(view, "access", None) is None and not view.__module__.startswith(_OWN_GUARD):
            raise NotAllowed("这一页没有写明谁可以看，所以谁也不能看")

    def _idle(self, request: HttpRequest) -> bool:
        now, seen = time.time(), request.session.get(_SEEN)
        if seen is None or now - seen > 60:  # one write a minute is enough
            request.session[_SEEN] = now
        return seen is not None and now - seen > settings.GOLDBELL_IDLE_SECONDS


def _rendered(response: HttpResponse) -> None:
    """Render lazily built answers while the row scope still holds."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        render()
