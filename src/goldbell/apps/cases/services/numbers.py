"""Numbers of reports and cases: unit code, date, and a sequence without gaps."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from goldbell.apps.cases.failures import NoUnit
from goldbell.apps.identity import queries as identity
from goldbell.common.actors import Actor

REPORT: Final = "J"
CASE: Final = "A"


def unit_id_of(by: Actor) -> int:
    """The unit that will own what ``by`` writes. Raises NoUnit."""
    if by.unit_id is None:
        raise NoUnit("没有写明由哪个单位受理，没有存下。请用有单位的账号办理")
    return by.unit_id


def next_number(*, by: Actor, unit_id: int, series: str, at: datetime) -> str:
    """The unit's next number of the day, e.g. ``J-HW-20261121-0317`` (J 警情, A 案件).

    The row of the day stays locked until the caller's transaction ends, so a rolled-back act gives its number back and
    two officers never get the same one. ``at``: aware; the day is the unit's own.
    """
    unit = identity.unit(by=by, unit_id=unit_id)
    day = at.astimezone(ZoneInfo(unit.zone)).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_daynumber (unit_id, series, day, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (unit_id, series, day) DO UPDATE SET last = cases_daynumber.last + 1 RETURNING last",
            [unit_id, series, day],
        )
        (sequence,) = cursor.fetchone()
    return f"{series}-{unit.number_code}-{day:%Y%m%d}-{sequence:04d}"
