"""What tracing shows on the page of a case: its statements and the sums of the last trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases.contracts import CaseHead, CaseNext, Panel
from goldbell.apps.identity.access import may
from goldbell.apps.tracing import queries
from goldbell.apps.tracing.tables import sums
from goldbell.common.actors import Actor
from goldbell.common.money import yuan_from_fen


def _context(*, by: Actor, now: datetime, head: CaseHead) -> Mapping[str, object]:
    run = queries.runs_of(by, head.id).first()
    return {
        "counts": queries.file_counts(by, head.id),
        "run": run,
        "sums": sums(run) if run else [],
        "may_hand_in": may(by, "tracing.file.hand_in"),
    }


def _next(*, by: Actor, now: datetime, head: CaseHead) -> CaseNext | None:
    """Money that is still held first; then what would let us see more of it."""
    if head.clock_paid_at is None:
        return None
    counts, run = queries.file_counts(by, head.id), queries.runs_of(by, head.id).first()
    if run is not None and run.held_fen:
        why = _("在账 %(yuan)s 元") % {"yuan": yuan_from_fen(run.held_fen)}
        return CaseNext(30, _("看钱到了哪里"), why, template="tracing/_case_next_trace.html")
    if counts["failed"]:
        what = _("%(count)s 个流水文件读不了，看原因") % {"count": counts["failed"]}
        return CaseNext(40, what, template="tracing/_case_next_files.html")
    if run is not None:
        return CaseNext(50, _("看钱到了哪里"), _("已追踪"), template="tracing/_case_next_trace.html")
    if not counts["all"] and may(by, "tracing.file.hand_in"):
        why = _("读完自动追踪")
        return CaseNext(45, _("交入机构返回的流水"), why, template="tracing/_case_next_files.html")
    return None


PANELS = [
    Panel(
        order=20,
        template="tracing/_case_panel.html",
        context=_context,
        permission="tracing.trace.read",
        tab=gettext_lazy("资金"),  # type: ignore[arg-type]
        anchor="traces",
        next=_next,
    )
]
