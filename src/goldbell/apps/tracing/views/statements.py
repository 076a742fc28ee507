"""流水文件: what was handed in for a case, how it was read, and what was not taken."""

from __future__ import annotations

from typing import BinaryIO, Final, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.cases import queries as cases
from goldbell.apps.identity.access import may, page
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.sealing import warm
from goldbell.apps.privacy.services.looks import stated_purpose
from goldbell.apps.tracing import queries, services
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.forms import RejectFilter
from goldbell.apps.tracing.models import StatementFile
from goldbell.apps.tracing.views.parts import actor
from goldbell.apps.tracing.wording import failure_words, layout_word, row_reason
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

_FILES: Final = 50
_ROWS: Final = 100
#: The mark of each state, and what the list says beside it.
_MARKS: Final = {
    FileState.WAITING: "doing",
    FileState.READ: "done",
    FileState.FAILED: "refused",
    FileState.DUPLICATE: "expired",
}


@page("tracing.file.read")
@require_GET
def statements(request: HttpRequest, case_id: int) -> HttpResponse:
    """The files of a case, and the place to drop more."""
    by = actor(request)
    head = cases.case_head(by, case_id)
    state = request.GET.get("state", "")
    found = queries.case_files(by, case_id)
    counts = queries.file_counts(by, case_id)
    if state in FileState.values:
        found = found.filter(state=state)
    rows = Paginator(found.order_by("-pk"), _FILES).get_page(request.GET.get("page"))
    warm(one.name for one in rows.object_list)
    context = {
        "head": head,
        "page": rows,
        "files": [_line(one) for one in rows.object_list],
        "counts": counts,
        "states": [(value, label, counts[value]) for value, label in FileState.choices],
        "state": state,
        "may_hand_in": may(by, "tracing.file.hand_in"),
        "may_trace": may(by, "tracing.trace.run"),
    }
    return render(request, "tracing/statements.html", context)


@page("tracing.file.hand_in")
@require_POST
def hand_in(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take the dropped files; answers with their lines for the list below the place, or goes back to the page."""
    by, now = actor(request), utc_now()
    piece = bool(request.headers.get("HX-Request"))
    files = [
        (one.name or "", cast(BinaryIO, one))
        for one in request.FILES.getlist("statement")
        if isinstance(one, UploadedFile)
    ]
    if not files:
        return _not_taken(request, case_id, _("没有选文件。先选一个或几个文件"), piece)
    try:
        taken = services.hand_in(by=by, now=now, case_id=case_id, files=files)
    except GoldbellError as error:
        return _not_taken(request, case_id, told(error), piece)
    if piece:
        return render(request, "tracing/_taken.html", {"files": [_line(one) for one in taken]})
    messages.success(request, _("已收下 %(count)s 个文件，正在读取") % {"count": len(taken)})
    return redirect("tracing:statements", case_id)


@page("tracing.file.read")
@require_GET
def file(request: HttpRequest, case_id: int, file_id: int) -> HttpResponse:
    """One file: how it was read, and each row that was not taken with its reason."""
    return render(request, "tracing/file.html", _file_facts(request, actor(request), case_id, file_id))


@page("tracing.file.hand_in")
@require_POST
def read_again(request: HttpRequest, case_id: int, file_id: int) -> HttpResponse:
    """Line a failed file up once more."""
    services.read_again(by=actor(request), now=utc_now(), file_id=file_id)
    messages.success(request, _("已排上重新读取"))
    return redirect("tracing:file", case_id, file_id)


@page("privacy.export.ask")
@require_POST
def export_rejects(request: HttpRequest, case_id: int, file_id: int) -> HttpResponse:
    """Ask for the rows that were not taken as a file, for the institution to mend; a second person agrees first."""
    by = actor(request)
    found = queries.statement_file(by, file_id, case_id=case_id)
    rows = queries.rejected_rows(by, file_id)
    exports.request(
        by=by,
        now=utc_now(),
        title=_("被拒的行，流水文件 %(number)s") % {"number": found.pk},
        columns=[_("文件"), _("工作表"), _("行"), _("代码"), _("原因")],
        rows=[(found.pk, one.sheet, one.row, one.code, str(row_reason(one.code, one.reason))) for one in rows],
        unit_id=found.unit_id,
        purpose=stated_purpose(Purpose.STATEMENTS),
        case_id=case_id,
    )
    messages.success(request, _("已申请导出，等另一位同事同意"))
    return redirect("tracing:file", case_id, file_id)


def _file_facts(request: HttpRequest, by: Actor, case_id: int, file_id: int) -> dict[str, object]:
    found = queries.statement_file(by, file_id, case_id=case_id)
    head = cases.case_head(by, case_id)
    rows = queries.rejected_rows(by, file_id)
    codes = queries.reject_codes(by, file_id)
    form = RejectFilter(request.GET, choices=[(code, row_reason(code, code), count) for code, count in codes])
    if form.is_valid() and form.cleaned_data["code"]:
        rows = rows.filter(code=form.cleaned_data["code"])
    shown = Paginator(rows, _ROWS).get_page(request.GET.get("page"))
    what, then = failure_words(found.failure_code)
    return {
        "head": head,
        "file": found,
        "line": _line(found),
        "form": form,
        "page": shown,
        "rows": [(one, row_reason(one.code, one.reason)) for one in shown.object_list],
        "failure": what,
        "failure_then": then,
        "may_hand_in": may(by, "tracing.file.hand_in"),
        "may_export": bool(found.rejected) and may(by, "privacy.export.ask"),
    }


def _line(one: StatementFile) -> dict[str, object]:
    what, then = failure_words(one.failure_code) if one.state == FileState.FAILED else ("", "")
    return {
        "file": one,
        "mark": _MARKS[FileState(one.state)],
        "word": one.get_state_display(),
        "layout": layout_word(one.layout),
        "what": what,
        "then": then,
    }


def _not_taken(request: HttpRequest, case_id: int, text: str, piece: bool) -> HttpResponse:
    """Nothing was kept: a 4xx answer takes the whole hand-in back."""
    if piece:
        names = [one.name for one in request.FILES.getlist("statement") if isinstance(one, UploadedFile)]
        return render(request, "tracing/_not_taken.html", {"text": text, "names": names}, status=422)
    by = actor(request)
    facts = {"head": cases.case_head(by, case_id), "text": text}
    return render(request, "tracing/not_taken.html", facts, status=422)
