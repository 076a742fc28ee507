"""资金流向: where the money of a case is, by which way it went, what nobody sees, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import CaseHead
from goldbell.apps.identity.access import may, page
from goldbell.apps.tracing import plug_ins, queries, services
from goldbell.apps.tracing.contracts import TraceNext, TraceView
from goldbell.apps.tracing.drawing import draw
from goldbell.apps.tracing.failures import NoSuchTrace
from goldbell.apps.tracing.forms import RunForm
from goldbell.apps.tracing.tables import flow_rows, gap_rows, sums
from goldbell.apps.tracing.views.parts import actor
from goldbell.apps.tracing.wording import RULES
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

_ROWS: Final = 40
_RUNS: Final = 12
_LOOKED: Final = "tracing_looked"
#: Within this many seconds the same officer looking at the same trace again is the same look (live refreshes).
_SAME_LOOK: Final = 600


@page("tracing.trace.read")
@require_GET
def trace(request: HttpRequest, case_id: int) -> HttpResponse:
    """The newest trace of a case, or the one of ``?run=``."""
    by, now = actor(request), utc_now()
    head = cases.case_head(by, case_id)
    run_id = _run_id(request, by, case_id)
    view = _look(request, by, now, run_id, case_id) if run_id is not None else None
    return render(request, "tracing/trace.html", _facts(request, by, now, head, view, RunForm()))


@page("tracing.trace.run")
@require_POST
def run(request: HttpRequest, case_id: int) -> HttpResponse:
    """Follow the money again, now or as of another moment."""
    by, now, form = actor(request), utc_now(), RunForm(request.POST)
    problem = ""
    if form.is_valid():
        try:
            done = services.trace_case(
                by=by, now=now, case_id=case_id, as_of=form.moment(), rule=form.cleaned_data["rule"] or "fifo"
            )
        except GoldbellError as error:
            if error.status == 404:
                raise
            problem = told(error)
        else:
            messages.success(
                request, _("已追踪：在账 %(count)s 户") % {"count": len(queries.trace_view(by, done.pk).held)}
            )
            return redirect(f"{reverse('tracing:trace', args=[case_id])}?run={done.pk}")
    if problem:
        form.add_error(None, problem)
    head = cases.case_head(by, case_id)
    view = queries.latest_trace(by, case_id) if may(by, "tracing.trace.read") else None
    return render(request, "tracing/trace.html", _facts(request, by, now, head, view, form), status=422)


def _run_id(request: HttpRequest, by: Actor, case_id: int) -> int | None:
    asked = request.GET.get("run", "")
    if not asked:
        newest = queries.runs_of(by, case_id).first()
        return newest.pk if newest else None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise NoSuchTrace("没有这次追踪，或不在你的范围内")
    return int(asked)


def _look(request: HttpRequest, by: Actor, now: datetime, run_id: int, case_id: int) -> TraceView:
    """Shown once it is on record; a page that refreshes itself is one look, not many."""
    looked: dict[str, float] = request.session.get(_LOOKED, {})
    before = looked.get(str(run_id))
    fresh = before is not None and 0 <= now.timestamp() - before < _SAME_LOOK
    if fresh:
        view = queries.trace_view(by, run_id)
    else:
        view = services.look_at_trace(by=by, now=now, run_id=run_id)
        kept = {key: at for key, at in looked.items() if now.timestamp() - at < _SAME_LOOK}
        request.session[_LOOKED] = kept | {str(run_id): now.timestamp()}
    if view.case_id != case_id:
        raise NoSuchTrace("没有这次追踪，或不在你的范围内")
    return view


def _facts(
    request: HttpRequest, by: Actor, now: datetime, head: CaseHead, view: TraceView | None, form: RunForm
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "head": head,
        "view": view,
        "form": form,
        "counts": queries.file_counts(by, head.id) if may(by, "tracing.file.read") else {},
        "may_run": may(by, "tracing.trace.run"),
        "may_hand_in": may(by, "tracing.file.hand_in"),
        "runs": list(queries.runs_of(by, head.id)[:_RUNS]),
        "next": TraceNext(""),
    }
    if view is None:
        return facts
    account = _account(request, view)
    rows = Paginator(flow_rows(view, account=account), _ROWS).get_page(request.GET.get("page"))
    return facts | {
        "rule_word": RULES.get(view.rule, view.rule),
        "sums": sums(view),
        "drawing": draw(view, payer=head.victim_masked),
        "page": rows,
        "account": account,
        "gaps": gap_rows(view),
        "seen": sum(1 for one in view.accounts if one.has_statement),
        "newest": not facts["runs"] or facts["runs"][0].pk == view.id,
        "aside": _panels(request, by, now, head, view, "aside"),
        "below": _panels(request, by, now, head, view, "main"),
        "next": _next(by, now, head, view),
    }


def _account(request: HttpRequest, view: TraceView) -> int | None:
    asked = request.GET.get("account", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked) < len(view.accounts):
        return int(asked)
    return None


def _panels(request: HttpRequest, by: Actor, now: datetime, head: CaseHead, view: TraceView, place: str) -> list[str]:
    drawn: list[str] = []
    for panel in plug_ins.panels():
        if panel.place == place and may(by, panel.permission):
            facts: Mapping[str, object] = panel.context(by=by, now=now, head=head, view=view)
            more = {"head": head, "view": view, "now": now, "panel": panel}
            drawn.append(render_to_string(panel.template, {**more, **facts}, request=request))
    return drawn


def _next(by: Actor, now: datetime, head: CaseHead, view: TraceView) -> TraceNext:
    """What higher duties ask for comes first: money that can still be stopped; then what would let us see more."""
    for panel in plug_ins.panels():
        if panel.next is not None and may(by, panel.permission):
            found = panel.next(by=by, now=now, head=head, view=view)
            if found is not None:
                return found
    return TraceNext("")
