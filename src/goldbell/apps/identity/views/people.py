"""人员: the roll, one officer, and what the security administrator does with an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldbell.apps.identity import queries, services
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.forms import MoveForm, OfficerFilter, OfficerForm, ReasonForm, RolesForm
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.views.parts import actor, again, do, done
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

_ROWS = 50
_SORTS = {"badge": "badge", "name": "name", "unit": "unit__code"}


@page("identity.officer.read")
@require_GET
def officers(request: HttpRequest) -> HttpResponse:
    """The roll: search, filter, sort, page."""
    by, form = actor(request), OfficerFilter(request.GET)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    unit = wanted.get("unit")
    found = queries.officers(
        by=by, words=wanted.get("q", ""), unit_id=unit.pk if unit else None, role=wanted.get("role", "")
    )
    sort = request.GET.get("sort", "")
    column = _SORTS.get(sort.removeprefix("-"), "badge")
    rows = Paginator(found.order_by(f"-{column}" if sort.startswith("-") else column, "pk"), _ROWS)
    context = {
        "form": form,
        "page": rows.get_page(request.GET.get("page")),
        "may_add": may(by, "identity.officer.change"),
    }
    return render(request, "identity/officers.html", context)


@page("identity.officer.read")
@require_GET
def officer(request: HttpRequest, officer_id: int) -> HttpResponse:
    """One officer: where, which roles, which second factors, and what may be done."""
    return render(request, "identity/officer.html", _sheet(actor(request), officer_id))


@page("identity.officer.change")
@require_http_methods(["GET", "POST"])
def officer_add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown once."""
    form = OfficerForm(request.POST or None)
    if request.method == "GET":
        return render(request, "identity/officer_add.html", {"form": form})
    made = do(
        form,
        lambda words: services.add_officer(
            by=actor(request),
            now=utc_now(),
            badge=words["badge"],
            name=words["name"],
            unit_id=words["unit"].pk,
            roles=words["roles"],
        ),
    )
    if made is None:
        return again(request, "identity/officer_add.html", {"form": form})
    return render(request, "identity/password_once.html", {"new": made})


@page("identity.role.change")
@require_POST
def roles(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Set the roles."""

    def act(words: dict[str, Any]) -> Officer:
        return services.change_roles(
            by=actor(request), now=utc_now(), officer_id=officer_id, roles=words["roles"], reason=words["reason"]
        )

    return _act(request, officer_id, RolesForm(request.POST), "roles_form", act, _("岗位已变更，他的登录都已结束"))


@page("identity.officer.change")
@require_POST
def move(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Move to another unit."""

    def act(words: dict[str, Any]) -> Officer:
        return services.move_officer(
            by=actor(request), now=utc_now(), officer_id=officer_id, unit_id=words["unit"].pk, reason=words["reason"]
        )

    return _act(request, officer_id, MoveForm(request.POST), "move_form", act, _("已调动，他的登录都已结束"))


@page("identity.officer.change")
@require_POST
def deactivate(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Close the account."""

    def act(words: dict[str, Any]) -> Officer:
        return services.deactivate(by=actor(request), now=utc_now(), officer_id=officer_id, reason=words["reason"])

    return _act(request, officer_id, ReasonForm(request.POST), "reason_form", act, _("账号已停用"))


@page("identity.officer.change")
@require_POST
def reactivate(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Open the account again."""

    def act(words: dict[str, Any]) -> Officer:
        return services.reactivate(by=actor(request), now=utc_now(), officer_id=officer_id, reason=words["reason"])

    return _act(request, officer_id, ReasonForm(request.POST), "reason_form", act, _("账号已恢复"))


@page("identity.officer.change")
@require_POST
def reset_factor(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Take away a lost second factor."""

    def act(words: dict[str, Any]) -> bool:
        services.reset_second_factor(by=actor(request), now=utc_now(), officer_id=officer_id, reason=words["reason"])
        return True

    return _act(request, officer_id, ReasonForm(request.POST), "reason_form", act, _("第二重验证已重置"))


@page("identity.officer.change")
@require_POST
def sign_out(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Sign the officer out everywhere."""

    def act(words: dict[str, Any]) -> bool:
        services.end_sessions(by=actor(request), now=utc_now(), officer_id=officer_id, reason=words["reason"])
        return True

    return _act(request, officer_id, ReasonForm(request.POST), "reason_form", act, _("他的登录都已结束"))


@page("identity.officer.change")
@require_POST
def new_password(request: HttpRequest, officer_id: int) -> HttpResponse:
    """A new one-time password, shown once."""
    form = ReasonForm(request.POST)
    made = do(
        form,
        lambda words: services.give_password(
            by=actor(request), now=utc_now(), officer_id=officer_id, reason=words["reason"]
        ),
    )
    if made is None:
        return again(request, "identity/officer.html", _sheet(actor(request), officer_id) | {"reason_form": form})
    return render(request, "identity/password_once.html", {"new": made})


def _act(
    request: HttpRequest, officer_id: int, form: forms.Form, name: str, act: Callable[[dict[str, Any]], Any], text: str
) -> HttpResponse:
    if do(form, act) is None:
        return again(request, "identity/officer.html", _sheet(actor(request), officer_id) | {name: form})
    return done(request, text, "identity:officer", officer_id)


def _sheet(by: Actor, officer_id: int) -> dict[str, Any]:
    found = queries.officer(by=by, officer_id=officer_id)
    return {
        "officer": found,
        "factors": queries.factors(found.pk),
        "oneself": by.id == str(found.pk),
        "may_change": may(by, "identity.officer.change") and by.id != str(found.pk),
        "roles_form": RolesForm(initial={"roles": found.roles}),
        "move_form": MoveForm(initial={"unit": found.unit}),
        "reason_form": ReasonForm(auto_id=False),
    }
