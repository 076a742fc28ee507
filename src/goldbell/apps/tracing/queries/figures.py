"""Statement files as figures: what waits to be read, what could not be read. Sets, not yet sums."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from goldbell.apps.identity.access import require
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import StatementFile
from goldbell.common.actors import Actor

#: The rows' own types too: who counts them must be able to name them.
__all__ = [
    "StatementFile",
    "failed_files",
    "waiting_files",
]


def waiting_files(by: Actor) -> QuerySet[StatementFile]:
    """Files that the worker has not read yet, the oldest first."""
    require(by, "tracing.file.read")
    return StatementFile.objects.filter(state=FileState.WAITING).select_related("case").order_by("handed_in_at", "pk")


def failed_files(by: Actor, *, since: datetime) -> QuerySet[StatementFile]:
    """Files handed in since then that could not be read: a person must look at them."""
    require(by, "tracing.file.read")
    found = StatementFile.objects.filter(state=FileState.FAILED, handed_in_at__gte=since)
    return found.select_related("case").order_by("handed_in_at", "pk")
