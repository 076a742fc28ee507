"""识读情况: how well the reader reads, by kind and type, with its figures and corrections to take out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldbell.apps.cases import queries
from goldbell.apps.cases.queries import readings as figures
from goldbell.apps.cases.services.corrections import MOST_REPORTS, ask_corrections
from goldbell.apps.identity.access import page
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.export_forms import export_page
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now
from goldbell.engine.text import kind_label

_SPANS: Final = (7, 30, 90, 365)


@page("cases.reading.review")
@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """The figures of a period."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    days, since = _asked(request, now)
    context = {
        "days": days,
        "spans": [(one, _("近 %(n)s 天") % {"n": one}) for one in _SPANS],
        "kinds": _kinds(by, since, now),
        "types": _types(by, since, now),
    }
    return render(request, "cases/readings.html", context)


@page("cases.reading.review")
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask for the figures as a marked workbook; a second person agrees."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    _days, since = _asked(request, now)
    told = _types(by, since, now)
    rows: list[list[str | int]] = [[_("要素"), *row] for row in _kinds(by, since, now)]
    rows += [[_("类型"), name, chosen, agreed, chosen - agreed, part] for name, chosen, agreed, part, *_more in told]

    def ask(purpose: str) -> None:
        columns = [_("哪一类"), _("哪一项"), _("读出"), _("对"), _("不对"), _("对的占比")]
        exports.request(
            by=by, now=now, title=_("识读情况"), columns=columns, rows=rows, unit_id=by.unit_id, purpose=purpose
        )

    return export_page(
        request, ask, heading=_("导出识读情况的数字"), room=_("识读情况"), list_url=reverse("cases:readings")
    )


@page("cases.reading.review")
@require_http_methods(["GET", "POST"])
def corrections(request: HttpRequest) -> HttpResponse:
    """Ask for the corrections as masked JSON lines; a second person agrees."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    _days, since = _asked(request, now)

    def ask(purpose: str) -> None:
        ask_corrections(by=by, now=now, since=since, until=now, purpose=purpose, title=_("识读更正"), column="JSONL")

    heading = _("导出识读更正，原话已去掉个人信息，最多 %(n)s 件") % {"n": MOST_REPORTS}
    return export_page(request, ask, heading=heading, room=_("识读情况"), list_url=reverse("cases:readings"))


def _asked(request: HttpRequest, now: datetime) -> tuple[int, datetime]:
    wanted = request.GET.get("days", "")
    days = int(wanted) if wanted in {str(one) for one in _SPANS} else 30
    return days, now - timedelta(days=days)


def _kinds(by: Actor, since: datetime, until: datetime) -> list[tuple[str, int, int, int, str]]:
    """(kind, read, confirmed, rejected, share right with its denominator)."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return [
        (
            kind_label(line.kind, language=language),
            line.read,
            line.confirmed,
            line.rejected,
            share(line.confirmed, line.settled),
        )
        for line in figures.kind_lines(by, since=since, until=until)
    ]


def _types(by: Actor, since: datetime, until: datetime) -> list[tuple[Any, ...]]:
    """(type as read, chosen by an officer, agreed, share, share of the sure ones, share of the others, what instead)."""
    labels = queries.scam_labels()
    return [
        (
            labels.get(line.code, line.code),
            line.chosen,
            line.agreed,
            share(line.agreed, line.chosen),
            share(line.sure_agreed, line.sure),
            share(line.agreed - line.sure_agreed, line.chosen - line.sure),
            "、".join(f"{labels.get(code, code)} {count}" for code, count in line.changed.most_common(3)),
        )
        for line in figures.type_lines(by, since=since, until=until)
    ]


def share(part: int, whole: int) -> str:
    """A share with its denominator; a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.1f}% ({part}/{whole})" if whole else "–"
