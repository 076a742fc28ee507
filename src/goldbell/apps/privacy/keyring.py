"""The keys that stay outside the database: master keys wrap data keys, the index key blinds what is searched.

``masters/<id>`` hold 32 random bytes each; ids count up, the newest wraps, older ones still open. ``index`` never
changes, or nothing could be found again. A stolen database without this folder tells nothing.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goldbell.common.secret_files import write_once

KEY_BYTES = 32


class KeyMissing(RuntimeError):
    """A key that is needed is not in the key folder: restore the folder from its own backup."""


def newest_master() -> int:
    """The id of the master key that wraps new data keys; the first one is made when there is none."""
    known = masters()
    return known[-1] if known else _add(1)


def masters() -> list[int]:
    """Ids of all master keys, oldest first."""
    return sorted(int(place.name) for place in _folder().iterdir() if place.name.isdigit())


def made_at(master: int) -> datetime:
    """When a master key's file was written, UTC."""
    return datetime.fromtimestamp((_folder() / str(master)).stat().st_mtime, tz=UTC)


def add_master() -> int:
    """Make a new master key; from now on it wraps. Its id."""
    known = masters()
    return _add(known[-1] + 1 if known else 1)


def retire_master(master: int) -> None:
    """Destroy an old master key for good: backups from its time stay closed. Never the newest (ValueError)."""
    if master == newest_master():
        raise ValueError("the newest master key is in use")
    (_folder() / str(master)).unlink()
    _read.cache_clear()


def master(number: int) -> bytes:
    """The bytes of a master key. KeyMissing when its file is not there."""
    return _read(_folder() / str(number))


def index_key() -> bytes:
    """The key of the blind index, made at first use."""
    return _index_key(str(settings.GOLDBELL_KEYS))


def _add(number: int) -> int:
    write_once(_folder() / str(number), os.urandom(KEY_BYTES))
    return number


def _folder() -> Path:
    place = Path(settings.GOLDBELL_KEYS) / "masters"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


@lru_cache(maxsize=4)
def _index_key(folder: str) -> bytes:
    place = Path(folder) / "index"
    if not place.exists():
        write_once(place, os.urandom(KEY_BYTES))
    return _read(place)


@lru_cache(maxsize=64)
def _read(place: Path) -> bytes:
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(f"key {place.parent.name}/{place.name} is not in the key folder") from None
    if len(content) != KEY_BYTES:
        raise KeyMissing(f"key {place.parent.name}/{place.name} is damaged: {len(content)} bytes")
    return content
