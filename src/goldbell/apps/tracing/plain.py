"""Where statements lie in plain while they are read: a folder of its own, gone afterwards, even after a kill."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

_OURS: Final = re.compile(r"reading-([0-9]+)-.*")


@contextmanager
def plain_folder() -> Iterator[Path]:
    """A folder that only this process may enter; those that killed processes left behind are cleared first."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    clear_left_behind(place)
    with tempfile.TemporaryDirectory(dir=place, prefix=f"reading-{os.getpid()}-") as folder:
        yield Path(folder)


def clear_left_behind(place: Path) -> None:
    """Remove the folders of processes that are no longer there."""
    for folder in place.glob("reading-*"):
        owner = _OURS.fullmatch(folder.name)
        if owner and not _alive(int(owner[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
