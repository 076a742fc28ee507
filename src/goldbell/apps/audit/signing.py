"""The audit's signing key, in the key folder; its public half goes to where the anchors are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from goldbell.apps.audit.record import key_id
from goldbell.common.secret_files import write_once


def signing_key() -> Ed25519PrivateKey:
    """The key that signs anchors, made at first use."""
    place = Path(settings.GOLDBELL_KEYS) / "audit_signing"
    if not place.exists():
        write_once(place, Ed25519PrivateKey.generate().private_bytes_raw())
    return _read(place)


def publish(key: Ed25519PrivateKey, folder: Path) -> None:
    """Lay the public key beside the anchors as ``<key id>.pub`` (hex), once."""
    public = key.public_key()
    place = folder / f"{key_id(public)}.pub"
    if not place.exists():
        write_once(place, public.public_bytes_raw().hex().encode() + b"\n")


@lru_cache(maxsize=4)
def _read(place: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(place.read_bytes())
