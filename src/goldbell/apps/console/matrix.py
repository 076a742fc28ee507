"""Orders by state and age, with the equation of the last day beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldbell.apps.insight import queries as insight
from goldbell.apps.insight.queries.shown import matrix_rows, records_url
from goldbell.common.actors import Actor

_CODE = "orders_by_age"


def order_matrix(by: Actor, now: datetime) -> Mapping[str, object]:
    """The matrix as ``gb_matrix`` draws it, every number with its address."""
    reading = insight.read(by, _CODE, now=now)
    asked = insight.read(by, "asked_stopped_missed", now=now)
    matrix = reading.matrix
    assert matrix is not None
    return {
        "columns": [str(column) for column in matrix.columns],
        "rows": matrix_rows(_CODE, matrix),
        "count": matrix.count,
        "sum": asked.sum,
        "asked_url": records_url("asked_stopped_missed", "asked"),
    }
