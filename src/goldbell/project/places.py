"""Where Goldbell keeps its things: one home folder, set by ``GOLDBELL_HOME``."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The data folder (database, keys, evidence, anchors). Default: the user's own data folder."""
    named = os.environ.get("GOLDBELL_HOME")
    if named:
        return Path(named).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "goldbell"


def inside(*parts: str) -> Path:
    """A folder inside the home, made if it is missing; only its owner may enter the keys."""
    place = home().joinpath(*parts)
    place.mkdir(parents=True, exist_ok=True)
    if parts[:1] == ("keys",):
        place.chmod(0o700)
    return place


def secret(name: str, *, length: int = 32) -> bytes:
    """A random secret kept in ``keys/``, made once; creation is atomic, so two processes agree on one value."""
    place = inside("keys") / name
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_when_written(place, length)
    with os.fdopen(handle, "wb") as target:
        target.write(os.urandom(length))
        target.flush()
        os.fsync(target.fileno())
    return place.read_bytes()


def _read_when_written(place: Path, length: int) -> bytes:
    """The other process may be between creating and writing: wait for it, for a second at most."""
    import time

    for _ in range(100):
        value = place.read_bytes()
        if len(value) == length:
            return value
        time.sleep(0.01)
    raise RuntimeError(f"key file {place.name} is damaged: expected {length} bytes, found {len(value)}")
