"""Who is on duty: taking over and handing over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.contracts import UnitKind
from goldbell.apps.identity.models import Officer, Shift
from goldbell.apps.identity.services.officers import locked
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid


class AlreadyOnDuty(Conflict):
    """The officer has taken over already."""

    code = "already_on_duty"


class NotOnDuty(Conflict):
    """Nothing to hand over."""

    code = "not_on_duty"


class NobodyLeft(Conflict):
    """The centre's room would stand empty."""

    code = "nobody_left"


class BadSuccessor(Invalid):
    """Hand over to somebody of the same unit who is on duty."""

    code = "bad_successor"


@transaction.atomic
def go_on_duty(*, by: Actor, now: datetime, officer_id: int | None = None) -> Shift:
    """Take over. An officer does it for themselves; the sample may do it for ``officer_id``. Raises AlreadyOnDuty, NotAllowed."""
    require(by, "identity.duty.take")
    officer = locked(_whose(by, officer_id))
    if officer.on_duty:
        raise AlreadyOnDuty(_("你已经在岗"))
    officer.on_duty = True
    officer.save(update_fields=["on_duty"])
    shift = Shift.objects.create(unit_id=officer.unit_id, officer=officer, began_at=now)
    audit.record(
        by=by,
        now=now,
        action="identity.duty.begin",
        subject=Subject("identity.shift", str(shift.pk), unit_id=officer.unit_id),
        facts={"unit": officer.unit_id},
    )
    return shift


@transaction.atomic
def go_off_duty(*, by: Actor, now: datetime, handed_to: int | None = None, note: str = "") -> None:
    """Hand over (交班), naming the successor and what they must know. The centre is never left without anybody.

    Raises NotOnDuty, NobodyLeft, BadSuccessor, NotAllowed.
    """
    require(by, "identity.duty.take")
    officer = locked(_whose(by, None))
    if not officer.on_duty:
        raise NotOnDuty(_("你不在岗，没有班可交"))
    # Held, so that the last two cannot leave at the same moment.
    others = Officer.objects.select_for_update().filter(unit_id=officer.unit_id, on_duty=True, is_active=True)
    present = {one.pk for one in others} - {officer.pk}
    if handed_to is not None and handed_to not in present:
        raise BadSuccessor(_("接班人要是本单位已经上岗的人"))
    if officer.unit.kind == UnitKind.CENTRE and not present:
        raise NobodyLeft(_("中心只剩你在岗。请等接班人上岗以后再交班"))
    officer.on_duty = False
    officer.save(update_fields=["on_duty"])
    shift = Shift.objects.filter(officer=officer, ended_at=None).first()
    minutes = None
    if shift is not None:
        shift.ended_at, shift.handed_to_id, shift.note = max(now, shift.began_at), handed_to, note.strip()[:500]
        shift.save(update_fields=["ended_at", "handed_to", "note"])
        minutes = int((shift.ended_at - shift.began_at).total_seconds() // 60)
    audit.record(
        by=by,
        now=now,
        action="identity.duty.end",
        subject=Subject("identity.shift", str(shift.pk if shift else "-"), unit_id=officer.unit_id),
        facts={"unit": officer.unit_id, "handed_to": handed_to, "minutes": minutes},
    )


def _whose(by: Actor, officer_id: int | None) -> int:
    if by.kind == "officer":
        return int(by.id)
    if officer_id is None:
        raise Invalid(_("没有写明是谁的班"))
    return officer_id
