"""The page of a locked sign-in: why, until when, and whom to call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldbell.apps.identity.sign_in import badge_tried
from goldbell.common.moments import utc_now


def locked_out(
    request: HttpRequest, _original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say when to try again. The time is counted from the last failure, as axes counts it."""
    rest = timedelta(hours=float(settings.AXES_COOLOFF_TIME))
    tried = AccessAttempt.objects.filter(username=badge_tried(request, credentials))
    last = tried.order_by("-attempt_time").first()
    until = (last.attempt_time if last else utc_now()) + rest
    context = {"until": until, "minutes": int(rest.total_seconds() // 60), "phone": settings.GOLDBELL_HELP_PHONE}
    response = render(request, "identity/locked.html", context, status=429)
    response["Retry-After"] = str(max(1, int((until - utc_now()).total_seconds())))
    return response
