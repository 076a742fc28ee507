"""Elements: a person says whether the reading was right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.contracts import ElementState
from goldbell.apps.cases.failures import NoSuchRow
from goldbell.apps.cases.models import Element
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor


@transaction.atomic
def settle_element(*, by: Actor, now: datetime, element_id: int, confirmed: bool) -> Element:
    """Confirm an element or say that it is none; a later word replaces an earlier one and both stand in the audit."""
    require(by, "cases.case.edit")
    row = Element.objects.select_for_update().filter(pk=element_id).first()
    if row is None:
        raise NoSuchRow("没有这个要素，或不在你的范围内，什么都没有动")
    state = ElementState.CONFIRMED if confirmed else ElementState.REJECTED
    if row.state == state:
        return row
    row.state, row.settled_by, row.settled_at = state, by.key, now
    row.save(update_fields=["state", "settled_by", "settled_at"])
    audit.record(
        by=by,
        now=now,
        action="cases.element.settle",
        subject=Subject("cases.element", str(row.pk), case_id=row.case_id, unit_id=row.unit_id),
        facts={"kind": row.kind, "state": str(state)},
    )
    scope.tell("cases")
    return row
