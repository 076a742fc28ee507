"""Whom we believe: the public keys of a partner that are not withdrawn."""

from __future__ import annotations

from goldbell.adapters.messages.keys import KnownKey
from goldbell.apps.exchange.models import Partner, PartnerKey


def known_keys(partner: Partner) -> dict[str, KnownKey]:
    """Key id → key, each bound to this partner, so that no partner can speak in another's name."""
    rows = PartnerKey.objects.filter(partner=partner, withdrawn_at=None)
    return {row.key_id: KnownKey.from_pem(row.public_pem.encode(), owner=partner.code) for row in rows}
