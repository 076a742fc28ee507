"""Lists: cases and reports filtered, sorted, ready for paging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from goldbell.apps.cases.contracts import CaseState, ReportState
from goldbell.apps.cases.models import Case, Report, ScamType
from goldbell.apps.cases.scam_types import in_force
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI

#: Sort keys of the case list; a minus turns them round. A case without a clock comes last either way.
SORTS: Final[Mapping[str, str]] = MappingProxyType(
    {"opened": "opened_at", "clock": "clock_paid_at", "loss": "loss_fen", "number": "case_no", "state": "state"}
)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to list. Days are those of Shanghai, both ends included; empty means all."""

    states: tuple[str, ...] = ()
    scam_type: str = ""
    unit_id: int | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    sort: str = "-opened"


def cases(by: Actor, wanted: CaseFilter) -> QuerySet[Case]:
    """Cases in scope that fit, sorted."""
    require(by, "cases.case.read")
    rows = Case.objects.select_related("unit")
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    if wanted.scam_type:
        rows = rows.filter(scam_type=wanted.scam_type)
    if wanted.unit_id is not None:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.opened_from is not None:
        rows = rows.filter(opened_at__gte=_midnight(wanted.opened_from))
    if wanted.opened_until is not None:
        rows = rows.filter(opened_at__lt=_midnight(wanted.opened_until + timedelta(days=1)))
    return rows.order_by(*_order(wanted.sort))


def open_reports(by: Actor) -> QuerySet[Report]:
    """Reports taken and not yet settled, oldest first: the room's own queue."""
    require(by, "cases.report.read")
    return Report.objects.filter(state=ReportState.TAKEN).select_related("unit").order_by("received_at", "pk")


def scam_types(on: date) -> list[ScamType]:
    """The code table in force on a day, main types first, each followed by its kinds."""
    rows = list(in_force(on))
    newest = {row.code: row for row in sorted(rows, key=lambda row: row.version)}
    main = [row for row in newest.values() if not row.parent_code]
    return [one for top in main for one in (top, *(row for row in newest.values() if row.parent_code == top.code))]


def scam_labels() -> dict[str, str]:
    """The newest label of each code, for showing stored ones."""
    return {row.code: row.label for row in ScamType.objects.order_by("version")}


def open_states() -> tuple[str, ...]:
    """States in which a case still asks for work."""
    return (CaseState.OPENED, CaseState.INVESTIGATING)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _order(sort: str) -> tuple[OrderBy | str, ...]:
    key = SORTS.get(sort.removeprefix("-"), "opened_at")
    if sort.startswith("-") or sort.removeprefix("-") not in SORTS:
        return (F(key).desc(nulls_last=True), "-pk")
    return (F(key).asc(nulls_last=True), "pk")
