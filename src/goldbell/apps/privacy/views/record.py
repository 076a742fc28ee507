"""审计记录: who did what, who read what; how far the record is sealed; checking it now; taking it away."""

from __future__ import annotations

import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.audit import queries, services
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.queries import officers, officers_by_key
from goldbell.apps.privacy.forms import RecordFilter
from goldbell.apps.privacy.views.parts import ROWS, actor
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

_MOST_OFFICERS = 200
#: What a finding of the check means, for the page; its own text names places for the command line.
FINDINGS = {
    "changed": _("内容与封存时不同"),
    "deleted": _("记录被删除，封条还在"),
    "missing": _("封条和记录都不见了"),
    "repeated": _("同一条记录出现了两次"),
    "moved": _("位置被调换"),
    "rewritten": _("这之后的链被改写"),
    "truncated": _("从这里起被截断"),
    "unsealed": _("早已写入，却没有封条"),
    "anchor": _("锚点缺失、签名不对或被换过"),
    "file": _("导出内容不完整"),
}


@page("privacy.record.list")
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """The record: filter by officer, act, nature, case, time and subject."""
    by, form = actor(request), RecordFilter(request.GET)
    wanted = _wanted(by, form.cleaned_data) if form.is_valid() else queries.Wanted()
    rows = Paginator(queries.entries(wanted), ROWS).get_page(request.GET.get("page"))
    told = queries.told(list(rows.object_list))
    context = {
        "form": form,
        "page": rows,
        "rows": told,
        "people": officers_by_key({row.actor for row in told}),
        "may_export": may(by, "privacy.record.export"),
    }
    return render(request, "privacy/record.html", context)


@page("privacy.record.list")
@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """How far the record is sealed and anchored."""
    return render(request, "privacy/chain.html", _chain_facts(actor(request)))


@page("privacy.record.export")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Check the whole record against the anchors outside, now."""
    by, now = actor(request), utc_now()
    verdict = queries.check_now(now)
    services.record(
        by=by,
        now=now,
        action="privacy.record.verify",
        subject=Subject("audit.record", "-"),
        facts={"seals": verdict.seals, "findings": len(verdict.findings)},
    )
    findings = [(FINDINGS[one.code], one.seal_no, one.entry_id) for one in verdict.findings[:ROWS]]
    context = _chain_facts(by) | {"verdict": verdict, "findings": findings, "checked_at": now}
    return render(request, "privacy/chain.html", context)


@page("privacy.record.export")
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The whole record as a file that ``goldbell audit verify`` checks anywhere."""
    by, now = actor(request), utc_now()
    with tempfile.TemporaryDirectory(prefix="goldbell-audit-") as room:
        place = Path(room) / "audit.jsonl"
        seals = queries.export(place, now)
        content = place.open("rb")
    subject = Subject("audit.record", "-")
    services.record(by=by, now=now, action="privacy.record.export", subject=subject, facts={"seals": seals})
    name = f"goldbell-audit-{timezone.localtime(now):%Y%m%d-%H%M}.jsonl"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/jsonl")  # type: ignore[return-value]


def _chain_facts(by: Actor) -> dict[str, Any]:
    return {"chain": queries.chain_status(), "may_export": may(by, "privacy.record.export")}


def _wanted(by: Actor, asked: dict[str, Any]) -> queries.Wanted:
    return queries.Wanted(
        actors=_actors(by, asked["officer"].replace("\x00", "")),
        action=asked["action"],
        nature=asked["nature"],
        case_id=asked["case"],
        since=_begins(asked["since"]),
        until=_begins(asked["until"], days=1),
        words=asked["q"].replace("\x00", ""),
    )


def _actors(by: Actor, words: str) -> frozenset[str]:
    """Actor keys for a name, a badge or a key; nobody found means no entry, not all of them."""
    if not words.strip():
        return frozenset()
    if ":" in words:
        return frozenset({words.strip()})
    found = officers(by=by, words=words)[:_MOST_OFFICERS]
    return frozenset(f"officer:{officer.pk}" for officer in found) or frozenset({"-"})


def _begins(day: Any, days: int = 0) -> datetime | None:
    if day is None or not 1970 <= day.year <= 9000:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
