"""The anchor file: one line per anchor, only ever added to, on disk before anybody relies on it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from goldbell.apps.audit.record import Anchor
from goldbell.common.secret_files import fsync_folder

FILE_NAME: Final = "anchors.jsonl"


def append(folder: Path, anchor: Anchor) -> None:
    """Add a line and wait for the disk. A line torn by an earlier crash is closed first, so it spoils no other."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / FILE_NAME
    new = not place.exists()
    with place.open("ab+") as target:
        torn = False
        if target.tell() > 0:
            target.seek(-1, os.SEEK_END)
            torn = target.read(1) != b"\n"
        target.write((b"\n" if torn else b"") + anchor.line().encode())
        target.flush()
        os.fsync(target.fileno())
    if new:
        fsync_folder(folder)
