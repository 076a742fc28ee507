"""One ``goldbell up`` for each home folder."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from goldbell.common.errors import Conflict


class AlreadyRunning(Conflict):
    """Another Goldbell works on this home folder."""

    code = "already_running"


def claim(home: Path) -> IO[str]:
    """Hold the home folder for as long as the returned file stays open. Raises AlreadyRunning."""
    home.mkdir(parents=True, exist_ok=True)
    held = (home / "running.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise AlreadyRunning("这个数据目录上已经有一个金钟在运行") from None
    return held
