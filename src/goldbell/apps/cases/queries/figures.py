"""Reports as figures: how fast they were taken, what was recognised as the same matter. Sets, not yet sums: who counts
them can show the very same rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.expressions import CombinedExpression

from goldbell.apps.cases.contracts import Verdict
from goldbell.apps.cases.models import Draft, Report, SameReport
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor

#: The rows' own types too: who counts them must be able to name them.
__all__ = [
    "Draft",
    "Report",
    "SameReport",
    "listening",
    "open_likeness",
    "settled_likeness",
    "taken",
]

#: A draft that nobody has touched for so long is no call any more.
_CALL_LASTS: Final = timedelta(hours=2)


def taken(by: Actor, *, since: datetime, until: datetime) -> QuerySet[Report]:
    """Reports that reached the room in the period; ``span``: from the call to an officer's having taken it."""
    require(by, "cases.report.read")
    found = Report.objects.filter(received_at__gte=since, received_at__lt=until)
    return found.annotate(span=_span("taken_at", "received_at"))


def listening(by: Actor, *, now: datetime) -> QuerySet[Draft]:
    """Calls that are being listened to: drafts touched lately that are no report yet."""
    require(by, "cases.report.read")
    return Draft.objects.filter(report=None, saved_at__gt=now - _CALL_LASTS).order_by("started_at", "pk")


def settled_likeness(by: Actor, *, since: datetime, until: datetime) -> QuerySet[SameReport]:
    """Likenesses on which a person decided in the period; ``span``: from the report to the decision."""
    require(by, "cases.report.read")
    found = SameReport.objects.filter(decided_at__gte=since, decided_at__lt=until)
    return found.select_related("report").annotate(span=_span("decided_at", "report__taken_at"))


def open_likeness(by: Actor) -> QuerySet[SameReport]:
    """Reports that look like an earlier one and on which nobody has decided."""
    require(by, "cases.report.read")
    return SameReport.objects.filter(verdict=Verdict.PROPOSED).select_related("report").order_by("pk")


def _span(end: str, start: str) -> ExpressionWrapper[CombinedExpression]:
    return ExpressionWrapper(F(end) - F(start), output_field=DurationField())
