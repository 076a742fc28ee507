"""Our own signing key: one file beside the other keys, made at first use, readable by its owner only."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from goldbell.adapters.messages.keys import SigningKey

_NAME: Final = "exchange_signing.pem"


def signing_key(our_code: str) -> SigningKey:
    """The key that speaks for us under the name a partner gave us."""
    return SigningKey.from_pem(_pem(Path(settings.GOLDBELL_KEYS) / _NAME), owner=our_code)


def public_pem() -> bytes:
    """What partners need to believe us; handed over out of band."""
    return signing_key("own").known.pem


@lru_cache(maxsize=4)
def _pem(place: Path) -> bytes:
    if not place.exists():
        _write_once(place, SigningKey.create(owner="own").to_pem())
    return place.read_bytes()


def _write_once(place: Path, content: bytes) -> None:
    """Whole or not at all; when another process was first, its key counts."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(name, place)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
