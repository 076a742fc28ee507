"""The median, reckoned by the database over the rows the asker may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, QuerySet


class Median(Aggregate):
    """The middle of the spans; between the two middle ones where there is an even number."""

    function = "percentile_cont"
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def median_of(rows: QuerySet[Any], span: str = "span") -> tuple[timedelta | None, int]:
    """The median of a column of spans, and how many rows it stands on."""
    found = rows.order_by().aggregate(middle=Median(span), count=Count("pk"))
    return found["middle"], found["count"]
