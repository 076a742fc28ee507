"""警情: one report, what looks the same, what to do with it, and its receipt."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.contracts import REPORT_MOVES
from goldbell.apps.cases.queries.timeline import names_of, officer_name
from goldbell.apps.cases.services.reading import note_report
from goldbell.apps.cases.views.case import element_line, transfer_lines
from goldbell.apps.cases.views.words import REPORT_SHAPE, like_reasons
from goldbell.apps.identity.access import may, page
from goldbell.common.moments import utc_now


@page("cases.report.read")
@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report; opening it is written down."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.report(by, report_id)
    note_report(by=by, now=now, report=found)
    transfers = transfer_lines(queries.transfer_rows(report_id=found.pk), now)
    urgent = max(transfers, key=lambda line: (line.rescue.possible, line.row.amount_fen), default=None)
    context = {
        "report": found,
        "shape": REPORT_SHAPE[found.state],
        "transfers": transfers,
        "urgent": urgent,
        "total_fen": sum(line.row.amount_fen for line in transfers if line.row.struck_at is None),
        "elements": [element_line(row, by) for row in queries.elements(by, report_id=found.pk)],
        "sames": [(same, like_reasons(same.reasons)) for same in queries.same_as(by, found.pk)],
        "scam_types": queries.scam_types(timezone.localdate()),
        "scam_label": queries.scam_labels().get(found.scam_type, ""),
        "moves": REPORT_MOVES[found.state],
        "may_open": may(by, "cases.case.open") and "opened" in REPORT_MOVES[found.state],
        "may_settle": may(by, "cases.report.settle"),
        "may_take": may(by, "cases.report.take"),
        "may_edit": may(by, "cases.case.edit"),
        "taken_by": officer_name(names_of({found.taken_by}), found.taken_by),
        "now": now,
    }
    return render(request, "cases/report.html", context)


@page("cases.report.read")
@require_GET
def receipt(request: HttpRequest, report_id: int) -> HttpResponse:
    """The receipt for the reporter (受案回执), to print; written down."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.report(by, report_id)
    with transaction.atomic():
        services.note_receipt(by=by, now=now, report=found)
    transfers = [row for row in queries.transfer_rows(report_id=found.pk) if row.struck_at is None]
    context = {
        "report": found,
        "transfers": transfers,
        "total_fen": sum(row.amount_fen for row in transfers),
        "taken_by": officer_name(names_of({found.taken_by}), found.taken_by),
        "now": now,
    }
    return render(request, "cases/receipt.html", context)


@page("cases.case.open")
@require_POST
def open_(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open a case from the report."""
    case = services.open_case(
        by=request.actor,  # type: ignore[attr-defined]
        now=utc_now(),
        report_id=report_id,
        scam_type=request.POST.get("scam_type", ""),
    )
    return redirect("cases:case", case_id=case.pk)


@page("cases.report.settle")
@require_POST
def move(request: HttpRequest, report_id: int) -> HttpResponse:
    """Refuse the report or hand it over, with the reason."""
    sent = request.POST
    services.move_report(
        by=request.actor,  # type: ignore[attr-defined]
        now=utc_now(),
        report_id=report_id,
        after=sent.get("after", ""),
        reason=sent.get("reason", ""),
    )
    messages.success(request, _("警情已处置"))
    return redirect("cases:report", report_id=report_id)


@page("cases.report.settle")
@require_POST
def same(request: HttpRequest, same_id: int) -> HttpResponse:
    """Join to the earlier report, or keep apart."""
    joined = request.POST.get("verdict") == "joined"
    row = services.settle_same(by=request.actor, now=utc_now(), same_id=same_id, joined=joined)  # type: ignore[attr-defined]
    messages.success(request, _("已并入，判断已记住") if joined else _("已分开，判断已记住"))
    return redirect("cases:report", report_id=row.report_id)
