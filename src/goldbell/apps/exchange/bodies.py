"""A message body at rest: one canonical JSON text, the same for every try."""

from __future__ import annotations

import json
from uuid import UUID

from goldbell.adapters.messages import contracts
from goldbell.adapters.messages.shape import from_plain, to_plain
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import Sealed, seal, unseal


def sealed_body(key: UUID, body: contracts.Body) -> Sealed:
    """The body sealed with the data key of the case (or partner) it speaks about."""
    plain = {"kind": body.KIND, "version": body.VERSION, "body": to_plain(body)}
    return seal(key, Kind.OTHER, json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def opened_body(sealed: Sealed) -> contracts.Body:
    """The body again, for sending. Raises privacy's Erased when the case's key was destroyed."""
    plain = json.loads(unseal(sealed))
    return from_plain(contracts.BODIES[plain["kind"], plain["version"]], plain["body"])
