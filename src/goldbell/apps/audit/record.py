"""The record on paper, so to say: how an entry is written down to be hashed, chained, signed. No Django, no database.

Whoever wants to check an exported record needs this file's rules only: canonical JSON, SHA-256, Ed25519.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT: Final = "goldbell audit 1"
#: What the first seal points back to.
ORIGIN: Final = bytes(32)
ENTRY_FIELDS: Final = (
    "id",
    "at",
    "actor",
    "actor_unit",
    "action",
    "nature",
    "subject_kind",
    "subject_id",
    "case_id",
    "purpose",
    "facts",
)

Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A signed word outside the database: up to seal ``seal_no`` the chain reads ``link`` and holds ``count`` seals.

    ``link`` and ``signature`` in hex, ``at`` ISO 8601 UTC, ``key_id`` from the public key's digest."""

    anchor_no: int
    seal_no: int
    link: str
    count: int
    at: str
    key_id: str
    signature: str = ""

    def told(self) -> bytes:
        """The bytes that are signed."""
        plain = asdict(self)
        del plain["signature"]
        return canonical({"format": FORMAT, **plain})

    def line(self) -> str:
        """One line of the anchor file."""
        return canonical(asdict(self)).decode() + "\n"


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one way to write a mapping down: sorted names, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def moment(at: datetime) -> str:
    """A moment to the microsecond, UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_hash(entry: Written) -> bytes:
    """The digest of an entry with exactly the fields of ``ENTRY_FIELDS``; KeyError when one is missing."""
    return hashlib.sha256(canonical({name: entry[name] for name in ENTRY_FIELDS})).digest()


def link(*, previous: bytes, seal_no: int, entry_id: int, entry: bytes, sealed_at: str) -> bytes:
    """A link of the chain: it holds the entry's digest, its place and everything before it."""
    told = {"seal_no": seal_no, "entry_id": entry_id, "entry": entry.hex(), "sealed_at": sealed_at}
    return hashlib.sha256(previous + canonical(told)).digest()


def key_id(public: Ed25519PublicKey) -> str:
    """The short name of a key: 16 hex digits of its digest."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def signed(anchor: Anchor, key: Ed25519PrivateKey) -> Anchor:
    """The anchor with its signature."""
    return Anchor(**{**asdict(anchor), "signature": key.sign(anchor.told()).hex()})


def is_signed(anchor: Anchor, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    """Whether one of the known keys signed exactly this anchor."""
    public = keys.get(anchor.key_id)
    if public is None:
        return False
    try:
        public.verify(bytes.fromhex(anchor.signature), anchor.told())
    except (InvalidSignature, ValueError):
        return False
    return True


def read_anchor(line: str) -> Anchor | None:
    """An anchor from its line; None for a line that was torn or scribbled on."""
    try:
        told = json.loads(line)
        anchor = Anchor(**told)
    except (ValueError, TypeError, RecursionError):
        return None
    fits = all(type(told[name]) is int for name in ("anchor_no", "seal_no", "count")) and all(
        isinstance(told[name], str) for name in ("link", "at", "key_id", "signature")
    )
    return anchor if fits else None
