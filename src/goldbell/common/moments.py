"""Moments: always aware, UTC inside; shown in the unit's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from goldbell.common.errors import Invalid

#: The zone in which Chinese bureaus read clocks; a unit may set another.
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


class BadMoment(Invalid):
    """The text is not a moment, or has no zone."""

    code = "bad_moment"


def utc_now() -> datetime:
    """The only place that reads the clock. Wiring and views call it and hand ``now`` to services; services never do."""
    return datetime.now(UTC)


def parse_moment(text: str) -> datetime:
    """Read ISO 8601 with a zone, returned in UTC. Raises BadMoment."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadMoment("时间要写成 2026-03-04T04:13:32+08:00 的样子") from None
    if moment.tzinfo is None:
        raise BadMoment("时间要带时区，例如 +08:00")
    return moment.astimezone(UTC)
