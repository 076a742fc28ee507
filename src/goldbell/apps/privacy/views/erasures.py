"""保存与销毁: what is due, who wants it destroyed, the second person's answer."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldbell.apps.identity.access import ask_second_factor, may, page, second_factor_fresh
from goldbell.apps.identity.queries import officers_by_key, unit_names
from goldbell.apps.privacy import queries, services
from goldbell.apps.privacy.contracts import ErasureState
from goldbell.apps.privacy.forms import DayForm, EraseForm, PurgeForm
from goldbell.apps.privacy.views.parts import ROWS, act_and_return, actor
from goldbell.common.errors import Forbidden, GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

_STATE_MARKS = {"asked": "half", "done": "done", "refused": "refused"}


@page("privacy.erasure.read")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Wishes to erase, those asked for together in one line, and what is due by the retention terms."""
    by, today = actor(request), timezone.localdate()
    rows = Paginator(queries.erasures(by).filter(batch=None), ROWS).get_page(request.GET.get("page"))
    batches = queries.purges(by, most=ROWS)
    keys = {key for one in rows.object_list for key in (one.asked_by, one.decided_by)}
    keys |= {key for one in batches for key in (one["asked_by"], one["decided_by"])}
    context = {
        "page": rows,
        "rows": [(one, _STATE_MARKS[one.state]) for one in rows.object_list],
        "batches": [(one, _STATE_MARKS[one["state"]], ErasureState(one["state"]).label) for one in batches],
        "people": officers_by_key(keys),
        "due_count": sum(one.count for one in queries.purge_preview(by, today)),
        "terms": queries.terms_at(today).values(),
        "may_ask": may(by, "privacy.erasure.ask"),
        "may_decide": may(by, "privacy.erasure.decide"),
        "me": by.key,
    }
    return render(request, "privacy/erasures.html", context)


@page("privacy.erasure.ask")
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is destroyed with one person's key and what stays; asking for it, with reason and confirmation."""
    by = actor(request)
    case_id = _number(request.GET.get("case", ""))
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase(by=by, now=utc_now(), key=key, reason=form.cleaned_data["reason"], case_id=case_id)
        except GoldbellError as error:
            form.add_error(None, told(error))
        else:
            return act_and_return(request, "privacy:erasures", lambda: None, _("已申请。另一位同事复核以后才会销毁"))
    found = queries.key_sheet(by, key)
    context = {"sheet": found, "form": form, "case_id": case_id, "today": timezone.localdate()}
    return render(request, "privacy/erasure_sheet.html", context, status=422 if request.method == "POST" else 200)


@page("privacy.erasure.read")
@require_http_methods(["GET", "POST"])
def purge(request: HttpRequest) -> HttpResponse:
    """What has run out by a day, by kind, unit and year, before anybody asks for it; asking for all of it together."""
    by, form = actor(request), PurgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_purge(by=by, now=utc_now(), on=timezone.localdate(), reason=form.cleaned_data["reason"])
        except GoldbellError as error:
            if isinstance(error, Forbidden):
                raise
            form.add_error(None, told(error))
        else:
            return act_and_return(request, "privacy:erasures", lambda: None, _("已申请。另一位同事复核以后才会销毁"))
    today = timezone.localdate()
    day = DayForm(request.GET)
    on = (day.cleaned_data["on"] if day.is_valid() else None) or today
    lines = queries.purge_preview(by, on)
    context = {
        "lines": lines,
        "names": unit_names({one.unit_id for one in lines}),
        "count": sum(one.count for one in lines),
        "sealed": sorted(queries.purge_holdings(by, on).items()),
        "on": on,
        "today": today,
        "day": DayForm(initial={"on": on}),
        "form": form,
        "may_ask": may(by, "privacy.erasure.ask") and on <= today,
    }
    return render(request, "privacy/purge.html", context, status=422 if request.method == "POST" else 200)


@page("privacy.erasure.decide")
@require_POST
def purge_decide(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Agree to a whole batch and destroy it, or say no."""
    yes = request.POST.get("answer") == "yes"
    if yes and not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("privacy:erasures"))
    return act_and_return(
        request,
        "privacy:erasures",
        lambda: services.decide_purge(by=actor(request), now=utc_now(), batch=batch, agreed=yes),
        _("已销毁。这一批的信息没有人能再读出") if yes else _("没有同意，信息保留"),
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


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
