"""案件列表: filter, sort, page, ask for an export."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from goldbell.apps.cases import queries
from goldbell.apps.cases.forms import CaseFilterForm
from goldbell.apps.cases.models import Case
from goldbell.apps.cases.views.words import CASE_SHAPE
from goldbell.apps.identity.access import may, page
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.export_forms import export_page
from goldbell.apps.privacy.sealing import warm
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.common.money import yuan_from_fen

PER_PAGE = 50
#: Larger lists are a matter for the indicators, not for a spreadsheet.
MOST_EXPORTED = 5000


@page("cases.case.read")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases in scope."""
    by = request.actor  # type: ignore[attr-defined]
    form, wanted = _asked(request, by)
    found = Paginator(queries.cases(by, wanted), PER_PAGE).get_page(request.GET.get("page"))
    warm([case.victim for case in found])
    labels = queries.scam_labels()
    rows = [(case, CASE_SHAPE[case.state], labels.get(case.scam_type, "")) for case in found]
    context = {
        "may_export": may(by, "cases.case.export"),
        "query": request.GET.urlencode(),
        "form": form,
        "page_of": found,
        "rows": rows,
        "may_take": may(by, "cases.report.take"),
        "now": utc_now(),
    }
    return render(request, "cases/cases.html", context)


@page("cases.case.export")
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask for the filtered list as a marked file; a second person has to agree. Victims stay masked in it."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    _filters, wanted = _asked(request, by)
    rows = queries.cases(by, wanted)

    def ask(purpose: str) -> None:
        exports.request(
            by=by,
            now=now,
            title=_("案件列表"),
            columns=[_("案号"), _("受害人"), _("类型"), _("损失（元）"), _("状态"), _("受案"), _("单位")],
            rows=_cells(rows[:MOST_EXPORTED]),
            unit_id=by.unit_id,
            purpose=purpose,
        )

    count = min(rows.count(), MOST_EXPORTED)
    heading = ngettext("导出 %(n)s 件，受害人姓名保持遮盖", "导出 %(n)s 件，受害人姓名保持遮盖", count) % {"n": count}
    return export_page(request, ask, heading=heading, room=_("案件"), list_url=reverse("cases:cases"))


def _asked(request: HttpRequest, by: Actor) -> tuple[CaseFilterForm, queries.CaseFilter]:
    form = CaseFilterForm(request.GET if request.GET else {"state": ""}, by=by)
    return form, form.wanted(request.GET.get("sort", ""))


def _cells(rows: Iterable[Case]) -> list[list[str]]:
    labels = queries.scam_labels()
    return [
        [
            row.case_no,
            str(row.victim or ""),
            labels.get(row.scam_type, ""),
            yuan_from_fen(row.loss_fen),
            str(row.get_state_display()),
            f"{timezone.localtime(row.opened_at):%Y-%m-%d %H:%M}",
            row.unit.name,
        ]
        for row in rows
    ]
