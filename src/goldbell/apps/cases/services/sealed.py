"""Small steps of sealing that every act here repeats."""

from __future__ import annotations

from uuid import UUID

from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import Sealed, blind, seal


def seal_or_none(key: UUID, kind: Kind, text: str) -> Sealed | None:
    """The sealed value, or None where nothing was told."""
    return seal(key, kind, text) if text else None


def blind_or_none(kind: Kind, text: str) -> bytes | None:
    """The blind index of a value, or None where nothing was told."""
    return blind(kind, text) if text else None
