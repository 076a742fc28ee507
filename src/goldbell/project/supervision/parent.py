"""Children end when their supervisor is gone, however it went: a killed ``goldbell up`` leaves no orphans behind."""

from __future__ import annotations

import os
import signal
import threading
import time

_NAME = "GOLDBELL_PARENT"


def as_child() -> dict[str, str]:
    """Environment for a child that shall follow this process."""
    return {_NAME: str(os.getpid())}


def follow() -> None:
    """In a child: end gracefully once the supervisor has ended. Does nothing in a process that has no supervisor."""
    named = os.environ.get(_NAME)
    if named is None or os.getppid() != int(named):
        return

    def watch() -> None:
        while os.getppid() == int(named):
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()
