"""值班: who is on duty, taking over and handing over."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity import queries, services
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.forms import HandOverForm
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.views.parts import actor, again, do, done
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

_DAYS = timedelta(days=3)


@page("identity.duty.read")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Who is on duty by unit, and the last shifts with what was handed over."""
    return render(request, "identity/duty.html", _context(actor(request), request))


@page("identity.duty.take")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Take over."""
    try:
        services.go_on_duty(by=actor(request), now=utc_now())
    except GoldbellError as error:
        return again(request, "identity/duty.html", _context(actor(request), request) | {"problem": told(error)})
    return done(request, _("你已上岗"), "identity:duty")


@page("identity.duty.take")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Hand over."""
    by = actor(request)
    form = _form(by, request.POST)

    def act(words: dict[str, object]) -> bool:
        successor = words["handed_to"]
        services.go_off_duty(
            by=by,
            now=utc_now(),
            handed_to=successor.pk if isinstance(successor, Officer) else None,
            note=str(words["note"]),
        )
        return True

    if do(form, act) is None:
        return again(request, "identity/duty.html", _context(by, request) | {"form": form})
    return done(request, _("已交班"), "identity:duty")


def _form(by: Actor, typed: QueryDict | None = None) -> HandOverForm:
    form = HandOverForm(typed)
    form.fields["handed_to"].queryset = queries.successors(by=by)  # type: ignore[attr-defined]
    return form


def _context(by: Actor, request: HttpRequest) -> dict[str, object]:
    present = queries.on_duty(by=by)
    me = request.user if isinstance(request.user, Officer) else None
    return {
        "rooms": [(unit, list(group)) for unit, group in groupby(present, key=lambda one: one.unit)],
        "shifts": queries.shifts(by=by, since=utc_now() - _DAYS)[:60],
        "may_take": may(by, "identity.duty.take"),
        "on_duty": bool(me and Officer.objects.filter(pk=me.pk, on_duty=True).exists()),
        "form": _form(by),
    }
