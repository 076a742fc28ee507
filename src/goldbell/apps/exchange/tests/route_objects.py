"""One object per route for the generated access matrix: a message that a station's order caused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldbell.adapters.messages.keys import SigningKey
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange import services
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.exchange.models import Partner, PartnerKey
from goldbell.apps.exchange.tests.builders import BANK, OUR_CODE, World, now
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import system


def registered_bank(world: Any) -> Partner:
    """The district's second bank as a partner, registered once: the matrix looks in from the first."""
    found = Partner.objects.filter(unit=world.district.banks[1]).first()
    if found is not None:
        return found
    draft = PartnerDraft(
        unit_id=world.district.banks[1].pk,
        code=BANK,
        our_code=OUR_CODE,
        endpoint="http://127.0.0.1:9/",
        public_pem=SigningKey.create(owner=BANK).known.pem,
        private_network=True,
        prefixes=("6222",),
    )
    return services.register_partner(by=system("sample"), now=world.now, draft=draft)


def _message(world: Any) -> dict[str, int]:
    by = actor(Role.STATION, unit=world.unit)
    partner = registered_bank(world)
    key = privacy.new_key(by=by, now=world.now, unit_id=world.unit.pk)
    told = World(world.district, by, partner, key, now())
    out = services.queue(
        by=by,
        now=world.now,
        partner_id=partner.pk,
        kind="stop_request",
        body=told.request("ZF-MATRIX"),
        subject=Subject("exchange.test", "1"),
        order_key="1",
        unit_id=world.unit.pk,
        seal_key=key,
        answer_due_at=None,
    )
    return {"message_id": out.pk}


def _partner(world: Any) -> dict[str, int]:
    return {"partner_id": registered_bank(world).pk}


def _key(world: Any) -> dict[str, int]:
    partner = registered_bank(world)
    return {"partner_id": partner.pk, "key_id": PartnerKey.objects.get(partner=partner).pk}


def _change(world: Any) -> dict[str, int]:
    partner = registered_bank(world)
    draft = PartnerDraft(
        unit_id=partner.unit_id,
        code=partner.code,
        our_code=partner.our_code,
        endpoint="http://127.0.0.1:10/",
        public_pem=PartnerKey.objects.get(partner=partner).public_pem.encode(),
        private_network=True,
    )
    by = actor(Role.SYSTEM_ADMIN, unit=world.district.district)
    return {"change_id": services.propose_partner(by=by, now=world.now, draft=draft, reason="换地址了").pk}


OBJECTS: dict[str, Callable[[Any], dict[str, int]]] = {
    "exchange:message": _message,
    "exchange:retry": _message,
    "exchange:settle": _message,
    "exchange:partner": _partner,
    "exchange:partner_change": _partner,
    "exchange:partner_switch": _partner,
    "exchange:key_withdraw": _key,
    "exchange:change_decide": _change,
    "api:read_message": _message,
}
#: Which banks the house talks to is known to the whole police; a bank knows itself.
SHARED = {"exchange:partner"}
