"""One object per route for the generated access matrix: what a stranger must not reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.tracing import services
from goldbell.apps.tracing.tests.builders import opened


def _case(world: Any) -> dict[str, int]:
    return {"case_id": make_case(actor(Role.DETECTIVE, unit=world.unit), world.now).pk}


def _file(world: Any) -> dict[str, int]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    case_id = make_case(by, world.now).pk
    (file,) = services.hand_in(by=by, now=world.now, case_id=case_id, files=opened([("a.csv", b"a,b\n1,2\n")]))
    return {"case_id": case_id, "file_id": file.pk}


def _file_alone(world: Any) -> dict[str, int]:
    return {"file_id": _file(world)["file_id"]}


def _run(world: Any) -> dict[str, int]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    return {"run_id": services.trace_case(by=by, now=world.now, case_id=make_case(by, world.now).pk).pk}


def _traced_case(world: Any) -> dict[str, int]:
    by = actor(Role.DETECTIVE, unit=world.unit)
    return {"case_id": services.trace_case(by=by, now=world.now, case_id=make_case(by, world.now).pk).case_id}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "tracing:statements": _case,
    "tracing:hand_in": _case,
    "tracing:file": _file,
    "tracing:read_again": _file,
    "tracing:export_rejects": _file,
    "tracing:trace": _traced_case,
    "tracing:run": _case,
    "api:hand_in_statements": _case,
    "api:statements": _case,
    "api:rejected_rows": _file_alone,
    "api:run_trace": _case,
    "api:traces": _traced_case,
    "api:latest_trace": _traced_case,
    "api:trace": _run,
}
