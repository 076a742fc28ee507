"""指标: what each figure says now, what it means, and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from goldbell.apps.identity.access import page
from goldbell.apps.insight import queries
from goldbell.apps.insight.contracts import PERIODS, Indicator, Period, Reading, Record, period
from goldbell.apps.insight.queries.shown import matrix_rows, told
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

_ROWS = 50


@page("insight.figure.read")
@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators the reader may see, each with its figures."""
    by, now, span = _asked(request)
    found = [(one, _figures(one, one.read(by=by, now=now, period=span))) for one in queries.readable(by)]
    return render(request, "insight/indicators.html", _frame(span, now) | {"found": found})


@page("insight.figure.read")
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: figures, breakdowns and its whole definition."""
    by, now, span = _asked(request)
    one = queries.one(by, code)
    reading = one.read(by=by, now=now, period=span)
    facts: dict[str, object] = {
        "one": one,
        "reading": reading,
        "figures": _figures(one, reading),
        "definition": _definition(one),
    }
    if reading.matrix is not None:
        facts |= {"columns": reading.matrix.columns, "rows": matrix_rows(code, reading.matrix)}
    return render(request, "insight/indicator.html", _frame(span, now) | facts)


@page("insight.figure.read")
@require_GET
def records(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The records behind one number."""
    by, now, span = _asked(request)
    one = queries.one(by, code)
    listing = one.read(by=by, now=now, period=span).listing(key)
    rows: Page[Record] = Paginator(cast("Sequence[Record]", listing), _ROWS).get_page(request.GET.get("page"))
    return render(request, "insight/records.html", _frame(span, now) | {"one": one, "listing": listing, "rows": rows})


def _asked(request: HttpRequest) -> tuple[Actor, datetime, Period]:
    by: Actor = request.actor  # type: ignore[attr-defined]
    now = utc_now()
    return by, now, period(request.GET.get("period", ""), now)


def _frame(span: Period, now: datetime) -> dict[str, object]:
    return {"now": now, "period": span, "periods": [(code, words) for code, (words, _length) in PERIODS.items()]}


def _figures(one: Indicator, reading: Reading) -> list[dict[str, object]]:
    return [{"figure": figure, "told": told(figure), "code": one.code} for figure in reading.figures]


def _definition(one: Indicator) -> list[tuple[str, object]]:
    return [
        (_("算法"), one.formula),
        (_("分母"), one.denominator),
        (_("截止"), one.cut_off),
        (_("不含"), one.left_out),
        (_("谁负责"), one.owner),
        (_("依据"), _("；").join(map(str, one.basis)) or "–"),
        (_("版本"), one.version),
    ]
