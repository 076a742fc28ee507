"""The people of a case on its page: whose personal data is kept how long, and the way to have one of them erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldbell.apps.cases.contracts import CaseHead, Panel
from goldbell.apps.cases.models import Report
from goldbell.apps.privacy import queries as privacy
from goldbell.common.actors import Actor


def _context(*, by: Actor, now: datetime, head: CaseHead) -> Mapping[str, object]:
    reports = list(Report.objects.filter(case_id=head.id).order_by("pk"))
    standings = privacy.key_standings(by, [one.key for one in reports])
    return {"case_id": head.id, "people": [(one, standings.get(one.key)) for one in reports]}


PANELS = [
    Panel(
        order=90,
        template="cases/_people.html",
        context=_context,
        permission="privacy.erasure.ask",
        place="aside",
    )
]
