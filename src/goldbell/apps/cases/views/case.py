"""案件: one case with its transfers, elements, evidence, timeline, and the sections of the duties above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import queries, services
from goldbell.apps.cases.contracts import CaseHead, CaseNext
from goldbell.apps.cases.forms import MoveForm, ReasonForm, TransferForm
from goldbell.apps.cases.models import Case, Element, Transfer
from goldbell.apps.cases.panels import next_of, panels_for
from goldbell.apps.cases.queries.timeline import names_of, officer_name
from goldbell.apps.cases.services.reading import note_case
from goldbell.apps.cases.services.taking import BLIND_AS
from goldbell.apps.cases.views.words import CASE_SHAPE, way_choices
from goldbell.apps.identity.access import may, page
from goldbell.apps.privacy.masks import mask
from goldbell.apps.privacy.references import refer
from goldbell.apps.privacy.sealing import unseal, warm
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay, Rescue, rescue
from goldbell.engine.text import kind_label
from goldbell.web.failures import told


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A transfer as the table shows it: masked, with what its way still allows."""

    row: Transfer
    way: str
    rescue: Rescue
    act: str


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element as the list shows it: kind, value (masked where it is somebody's), what a person said of it."""

    row: Element
    kind: str
    shown: str
    url: str = ""


@page("cases.case.read")
@require_GET
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case with everything that belongs to it; opening it is written down."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.case(by, case_id)
    note_case(by=by, now=now, case=found)
    return render(request, "cases/case.html", _context(request, by, now, found))


@page("cases.case.edit")
@require_http_methods(["GET", "POST"])
def add_transfer(request: HttpRequest, case_id: int) -> HttpResponse:
    """A form for one more transfer; kept, it leads back to the case."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.case(by, case_id)
    form = TransferForm(request.POST or None, now=now, initial={"way": PaymentWay.INSTANT.value})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.add_transfer(by=by, now=now, case_id=case_id, transfer=form.told())
            messages.success(request, _("转账已加上，时钟已更新"))
            return redirect("cases:case", case_id=case_id)
        except GoldbellError as error:
            form.add_error(None, told(error))
    return _form(request, form, _("加一笔转账"), _("加上这笔转账"), found)


@page("cases.case.edit")
@require_http_methods(["GET", "POST"])
def strike_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Strike a transfer that was a slip, with the reason."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    row = queries.transfer(by, transfer_id)
    assert row.case is not None
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.strike_transfer(by=by, now=now, transfer_id=transfer_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("已划去，原记录还在，不再计入"))
        return redirect("cases:case", case_id=row.case.pk)
    return _form(request, form, _("划去一笔转账"), _("划去这笔转账"), row.case)


@page("cases.case.edit")
@require_POST
def settle_element(request: HttpRequest, element_id: int) -> HttpResponse:
    """Confirm or reject one element; the answer is its row."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    confirmed = request.POST.get("verdict") == "confirmed"
    row = services.settle_element(by=by, now=utc_now(), element_id=element_id, confirmed=confirmed)
    context = {"line": element_line(row, by), "may_edit": True}
    return render(request, "cases/element_row.html", context)


@page("cases.case.edit")
@require_POST
def scam_type(request: HttpRequest, case_id: int) -> HttpResponse:
    """Set the case's type."""
    services.set_scam_type(
        by=request.actor,  # type: ignore[attr-defined]
        now=utc_now(),
        case_id=case_id,
        scam_type=request.POST.get("scam_type", ""),
    )
    messages.success(request, _("类型已定"))
    return redirect("cases:case", case_id=case_id)


@page("cases.case.move")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, case_id: int) -> HttpResponse:
    """Move the case to another state."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = queries.case(by, case_id)
    form = MoveForm(request.POST or None, before=found.state)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.move_case(by=by, now=now, case_id=case_id, **form.cleaned_data)
            messages.success(request, _("状态已变更"))
            return redirect("cases:case", case_id=case_id)
        except GoldbellError as error:
            form.add_error("reason", told(error))
    return _form(request, form, _("变更案件状态"), _("变更状态"), found)


def _form(request: HttpRequest, form: Any, title: str, act: str, found: Case) -> HttpResponse:
    """A small form on its own page. Answers 200 also with errors: nothing was changed, so nothing rolls back."""
    context = {"form": form, "form_title": title, "act": act, "case": found}
    return render(request, form_template(request), context)


def form_template(request: HttpRequest) -> str:
    """The form alone for the sheet over the page, or on a page of its own."""
    return "cases/form_body.html" if request.headers.get("HX-Request") else "cases/form.html"


def _context(request: HttpRequest, by: Actor, now: datetime, found: Case) -> dict[str, Any]:
    head = queries.head_of(found)
    evidence = queries.evidence(by, found.pk)
    names = names_of({row.added_by for row in evidence})
    return {
        "case": found,
        "head": head,
        "shape": CASE_SHAPE[found.state],
        "transfers": transfer_lines(queries.transfer_rows(case_id=found.pk), now),
        "elements": [element_line(row, by) for row in queries.elements(by, case_id=found.pk)],
        "evidence": [(row, officer_name(names, row.added_by)) for row in evidence],
        "reports": queries.reports_of(by, found.pk),
        "timeline": queries.timeline(by, found),
        "scam_types": queries.scam_types(timezone.localdate()),
        "scam_label": queries.scam_labels().get(found.scam_type, ""),
        "panels": _panels(request, by, now, head),
        "next": next_of(by, now, head) or _own_next(found),
        "may_edit": may(by, "cases.case.edit"),
        "may_move": may(by, "cases.case.move"),
        "may_add_evidence": may(by, "cases.evidence.add"),
        "may_read_evidence": may(by, "cases.evidence.read"),
        "ways": way_choices(),
        "now": now,
    }


def _own_next(found: Case) -> CaseNext:
    """What to do when no duty above names anything."""
    if found.clock_paid_at is None and found.loss_fen == 0:
        return CaseNext(90, _("没有转账，回访报案人"), _("如果又转了，马上补记转账"))
    if not found.scam_type:
        return CaseNext(60, _("定类型"), _("右边选一个，以后还能改"), found.clock_paid_at, found.clock_way or "instant")
    return CaseNext(70, _("补齐证据和收款人"), "", found.clock_paid_at, found.clock_way or "instant")


def _panels(request: HttpRequest, by: Actor, now: datetime, head: CaseHead) -> dict[str, list[tuple[Any, SafeString]]]:
    """The sections of higher apps, rendered with their own contexts, by place."""
    places: dict[str, list[tuple[Any, SafeString]]] = {"main": [], "aside": []}
    for panel in panels_for(by):
        context = {**panel.context(by=by, now=now, head=head), "head": head, "now": now}
        places[panel.place].append((panel, render_to_string(panel.template, context, request=request)))
    return places


def transfer_lines(rows: Iterable[Transfer], now: datetime) -> list[TransferLine]:
    """Transfers for a table."""
    listed = list(rows)
    warm([value for row in listed for value in (row.from_account, row.to_account, row.to_name)])
    english = queries.way_label("instant") == PaymentWay.INSTANT.label_en
    lines = []
    for row in listed:
        told = rescue(PaymentWay(row.way), row.paid_at, now)
        act = "" if told.act is None else told.act.label_en if english else told.act.label_zh
        lines.append(TransferLine(row, queries.way_label(row.way), told, act))
    return lines


#: Elements that are nobody's personal number may be read by everybody who sees the case.
_OPEN_KINDS = frozenset({"amount", "datetime", "payment_way", "app", "url", "domain", "short_number"})


def element_line(row: Element, by: Actor) -> ElementLine:
    """One element for a list: amounts, times and addresses of scams in full, everything of a person masked."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    shown = queries.element_value(row) if row.kind in _OPEN_KINDS else mask_element(row)
    if row.kind == "amount":
        shown = yuan_from_fen(int(shown))
    elif row.kind == "payment_way":
        shown = queries.way_label(shown)
    elif row.kind == "datetime" and "T" in shown:
        shown = f"{timezone.localtime(datetime.fromisoformat(shown)):%Y-%m-%d %H:%M}"
    url = "" if row.kind in _OPEN_KINDS else _reveal_url(row, by)
    return ElementLine(row, kind_label(row.kind, language=language), shown, url)


def _reveal_url(row: Element, by: Actor) -> str:
    """Where the whole value is asked for with purpose and case; empty before there is a case."""
    if row.case_id is None or not may(by, "privacy.field.reveal"):
        return ""
    subject = Subject("cases.element", str(row.pk), case_id=row.case_id)
    reference = refer(by=by, sealed=row.value, subject=subject, case_label=str(row.case_id))
    return f"{reverse('privacy:reveal')}?{urlencode({'ref': reference})}"


def mask_element(row: Element) -> str:
    """The masked value, as an account, a phone or a name would be masked."""
    kind = BLIND_AS.get(row.kind)
    return mask(kind, unseal(row.value)) if kind is not None else str(row.value)
