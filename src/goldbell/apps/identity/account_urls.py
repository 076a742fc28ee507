"""allauth's pages under /accounts/, without those that open an account by oneself or send letters.

The names of the pages left out stay, because allauth builds links from them; they answer 404.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account import urls as account
from allauth.mfa import urls as factors
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from goldbell.apps.identity.access import public

_KEPT: Final = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
    }
)


@public
def not_here(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """No such page in this house."""
    raise Http404


def _chosen(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    chosen: list[URLPattern | URLResolver] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = _chosen(one.url_patterns)
            chosen.append(URLResolver(one.pattern, inner, one.default_kwargs, one.app_name, one.namespace))
        elif one.name in _KEPT:
            chosen.append(one)
        else:
            chosen.append(URLPattern(one.pattern, not_here, one.default_args, one.name))
    return chosen


urlpatterns = [
    path("accounts/", include(_chosen(account.urlpatterns))),
    path("accounts/2fa/", include(_chosen(factors.urlpatterns))),
]
