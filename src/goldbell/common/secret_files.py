"""Putting a secret on disk: whole or not at all, once, for its owner only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_once(place: Path, content: bytes) -> bool:
    """Write ``content`` to a new private file, fsynced; False when another process was first (its file stays)."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.link(name, place)  # unlike rename, never replaces a key that is already there
    except FileExistsError:
        return False
    finally:
        os.unlink(name)
    fsync_folder(place.parent)
    return True


def fsync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
