"""导出: what somebody wants to take out, the second person's answer, fetching the marked file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity.access import ask_second_factor, may, page, second_factor_fresh
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.privacy import exports, queries
from goldbell.apps.privacy.views.parts import ROWS, act_and_return, actor
from goldbell.common.moments import utc_now

_STATE_MARKS = {"asked": "half", "approved": "approved", "refused": "refused", "expired": "expired"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("privacy.export.read")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Exports of the reader's units, newest first."""
    by, now = actor(request), utc_now()
    rows = Paginator(queries.exports(by), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "rows": [(one, _STATE_MARKS[one.state]) for one in rows.object_list],
        "people": officers_by_key({key for one in rows.object_list for key in (one.asked_by, one.decided_by)}),
        "may_decide": may(by, "privacy.export.decide"),
        "me": by.key,
        "moment": now,
    }
    return render(request, "privacy/exports.html", context)


@page("privacy.export.decide")
@require_POST
def decide(request: HttpRequest, export_id: int) -> HttpResponse:
    """Agree or say no."""
    yes = request.POST.get("answer") == "yes"
    if yes and not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("privacy:exports"))
    answer = exports.approve if yes else exports.refuse
    return act_and_return(
        request,
        "privacy:exports",
        lambda: answer(by=actor(request), now=utc_now(), export_id=export_id),
        _("已同意。申请人可在 24 小时内取走文件") if yes else _("没有同意，内容已销毁"),
    )


@page("privacy.export.ask")
@require_POST
def fetch(request: HttpRequest, export_id: int) -> HttpResponse:
    """The marked workbook, for the one who asked."""
    built = exports.build(by=actor(request), now=utc_now(), export_id=export_id)
    answer = HttpResponse(built.content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{built.name}"'
    answer["Cache-Control"] = "no-store"
    return answer
