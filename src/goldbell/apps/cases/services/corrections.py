"""Corrections for training (识读更正): what officers said of the reader's work, with words in which nobody is named."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from django.db import transaction

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.failures import NoSuchReport
from goldbell.apps.cases.models import Report, Transfer
from goldbell.apps.cases.queries import readings
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import exports
from goldbell.apps.privacy import services as privacy
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import NotFound
from goldbell.engine.text.deidentify import deidentify

#: So many reports in one file: each is read and masked while the officer waits. The newest come first.
MOST_REPORTS: Final = 300
_LONGEST: Final = 20_000


@transaction.atomic
def ask_corrections(
    *, by: Actor, now: datetime, since: datetime, until: datetime, purpose: str, title: str, column: str
) -> int:
    """Ask to take the corrections of a period out, one JSON line a report: masked text, the type read and the type chosen,
    the kinds confirmed and rejected. A second person agrees, the file is marked; only rows of the asker's own scope. The
    export's number.

    Reading the words is written down with the purpose. Raises NoSuchReport when there is nothing, and what exports raise."""
    require(by, "cases.reading.review")
    rows = readings.chosen(by, since=since, until=until).exclude(words=None).exclude(label="")
    reports = list(rows.order_by("-received_at", "-pk")[:MOST_REPORTS])
    kinds: dict[int, dict[str, list[str]]] = {}
    for report_id, kind, state in readings.settled_kinds([one.pk for one in reports]):
        kinds.setdefault(report_id, {"confirmed": [], "rejected": []})[state].append(kind)
    lines = [
        json.dumps(
            {
                "text": text,
                "read_as": report.read_as,
                "sure": report.read_surely,
                "label": report.label,
                **kinds.get(report.pk, {"confirmed": [], "rejected": []}),
            },
            ensure_ascii=False,
        )
        for report in reports
        if (text := _masked(report))
    ]
    if not lines:
        raise NoSuchReport("这段时间没有定过类型的警情可以导出")
    subject = Subject("cases.corrections", by.key, unit_id=by.unit_id)
    privacy.note_read(by=by, now=now, subject=subject, purpose=purpose, count=len(lines))
    made = exports.request(
        by=by,
        now=now,
        title=title,
        columns=[column],
        rows=[[line] for line in lines],
        unit_id=by.unit_id or 0,
        purpose=purpose,
    )
    return made.pk


def _masked(report: Report) -> str:
    """The words with everything taken out that names somebody; empty where the person was erased."""
    assert report.words is not None
    try:
        text = deidentify(unseal(report.words)[:_LONGEST]).text
        names = [report.reporter_name, *(row.to_name for row in Transfer.objects.filter(report_id=report.pk))]
        for name in {unseal(one) for one in names if one is not None}:
            # A name that reads like an ordinary word is known here.
            text = text.replace(name, "当事人") if len(name) > 1 else text
    except NotFound as error:
        if error.code != "erased":
            raise
        return ""
    return text
