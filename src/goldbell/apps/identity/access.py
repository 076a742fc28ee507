"""Whether somebody may: the one question every service and page asks first. A tool for every app above."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.permits import permissions
from goldbell.common.actors import Actor
from goldbell.common.errors import Forbidden

#: A page's view or an API operation: the request first, then whatever its address holds.
View = TypeVar("View", bound=Callable[..., Any])
PUBLIC: Final = "public"
SIGNED_IN: Final = "signed-in"


class NotAllowed(Forbidden):
    """The asker's roles do not include this act."""

    code = "not_allowed"


def may(by: Actor, code: str) -> bool:
    """Whether ``by`` holds the permission ``code``. KeyError for a code nobody declared: a slip of the programmer."""
    rule = permissions()[code]
    if by.kind == "system":
        return by.id in rule.parts
    if by.kind == "partner":
        return bool(rule.partner_scope) and rule.partner_scope in by.scopes
    return not rule.roles.isdisjoint(by.roles)


def require(by: Actor, code: str) -> None:
    """Stop here unless ``by`` may. Raises NotAllowed."""
    if not may(by, code):
        raise NotAllowed(str(_("你的岗位不办这件事：%(act)s")), act=str(permissions()[code].label))


def page(code: str) -> Callable[[View], View]:
    """Mark a view with the permission that opens it. A view without a mark opens for nobody (see ActingMiddleware)."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            by: Actor | None = getattr(request, "actor", None)
            if by is None:
                return redirect_to_login(request.get_full_path())
            if code != SIGNED_IN:
                require(by, code)
            return view(request, *args, **kwargs)

        guarded.access = code  # type: ignore[attr-defined]
        # The API reads the content's types off the signature; written as text they mean something only where they stand.
        with suppress(NameError):
            guarded.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        return cast(View, guarded)

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may open: sign-in, health, the public pages."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def second_factor_fresh(request: HttpRequest) -> bool:
    """Whether the officer may sign now: their second factor is at most five minutes old, or they have none to give."""
    from goldbell.apps.identity import second_factor  # needs Django's apps loaded, which this module does not

    return second_factor.fresh(request)


def ask_second_factor(request: HttpRequest, *, then: str) -> HttpResponse:
    """Ask for the second factor again and go on at ``then`` (a page of ours, where the officer signs once more)."""
    address = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': then})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
