"""One object per route for the generated access matrix: what a stranger must not reach."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from goldbell.apps.cases import queries, services
from goldbell.apps.cases.tests.builders import make_case, make_report
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor


def _by(world: Any) -> Any:
    return actor(Role.INTAKE, Role.STATION, unit=world.unit)


def _case(world: Any) -> Any:
    return make_case(_by(world), world.now)


def _same(world: Any) -> dict[str, int]:
    by = _by(world)
    make_report(by, world.now)
    return {"same_id": queries.same_as(by, make_report(by, world.now).pk)[0].id}


def _evidence(world: Any) -> dict[str, int]:
    by, case = _by(world), _case(world)
    row = services.attach_evidence(by=by, now=world.now, case_id=case.pk, name="a.txt", content=BytesIO(b"a"))
    return {"evidence_id": row.pk}


def _draft(world: Any) -> dict[str, int]:
    return {"draft_id": services.start_draft(by=_by(world), now=world.now).pk}


def _report(world: Any) -> dict[str, int]:
    return {"report_id": make_report(_by(world), world.now).pk}


def _case_id(world: Any) -> dict[str, int]:
    return {"case_id": _case(world).pk}


def _transfer(world: Any) -> dict[str, int]:
    by = _by(world)
    return {"transfer_id": queries.transfers(by, make_case(by, world.now).pk)[0].id}


def _element(world: Any) -> dict[str, int]:
    by = _by(world)
    return {"element_id": queries.elements(by, case_id=make_case(by, world.now).pk)[0].pk}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "cases:draft": _draft,
    "cases:draft_save": _draft,
    "cases:draft_row": _draft,
    "cases:draft_take": _draft,
    "cases:draft_drop": _draft,
    "cases:report": _report,
    "cases:receipt": _report,
    "cases:report_open": _report,
    "cases:report_move": _report,
    "cases:same_settle": _same,
    "cases:case": _case_id,
    "cases:case_move": _case_id,
    "cases:case_type": _case_id,
    "cases:transfer_add": _case_id,
    "cases:transfer_strike": _transfer,
    "cases:element_settle": _element,
    "cases:evidence_add": _case_id,
    "cases:evidence_download": _evidence,
    "api:read_case": _case_id,
    "api:read_transfers": _case_id,
    "api:add_transfer": _case_id,
    "api:read_evidence": _case_id,
    "api:open_case": _report,
    "api:read_report": _report,
}
#: A draft is its writer's alone.
PERSONAL = {name for name, maker in OBJECTS.items() if maker is _draft}
