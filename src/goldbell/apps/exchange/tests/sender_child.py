"""A sender in a process of its own that kills itself at a named point; run by test_kill.py.

Arguments: the point, then the database comes by environment. Points: ``claimed`` (row marked, nothing said), ``said``
(the bank has it, we heard nothing), ``heard`` (the answer is here, nothing written), ``writing`` (inside the
transaction that writes it down), ``never`` (works until nothing waits).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from types import MappingProxyType
from typing import Any


def main(point: str, seconds: float) -> None:
    from goldbell.project.platform import wake

    wake()
    from goldbell.apps.exchange import outbound, rounds
    from goldbell.apps.exchange.contracts import Reply
    from goldbell.apps.exchange.services import claiming, sending
    from goldbell.apps.exchange.tests.builders import Taken
    from goldbell.common.moments import utc_now

    found = MappingProxyType({"stop_answer": Reply("stop_answer", "exchange.test", Taken())})
    sending.replies = lambda: found  # type: ignore[assignment]
    _trap(point, claiming, sending, outbound)
    end = time.monotonic() + seconds
    print("ready", flush=True)
    while time.monotonic() < end:
        rounds.send(utc_now())
        rounds.sweep(utc_now())
        if point == "never" and not _left():
            return
        time.sleep(0.02)


def _left() -> bool:
    from goldbell.apps.exchange.models import OutMessage
    from goldbell.apps.identity import scope

    with scope.everything("test"):
        return OutMessage.objects.filter(state__in=["waiting", "sending"]).exists()


def _trap(point: str, claiming: Any, sending: Any, outbound: Any) -> None:
    post, keep = outbound.post, sending.keep
    if point == "claimed":
        sending.speak = lambda *_: _die()
    elif point == "said":
        outbound.post = lambda *arguments: (post(*arguments), _die())
    elif point == "heard":
        sending.record = lambda *_: _die()
    elif point == "writing":
        sending.keep = _then_die(keep)


def _then_die(act: Callable[..., object]) -> Callable[..., object]:
    def act_and_die(*arguments: object) -> None:
        act(*arguments)
        _die()

    return act_and_die


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
