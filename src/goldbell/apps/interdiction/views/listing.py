"""止付单列表: state by age, sums, and the table."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from goldbell.apps.identity.access import may, page
from goldbell.apps.interdiction import queries
from goldbell.apps.interdiction.contracts import OrderState, Totals
from goldbell.apps.interdiction.forms import OrderFilterForm, age_words
from goldbell.apps.interdiction.queries import OrderFilter
from goldbell.apps.interdiction.views import faces
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.export_forms import export_page
from goldbell.apps.privacy.sealing import warm
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.common.money import yuan_from_fen

PER_PAGE: Final = 50
_MATRIX: Final = (
    OrderState.PROPOSED,
    OrderState.APPROVED,
    OrderState.SENT,
    OrderState.UNKNOWN,
    OrderState.EXECUTED,
    OrderState.REFUSED,
)


@page("interdiction.order.read")
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """The list of orders in scope."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    form = OrderFilterForm(request.GET)
    wanted = form.wanted(request.GET.get("sort", ""))
    found = queries.find_orders(by, wanted, now=now)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    warm([one.account for one in shown])
    may_approve = may(by, "interdiction.order.approve")
    context = {
        "form": form,
        "page_of": shown,
        "rows": [(one, faces.SHAPE[one.state], faces.state_word(one)) for one in shown],
        "columns": [word for _age, word in age_words()],
        "matrix": _matrix(by, now),
        "parts": sum_parts_of(queries.totals_of(found)),
        "waiting": queries.next_to_approve(by) if may_approve else None,
        "may_export": may(by, "privacy.export.ask"),
        "query": request.GET.urlencode(),
        "now": now,
    }
    return render(request, "interdiction/orders.html", context)


@page("privacy.export.ask")
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask for the listed orders as a file; a second person agrees before it can be fetched."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    wanted = OrderFilterForm(request.GET).wanted(request.GET.get("sort", ""))

    def ask(purpose: str) -> None:
        exports.request(
            by=by,
            now=now,
            title=_("止付单列表"),
            columns=_columns(),
            rows=_rows(by, wanted, now),
            unit_id=by.unit_id,
            purpose=purpose,
        )

    count = min(queries.find_orders(by, wanted, now=now).count(), exports.MOST_ROWS)
    heading = ngettext("导出 %(n)s 张止付单，账号保持遮盖", "导出 %(n)s 张止付单，账号保持遮盖", count) % {"n": count}
    return export_page(request, ask, heading=heading, room=_("止付"), list_url=reverse("interdiction:orders"))


def _columns() -> list[str]:
    sums = [_("要求"), _("止住"), _("未止住")]
    return [_("单号"), _("案号"), _("银行"), _("账号（打码）"), *sums, _("状态"), _("提出")]


def _rows(by: Actor, wanted: OrderFilter, now: datetime) -> list[list[str]]:
    return [
        [
            one.order_no,
            one.case_no,
            one.partner.unit.name,
            one.account.masked,
            yuan_from_fen(one.ask_fen),
            "" if one.held_fen is None else yuan_from_fen(one.held_fen),
            "" if one.missed_fen is None else yuan_from_fen(one.missed_fen),
            faces.state_word(one),
            f"{timezone.localtime(one.proposed_at):%Y-%m-%d %H:%M:%S}",
        ]
        for one in queries.find_orders(by, wanted, now=now)[: exports.MOST_ROWS]
    ]


def sum_parts_of(totals: Totals) -> list[tuple[str, int, str]]:
    """要求 ＝ 止住 ＋ 未止住 ＋ 待答复 of many orders."""
    parts = [
        (_("要求"), totals.asked_fen, ""),
        (_("止住"), totals.stopped_fen, "stopped"),
        (_("未止住"), totals.missed_fen, "left"),
    ]
    return [*parts, (_("待答复"), totals.open_fen, "pending")] if totals.open_fen else parts


def _matrix(by: Actor, now: datetime) -> list[dict[str, Any]]:
    """How many orders stand where, by the age of the victim's transfer; every number opens its records."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for age, _word in age_words():
        wanted = OrderFilter(states=tuple(_MATRIX), age=age)
        rows = queries.find_orders(by, wanted, now=now).order_by().values_list("state")
        for state, count, fen in rows.annotate(Count("pk"), Sum("ask_fen")):
            counts[state, age] = (count, fen)
    address = reverse("interdiction:orders")
    return [_matrix_row(state, counts, address) for state in _MATRIX]


def _matrix_row(state: OrderState, counts: dict[tuple[str, str], tuple[int, int]], address: str) -> dict[str, Any]:
    told = [(age, *counts.get((state.value, age), (0, 0))) for age, _word in age_words()]
    moods = {OrderState.UNKNOWN: "ask", OrderState.PROPOSED: "hot"}
    cells = [
        {"count": count, "url": f"{address}?state={state.value}&age={age}", "mood": moods.get(state, "")}
        for age, count, _fen in told
    ]
    return {
        "state": faces.SHAPE[state],
        "word": state.label,
        "cells": cells,
        "count": sum(count for _age, count, _fen in told),
        "fen": sum(fen for _age, _count, fen in told),
    }
