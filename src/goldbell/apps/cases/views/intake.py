"""接警: the room's queue, and the page on which a call is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.contracts import Channel, OnPhone
from goldbell.apps.cases.failures import DraftDone, StaleDraft
from goldbell.apps.cases.listening import Listening, Row, listen
from goldbell.apps.cases.matching import alike
from goldbell.apps.cases.models import Draft
from goldbell.apps.cases.scripts import same_script
from goldbell.apps.cases.typed import Reading, TypedReport, TypedTransfer, read_page
from goldbell.apps.cases.views.page_form import ROW_FIELDS, row_ids, typed_from
from goldbell.apps.cases.views.words import guesses, like_reasons, sheet_of, way_choices
from goldbell.apps.identity.access import page
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table with the id by which the page knows it."""

    id: str
    row: Row


@page("cases.report.take")
@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """The queue: unfinished drafts of this officer, and reports that wait for a decision."""
    by = request.actor  # type: ignore[attr-defined]
    drafts = [(draft, queries.typed_of(draft)) for draft in queries.my_drafts(by)[:20]]
    waiting = queries.open_reports(by)
    context = {"drafts": drafts, "waiting": waiting[:50], "waiting_count": waiting.count()}
    return render(request, "cases/intake.html", context)


@page("cases.report.take")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new call: an empty draft, and on to its page."""
    draft = services.start_draft(by=request.actor, now=utc_now())  # type: ignore[attr-defined]
    return redirect("cases:draft", draft_id=draft.pk)


@page("cases.report.take")
@require_GET
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The page on which a call is typed, as it was last saved."""
    found = queries.draft_of(request.actor, draft_id)  # type: ignore[attr-defined]
    if found.report_id is not None:
        return redirect("cases:report", report_id=found.report_id)
    typed = queries.typed_of(found)
    return render(request, "cases/draft.html", _page(found, typed, [uuid4().hex[:8] for _row in typed.transfers]))


@page("cases.report.take")
@require_POST
def save(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Keep what stands on the page and say back what was read in it."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    typed = typed_from(request)
    found = queries.draft_of(by, draft_id)
    try:
        with transaction.atomic():
            found = services.save_draft(by=by, now=now, draft_id=draft_id, revision=_revision(request), typed=typed)
    except (StaleDraft, DraftDone) as error:
        context = {"draft": found, "text": told(error), "done": isinstance(error, DraftDone)}
        return render(request, "cases/draft_stale.html", context, status=422)
    ids = row_ids(request, len(typed.transfers))
    return render(request, "cases/draft_answer.html", _page(found, typed, ids))


@page("cases.report.take")
@require_POST
def take(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take the call in as a report, and at once as a case where the officer says so."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.draft_of(by, draft_id)
    if found.report_id is not None:
        return redirect("cases:report", report_id=found.report_id)
    typed = typed_from(request)
    reading = _reading(found, typed)
    failure = "" if not reading.problems else _("有几栏要改，见下面的红字。没有受理，字都还在")
    if not failure:
        try:
            with transaction.atomic():
                report = services.take_report(by=by, now=now, draft=reading.report)
                if request.POST.get("then") == "open":
                    case = services.open_case(by=by, now=now, report_id=report.pk)
                    return redirect("cases:case", case_id=case.pk)
            return redirect("cases:report", report_id=report.pk)
        except GoldbellError as error:
            failure = told(error)
    # kept outside the failed act, so that nothing typed is lost; locked, because the page may be saving itself just now
    kept = Draft.objects.select_for_update().get(pk=found.pk)
    kept = services.save_draft(by=by, now=now, draft_id=kept.pk, revision=kept.revision, typed=typed)
    context = _page(kept, typed, row_ids(request, len(typed.transfers))) | {"failure": failure}
    return render(request, "cases/draft.html", context)


@page("cases.report.take")
@require_POST
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    services.drop_draft(by=request.actor, now=utc_now(), draft_id=draft_id)  # type: ignore[attr-defined]
    return redirect("cases:intake")


@page("cases.report.take")
@require_POST
def row(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One more row for the table, empty or filled with what the words spoke of."""
    found = queries.draft_of(request.actor, draft_id)  # type: ignore[attr-defined]
    sent = request.POST
    typed = TypedTransfer(*(sent.get(f"offer_{name}", "") for name in ROW_FIELDS))
    reading = _reading(found, TypedReport(transfers=(typed,)))
    listening = listen(TypedReport(transfers=(typed,)), reading, utc_now())
    line = Line(uuid4().hex[:8], listening.rows[0])
    return render(request, "cases/draft_row.html", {"line": line, "ways": way_choices(), "draft": found, "fresh": True})


def _values(offer: TypedTransfer) -> str:
    """An offer as the button sends it; in the body, because an address would end in logs."""
    return json.dumps({f"offer_{name}": getattr(offer, name) for name in ROW_FIELDS}, ensure_ascii=False)


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _reading(found: Draft, typed: TypedReport) -> Reading:
    zone = timezone.get_current_timezone()
    return read_page(
        typed, key=f"draft-{found.pk}", received_at=found.started_at, now=utc_now(), zone=zone, draft_id=found.pk
    )


def _page(found: Draft, typed: TypedReport, ids: list[str]) -> dict[str, Any]:
    """Everything the page and its answers show."""
    now = utc_now()
    reading = _reading(found, typed)
    listening: Listening = listen(typed, reading, now)
    lines = [Line(ids[row.number], row) for row in listening.rows]
    guessed = guesses(listening.told_text, queries.scam_labels())
    likes = alike(reading.report) if not reading.problems else []
    return {
        "draft": found,
        "typed": typed,
        "listening": listening,
        "lines": lines,
        "problems": reading.problems,
        "offers": [(offer, _values(offer)) for offer in listening.offers[:6]],
        "guesses": guessed,
        "sheet": sheet_of(typed.scam_type or next((guess.code for guess in guessed), "")),
        "scripts": same_script(typed.words),
        "edits": len(listening.told_text.cleaned.edits),
        "likes": [(like, like_reasons(like.reasons)) for like in likes],
        "ways": way_choices(),
        "channels": Channel.choices,
        "on_phone": OnPhone.choices,
        "moved_choices": (("yes", _("转了")), ("no", _("还没转")), ("unknown", _("不清楚"))),
        "scam_types": queries.scam_types(timezone.localdate()),
        "focus_row": lines[0].id if lines else "",
        "now": now,
    }
