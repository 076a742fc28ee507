"""Objects behind the addresses of identity, for the access matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldbell.apps.identity import services
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import OpenSession
from goldbell.apps.identity.tests.builders import actor, make_officer


def _officer(world: Any) -> dict[str, int]:
    return {"officer_id": make_officer(Role.STATION, unit=world.unit).pk}


def _unit(world: Any) -> dict[str, int]:
    return {"unit_id": world.unit.pk}


def _session(world: Any) -> dict[str, int]:
    officer = make_officer(Role.STATION, unit=world.unit)
    row = OpenSession.objects.create(
        officer=officer, session_key=f"s{officer.pk}", began_at=world.now, seen_at=world.now
    )
    return {"session_id": row.pk}


def _token(world: Any) -> dict[str, int]:
    made = services.issue_token(
        by=actor(Role.SECURITY_ADMIN, unit=world.district.district),
        now=world.now,
        unit_id=world.district.bank.pk,
        label="柜面",
        scopes=["identity"],
    )
    return {"token_id": made.token.pk}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "identity:officer": _officer,
    "identity:officer_roles": _officer,
    "identity:officer_move": _officer,
    "identity:officer_deactivate": _officer,
    "identity:officer_reactivate": _officer,
    "identity:officer_password": _officer,
    "identity:officer_factor": _officer,
    "identity:officer_sign_out": _officer,
    "identity:unit_change": _unit,
    "identity:session_end": _session,
    "identity:token_revoke": _token,
    "api:officer": _officer,
    "api:unit": _unit,
}
#: Only one's own sessions can be ended, whatever the unit.
PERSONAL = {"identity:session_end"}
#: The unit tree is known to the whole police; a partner knows itself and the centre.
SHARED = {"api:unit"}
