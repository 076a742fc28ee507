"""What officers and the house did on a case, from the record: who did what when, without looks and without amounts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from goldbell.apps.audit import queries as audit
from goldbell.apps.audit.queries import Told

#: Acts whose rows tell the timeline themselves, and more of it.
_TOLD_BY_ROWS: Final = frozenset(
    {
        "cases.report.take",
        "cases.case.open",
        "cases.case.move",
        "cases.transfer.add",
        "cases.transfer.strike",
        "cases.transfer.settle",
        "cases.evidence.add",
        "cases.same.settle",
    }
)
#: What the house does on the way of a message is one line too many for a reader of the case.
_TOO_SMALL: Final = ("exchange.",)
_TOGETHER: Final = timedelta(minutes=5)


def acts_on(case_id: int) -> list[tuple[datetime, str, str]]:
    """(moment, actor key, what was done) of a case, oldest first; the same act of one actor within five minutes is
    counted.

    Only acts: who looked stands in the record, which is read where it is kept.
    """
    rows = [
        row
        for row in audit.timeline(case_id=case_id, reads=False)
        if row.nature == "act" and row.action not in _TOLD_BY_ROWS and not row.action.startswith(_TOO_SMALL)
    ]
    runs: list[list[Told]] = []
    latest: dict[tuple[str, str], list[Told]] = {}
    for row in rows:
        run = latest.get((row.actor, row.action))
        if run is None or row.at - run[0].at > _TOGETHER:
            run = latest[row.actor, row.action] = []
            runs.append(run)
        run.append(row)
    return [(run[0].at, run[0].actor, _title(run)) for run in runs]


def _title(run: list[Told]) -> str:
    if len(run) == 1:
        return run[0].label
    return _("%(act)s × %(count)s") % {"act": run[0].label, "count": len(run)}
