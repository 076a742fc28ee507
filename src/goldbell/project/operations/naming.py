"""The name by which each process is known to the database, so that one can ask it who is connected."""

from __future__ import annotations

import os
from typing import Final

WEB: Final = "goldbell-web"
WORKER: Final = "goldbell-worker"


def call_me(name: str) -> None:
    """Name this process; before its first connection."""
    os.environ["PGAPPNAME"] = name
