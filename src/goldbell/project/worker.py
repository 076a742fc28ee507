"""The worker: runs every app's rounds, each in a thread of its own, woken by PostgreSQL when something was committed.

It keeps nothing in memory that a kill could lose: what waits is a row, and a round claims rows with ``SKIP LOCKED``.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

import psycopg
import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, connections

from goldbell.common.live import WORK_CHANNEL
from goldbell.common.moments import utc_now
from goldbell.common.rounds import Round

log = structlog.get_logger("goldbell.worker")
_LONGEST_PAUSE = 15.0
#: Duties that come round this seldom wait for no act, and are not woken by each.
_SELDOM = 60.0


def rounds() -> list[Round]:
    """All rounds, from ``ROUNDS`` in each app's ``rounds.py``."""
    found: list[Round] = []
    for app in settings.DUTIES:
        if find_spec(f"{app}.rounds") is not None:
            found += import_module(f"{app}.rounds").ROUNDS
    return found


class Worker:
    """Starts a thread a round and a listener; ``stop`` lets each round end what it is doing."""

    def __init__(self, duties: Iterable[Round]) -> None:
        self._duties = list(duties)
        self._stopping = threading.Event()
        self._wakes = {duty.name: threading.Event() for duty in self._duties}

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        threads = [threading.Thread(target=self._listen, name="listen", daemon=True)]
        threads += [threading.Thread(target=self._turn, args=(duty,), name=duty.name) for duty in self._duties]
        for thread in threads:
            thread.start()
        log.info("worker started", rounds=len(self._duties))
        for thread in threads[1:]:
            thread.join()
        log.info("worker stopped")

    def stop(self) -> None:
        """Ask every round to end after what it is doing now."""
        self._stopping.set()
        for wake in self._wakes.values():
            wake.set()

    def _turn(self, duty: Round) -> None:
        wake, pause = self._wakes[duty.name], duty.every_seconds
        while not self._stopping.is_set():
            wake.clear()
            try:
                done = duty.run(utc_now())
                pause = duty.every_seconds
            except Exception as error:
                # one bad row must not end the duty: it is logged and tried again
                done, pause = 0, min(max(pause, 0.5) * 2, _LONGEST_PAUSE)
                log.exception("round failed", round=duty.name, error=type(error).__name__)
                if isinstance(error, DatabaseError | InterfaceError):
                    connection.close()
            if duty.paced:
                self._stopping.wait(pause)
            elif not done:
                wake.wait(pause)
        connections.close_all()

    def _listen(self) -> None:
        """Wake the rounds when a service says that something was committed; without the listener they still look round."""
        awaited = [self._wakes[duty.name] for duty in self._duties if not duty.paced and duty.every_seconds < _SELDOM]
        while not self._stopping.is_set():
            try:
                words = connection.get_connection_params()
                words.pop("cursor_factory", None)
                words.pop("context", None)
                with psycopg.connect(**words, autocommit=True) as link:
                    link.execute(f"LISTEN {WORK_CHANNEL}")
                    for _note in link.notifies():
                        for wake in awaited:
                            wake.set()
            except psycopg.Error:
                self._stopping.wait(1.0)
