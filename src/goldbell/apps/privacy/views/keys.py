"""主密钥与保存年限: changing the key that wraps all others, destroying an old one, and how long what is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldbell.apps.identity.access import ask_second_factor, may, page, second_factor_fresh
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.privacy import queries, services
from goldbell.apps.privacy.contracts import SHIPPED_TERMS
from goldbell.apps.privacy.forms import TermForm
from goldbell.apps.privacy.views.parts import act_and_return, actor
from goldbell.common.errors import Forbidden, GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@page("privacy.key.rotate")
@require_GET
def masters(request: HttpRequest) -> HttpResponse:
    """The master keys, and how far the change to the newest has come."""
    found = queries.masters(actor(request))
    behind = sum(one.under for one in found if not one.wraps)
    return render(request, "privacy/masters.html", {"masters": found, "behind": behind})


@page("privacy.key.rotate")
@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """Make a new master key."""
    if not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("privacy:masters"))
    return act_and_return(
        request,
        "privacy:masters",
        lambda: services.rotate_master(by=actor(request), now=utc_now()),
        _("已启用新的主密钥。旧的数据密钥由后台换过来，几分钟内换完"),
    )


@page("privacy.key.rotate")
@require_POST
def retire(request: HttpRequest, master: int) -> HttpResponse:
    """Destroy an old master key that nothing needs any more."""
    if not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("privacy:masters"))
    reason = request.POST.get("reason", "")
    return act_and_return(
        request,
        "privacy:masters",
        lambda: services.retire_master(by=actor(request), now=utc_now(), master=master, reason=reason),
        _("旧主密钥已销毁。那时的备份没有人能再打开"),
    )


@page("privacy.erasure.read")
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """How long each kind of record is kept, from which day, by which paper; the security administrator sets a new term."""
    by, form = actor(request), TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_term(by=by, now=utc_now(), **form.cleaned_data)
        except GoldbellError as error:
            if isinstance(error, Forbidden):
                raise
            form.add_error(None, told(error))
        else:
            return act_and_return(request, "privacy:terms", lambda: None, _("保存年限已记下，到那一天起按新的算"))
    today, kept = timezone.localdate(), list(queries.all_terms())
    labels = {rule.code: rule.label for rule in SHIPPED_TERMS}
    context: dict[str, Any] = {
        "now_in_force": queries.terms_at(today).values(),
        "kept": [(one, labels.get(one.code, one.code)) for one in kept],
        "people": officers_by_key({one.set_by for one in kept}),
        "today": today,
        "form": form,
        "may_set": may(by, "privacy.limit.set"),
    }
    return render(request, "privacy/terms.html", context, status=422 if request.method == "POST" else 200)
