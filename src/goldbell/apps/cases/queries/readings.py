"""How well the reader reads (识读情况): what officers said of the elements and types it proposed, within their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from goldbell.apps.cases.contracts import ElementState
from goldbell.apps.cases.models import Element, Report
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor


@dataclass(slots=True)
class KindLine:
    """One kind of element: how many were read, and what officers said of them."""

    kind: str
    read: int = 0
    confirmed: int = 0
    rejected: int = 0

    @property
    def settled(self) -> int:
        """The denominator of the share that was right."""
        return self.confirmed + self.rejected


@dataclass(slots=True)
class TypeLine:
    """One scam type as it was read: on how many reports an officer chose, how often the same, else which instead."""

    code: str
    chosen: int = 0
    agreed: int = 0
    sure: int = 0
    sure_agreed: int = 0
    changed: Counter[str] = field(default_factory=Counter)


def kind_lines(by: Actor, *, since: datetime, until: datetime) -> list[KindLine]:
    """Every kind that was read in reports received in the period, most read first."""
    require(by, "cases.reading.review")
    rows = Element.objects.filter(report__received_at__gte=since, report__received_at__lt=until)
    lines: dict[str, KindLine] = {}
    for kind, state, count in rows.order_by().values_list("kind", "state").annotate(Count("pk")):
        line = lines.setdefault(kind, KindLine(kind))
        line.read += count
        line.confirmed += count if state == ElementState.CONFIRMED else 0
        line.rejected += count if state == ElementState.REJECTED else 0
    return sorted(lines.values(), key=lambda line: (-line.read, line.kind))


def type_lines(by: Actor, *, since: datetime, until: datetime) -> list[TypeLine]:
    """Every main type that was read where an officer chose one too; the case's type counts before the report's."""
    require(by, "cases.reading.review")
    rows = chosen(by, since=since, until=until).exclude(read_as="").exclude(label="").order_by()
    lines: dict[str, TypeLine] = {}
    told = rows.values_list("read_as", "label", "read_surely").annotate(Count("pk"))
    for read_as, label, surely, count in told:
        line = lines.setdefault(_main(read_as), TypeLine(_main(read_as)))
        same = _main(read_as) == _main(label)
        line.chosen += count
        line.agreed += count if same else 0
        line.sure += count if surely else 0
        line.sure_agreed += count if surely and same else 0
        if not same:
            line.changed[_main(label)] += count
    return sorted(lines.values(), key=lambda line: (-line.chosen, line.code))


def chosen(by: Actor, *, since: datetime, until: datetime) -> QuerySet[Any]:
    """Reports received in the period with ``label``, the type that officers chose; empty where nobody did."""
    require(by, "cases.reading.review")
    rows = Report.objects.filter(received_at__gte=since, received_at__lt=until)
    return rows.annotate(label=Coalesce(NullIf(F("case__scam_type"), Value("")), F("scam_type")))


def settled_kinds(report_ids: list[int]) -> Iterator[tuple[int, str, str]]:
    """(report, kind, confirmed or rejected) of what officers settled in these reports."""
    rows = Element.objects.filter(report_id__in=report_ids).exclude(state=ElementState.PROPOSED)
    yield from rows.order_by("report_id", "start", "pk").values_list("report_id", "kind", "state")


def _main(code: str) -> str:
    return code.partition(".")[0]
