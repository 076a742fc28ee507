"""接口令牌: keys to the API for partners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity import queries, services
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.forms import TokenForm
from goldbell.apps.identity.views.parts import actor, again, do, done
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now


@page("identity.token.read")
@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """All keys, and the form for a new one."""
    return render(request, "identity/tokens.html", _context(actor(request)))


@page("identity.token.change")
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a key; its secret is shown once."""
    form = TokenForm(request.POST)
    made = do(
        form,
        lambda words: services.issue_token(
            by=actor(request),
            now=utc_now(),
            unit_id=words["unit"].pk,
            label=words["label"],
            scopes=words["scopes"],
            days=words["days"],
        ),
    )
    if made is None:
        return again(request, "identity/tokens.html", _context(actor(request)) | {"form": form})
    return render(request, "identity/tokens.html", _context(actor(request)) | {"made": made})


@page("identity.token.change")
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a key at once."""
    services.revoke_token(by=actor(request), now=utc_now(), token_id=token_id)
    return done(request, _("令牌已吊销"), "identity:tokens")


def _context(by: Actor) -> dict[str, object]:
    now = utc_now()
    return {
        "tokens": queries.tokens(by=by),
        "form": TokenForm(),
        "may_change": may(by, "identity.token.change"),
        "moment": now,
    }
