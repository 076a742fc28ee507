"""Looking at where the money is: shown once it is on record who looked, and for which case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.services.looks import stated_purpose
from goldbell.apps.tracing import queries
from goldbell.apps.tracing.contracts import TraceView
from goldbell.common.actors import Actor


@transaction.atomic
def look_at_trace(*, by: Actor, now: datetime, run_id: int) -> TraceView:
    """One trace, and the entry that it was looked at for its case. Raises NoSuchTrace."""
    view = queries.trace_view(by, run_id)
    audit.record(
        by=by,
        now=now,
        action="tracing.trace.look",
        subject=Subject("tracing.tracerun", str(view.id), case_id=view.case_id),
        purpose=stated_purpose(Purpose.INVESTIGATE, view.case_no),
        facts={"run": view.id},
    )
    return view
