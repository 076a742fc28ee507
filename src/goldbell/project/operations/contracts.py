"""Words of operations: a state in which nothing should stay for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, slots=True)
class Stuck:
    """One way of being stuck: ``stuck/<code>.py`` holds ``STUCK``.

    ``rows(now)`` are the records that are in a state that is not the end longer than ``limit``; ``since`` names their
    column (or lookup) of the moment from which it counts; ``remedy`` says what to do."""

    code: str
    label: str | StrPromise
    remedy: str | StrPromise
    limit: timedelta
    rows: Callable[[datetime], QuerySet[Any]]
    since: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is stuck now: how many, since when the oldest, and the ids of a few."""

    stuck: Stuck
    count: int
    oldest_at: datetime | None
    ids: tuple[int, ...]
