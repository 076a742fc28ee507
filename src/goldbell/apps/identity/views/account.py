"""我的账号: password, second factor, language, open sessions."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity import queries, second_factor, services
from goldbell.apps.identity.access import SIGNED_IN, page
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.views.parts import actor, done
from goldbell.common.moments import SHANGHAI, utc_now


@page(SIGNED_IN)
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What I sign in with, and where I am signed in."""
    officer = request.user
    assert isinstance(officer, Officer)
    today = utc_now().astimezone(SHANGHAI).date()
    context = {
        "officer": officer,
        "factors": queries.factors(officer.pk),
        "required": second_factor.required(officer.roles, today),
        "sessions": queries.own_sessions(by=actor(request)),
        "this_session": request.session.session_key,
    }
    return render(request, "identity/account.html", context)


@page(SIGNED_IN)
@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one of my browsers."""
    services.end_session(by=actor(request), now=utc_now(), session_id=session_id)
    return done(request, _("那个登录已结束"), "identity:account")


@page(SIGNED_IN)
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out all my browsers but this one."""
    by = actor(request)
    services.end_sessions(by=by, now=utc_now(), officer_id=int(by.id), keep=request.session.session_key or "")
    return done(request, _("其他登录都已结束"), "identity:account")


@page(SIGNED_IN)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep my language for every browser I sign in with."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        services.choose_language(by=actor(request), now=utc_now(), language=chosen)
        translation.activate(chosen)
    response = redirect("identity:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen or settings.LANGUAGE_CODE, samesite="Lax")
    return response
