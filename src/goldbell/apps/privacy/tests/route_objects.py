"""Objects behind the addresses of privacy, for the access matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.privacy import exports
from goldbell.apps.privacy.contracts import AlarmLevel
from goldbell.apps.privacy.models import LookupAlarm
from goldbell.apps.privacy.services import ask_purge, end_business, erase, new_key


def _export(world: Any) -> dict[str, int]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    asked = exports.request(
        by=by, now=world.now, title="名单", columns=["一"], rows=[["x"]], unit_id=world.unit.pk, purpose="verify"
    )
    return {"export_id": asked.pk}


def _erasure(world: Any) -> dict[str, int]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    key = new_key(by=by, now=world.now, unit_id=world.unit.pk)
    return {"erasure_id": erase(by=by, now=world.now, key=key, reason="保存期满，依据年限表").pk}


def _key(world: Any) -> dict[str, Any]:
    return {"key": new_key(by=actor(Role.DETECTIVE, unit=world.unit), now=world.now, unit_id=world.unit.pk)}


def _batch(world: Any) -> dict[str, Any]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    end_business(by=by, now=world.now, key=_key(world)["key"], on=date(1990, 1, 1))
    return {"batch": ask_purge(by=by, now=world.now, on=world.now.date(), reason="保存期满，依据年限表")}


def _alarm(world: Any) -> dict[str, int]:
    alarm = LookupAlarm.objects.create(
        officer="officer:0",
        unit_id=world.unit.pk,
        level=AlarmLevel.NOTICE,
        limit="alarm_per_day",
        counted=200,
        allowed=200,
        at=world.now,
    )
    return {"alarm_id": alarm.pk}


OBJECTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "privacy:export_decide": _export,
    "privacy:export_file": _export,
    "privacy:erasure_decide": _erasure,
    "privacy:erasure_sheet": _key,
    "privacy:purge_decide": _batch,
    "privacy:master_retire": lambda world: {"master": 1},
    "privacy:alarm_close": _alarm,
    "api:decide_export": _export,
    "api:fetch_export": _export,
    "api:decide_erasure": _erasure,
}
#: Only who asked fetches the file.
PERSONAL = {"privacy:export_file", "api:fetch_export"}
