"""保存与销毁: what is due, who wants it destroyed, the second person's answer."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity.access import ask_second_factor, may, page, second_factor_fresh
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.privacy import queries, services
from goldbell.apps.privacy.forms import EraseForm
from goldbell.apps.privacy.views.parts import ROWS, act_and_return, actor
from goldbell.common.moments import utc_now

_STATE_MARKS = {"asked": "half", "done": "done", "refused": "refused"}


@page("privacy.erasure.read")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Wishes to erase, and what is due by the retention terms."""
    by, today = actor(request), timezone.localdate()
    rows = Paginator(queries.erasures(by), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "rows": [(one, _STATE_MARKS[one.state]) for one in rows.object_list],
        "people": officers_by_key({key for one in rows.object_list for key in (one.asked_by, one.decided_by)}),
        "due": queries.due_for_erasure(by, today, most=ROWS),
        "terms": queries.terms_at(today).values(),
        "may_ask": may(by, "privacy.erasure.ask"),
        "may_decide": may(by, "privacy.erasure.decide"),
        "me": by.key,
    }
    return render(request, "privacy/erasures.html", context)


@page("privacy.erasure.ask")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the erasure of a key that is due."""
    form = EraseForm(request.POST)
    key: UUID = form.cleaned_data["key"] if form.is_valid() else UUID(int=0)
    reason = request.POST.get("reason", "")
    return act_and_return(
        request,
        "privacy:erasures",
        lambda: services.erase(by=actor(request), now=utc_now(), key=key, reason=reason),
        _("已申请。另一位同事复核以后才会销毁"),
    )


@page("privacy.erasure.decide")
@require_POST
def decide(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """Agree and destroy, or say no."""
    yes = request.POST.get("answer") == "yes"
    if yes and not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("privacy:erasures"))
    answer = services.approve_erasure if yes else services.refuse_erasure
    return act_and_return(
        request,
        "privacy:erasures",
        lambda: answer(by=actor(request), now=utc_now(), erasure_id=erasure_id),
        _("已销毁。这个人的信息没有人能再读出") if yes else _("没有同意，信息保留"),
    )
