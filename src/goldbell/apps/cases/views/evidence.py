"""证据: files handed in one by one, and taken out for a purpose."""

from __future__ import annotations

from typing import BinaryIO, cast
from urllib.parse import quote

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.forms import ReasonForm
from goldbell.apps.cases.models import Evidence
from goldbell.apps.cases.queries.timeline import names_of, officer_name
from goldbell.apps.identity.access import page
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@page("cases.evidence.add")
@require_POST
def attach(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take files in. Dropped files come one by one and get a line each as the answer; a plain form goes back to the case."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    case = queries.case(by, case_id)
    lines = []
    for file in request.FILES.getlist("file"):
        try:
            with transaction.atomic():
                row = services.attach_evidence(
                    by=by, now=now, case_id=case.pk, name=file.name or "", content=cast(BinaryIO, file)
                )
            lines.append({"row": row, "again": row.added_at != now})
        except GoldbellError as error:
            lines.append({"problem": told(error)})
    if request.headers.get("HX-Request"):
        who = officer_name(names_of({by.key}), by.key)
        return render(request, "cases/evidence_lines.html", {"lines": lines, "who": who})
    return redirect("cases:case", case_id=case_id)


@page("cases.evidence.read")
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """Ask for the purpose, write it down, and hand the file out as a download, never to be run in the page."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    row = queries.evidence_row(by, evidence_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("用途")
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["reason"]
        _name, content = services.open_evidence(by=by, now=now, evidence_id=evidence_id, purpose=purpose)
        response = StreamingHttpResponse(content, content_type="application/octet-stream")
        response.headers["Content-Length"] = str(row.size_bytes)
        response.headers["Content-Disposition"] = disposition(row)
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response
    context = {"form": form, "form_title": _("取出证据"), "act": _("取出并记录"), "case": row.case, "evidence": row}
    return render(request, "cases/form.html", context)


def disposition(row: Evidence) -> str:
    """The download's name: case and number. The name the file came with is often somebody's, and a name on a desk's disk
    or in a browser's list is out of our hands."""
    suffix = f".{row.suffix}" if row.suffix else ""
    return f"attachment; filename*=UTF-8''{quote(f'{row.case.case_no}-{row.pk}{suffix}', safe='')}"
