"""What is stuck, and whether the worker is there: read when somebody asks, kept nowhere."""

from __future__ import annotations

import pkgutil
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Final

from django.db import connection
from django.db.models import Count, Min

from goldbell.project.operations import stuck as folder
from goldbell.project.operations.contracts import Finding, Stuck
from goldbell.project.operations.naming import WORKER

_MOST_IDS: Final = 20


@cache
def ways() -> tuple[Stuck, ...]:
    """All ways of being stuck. RuntimeError when a file and what it holds disagree about the code."""
    found: list[Stuck] = []
    for module in pkgutil.iter_modules(folder.__path__):
        one: Stuck = import_module(f"{folder.__name__}.{module.name}").STUCK
        if one.code != module.name:
            raise RuntimeError(f"{one.code} stands in the file {module.name}")
        found.append(one)
    return tuple(found)


def look(now: datetime) -> list[Finding]:
    """How each way stands now; call inside ``scope.everything``."""
    return [_finding(one, now) for one in ways()]


def _finding(one: Stuck, now: datetime) -> Finding:
    rows = one.rows(now).order_by(one.since)
    found = rows.order_by().aggregate(n=Count("pk"), oldest=Min(one.since))
    ids = tuple(rows.values_list("pk", flat=True)[:_MOST_IDS]) if found["n"] else ()
    return Finding(one, found["n"], found["oldest"], ids)


def sessions() -> dict[str, int]:
    """Open sessions of our database by the name each process gave itself."""
    with connection.cursor() as cursor:
        # Within a transaction PostgreSQL shows its first look again, unless it is told to look anew.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT coalesce(nullif(application_name, ''), 'unnamed'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
        )
        return dict(cursor.fetchall())


def worker_is_there() -> bool:
    """Whether a worker holds its line to the database: it listens as long as it lives."""
    return sessions().get(WORKER, 0) > 0
