"""A reader in a process of its own; run by test_survive_a_kill.py.

First argument, where it says ``here`` and stands still: ``parsing`` (the plain copy is on disk), ``parsed`` (nothing is
written yet), ``written`` (everything is written inside the open transaction); or ``never``: it reads until nothing waits
and says how many it read.
"""

from __future__ import annotations

import sys
import time
from typing import Any


def main(point: str) -> None:
    from goldbell.project.platform import wake

    wake()
    from goldbell.apps.tracing.services import read_waiting, reading
    from goldbell.common.moments import utc_now

    if point == "parsing":
        reading.statements.read_safely = stand_still  # type: ignore[assignment]
    elif point == "parsed":
        reading._keep = stand_still  # type: ignore[assignment]
    elif point == "written":
        reading._follow = stand_still
    count = 0
    while read_waiting(utc_now()):
        count += 1
    print(count, flush=True)


def stand_still(*_: Any, **_more: Any) -> None:
    print("here", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
