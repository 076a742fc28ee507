"""Numbers of stop orders: unit, day, running number without gaps."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from goldbell.apps.identity import queries as identity
from goldbell.common.actors import Actor


def next_order_no(*, by: Actor, unit_id: int, at: datetime) -> str:
    """The unit's next number of the day, e.g. ``Z-HW-20261121-0042``; the row of the day is locked until commit."""
    unit = identity.unit(by=by, unit_id=unit_id)
    day = at.astimezone(ZoneInfo(unit.zone)).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO interdiction_daynumber (unit_id, day, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (unit_id, day) DO UPDATE SET last = interdiction_daynumber.last + 1 RETURNING last",
            [unit_id, day],
        )
        (sequence,) = cursor.fetchone()
    return f"Z-{unit.number_code}-{day:%Y%m%d}-{sequence:04d}"
