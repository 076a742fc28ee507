"""Who calls the API. The middleware has looked already (``request.actor``); here stands what each way asks beyond."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from goldbell.common.actors import Actor


class OfficerSession(APIKeyCookie):
    """An officer's session; anything that changes must carry the page's forgery token, as a form does."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        by: Actor | None = getattr(request, "actor", None)
        if by is None or by.kind != "officer":
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "csrf")
        return by

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Unused: the whole question is answered in ``__call__``."""
        return None


class PartnerToken(HttpBearer):
    """A partner's key in ``Authorization: Bearer``."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        by: Actor | None = getattr(request, "actor", None)
        return by if by is not None and by.kind == "partner" else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Unused: identity's middleware has checked the key."""
        return None
