"""Child processes that are started again when they die, with a pause that grows while they keep dying."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from goldbell.project.supervision.parent import as_child

log = structlog.get_logger("goldbell.supervision")
_LONGEST_PAUSE = 10.0
_STEADY_AFTER = 30.0


@dataclass
class Child:
    """A process of ours: ``goldbell <words>``, its log file and how often it died lately."""

    name: str
    words: Sequence[str]
    log_file: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Start it now; its lines go to its log file."""
        with self.log_file.open("ab") as lines:
            self.process = subprocess.Popen(  # noqa: S603 – our own command, no shell
                [sys.executable, "-m", "goldbell", *self.words],
                env={**os.environ, **self.environment, **as_child()},
                stdout=lines,
                stderr=lines,
                stdin=subprocess.DEVNULL,
            )
        self.started_at = time.monotonic()

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None


class Family:
    """The children of one ``goldbell up``, and what else must be alive (the database)."""

    def __init__(self, children: Sequence[Child], *, also: Callable[[], None]) -> None:
        self.children = list(children)
        self._also = also

    def start(self) -> None:
        """Start all of them."""
        for child in self.children:
            child.start()

    def look(self) -> None:
        """Start again what died. Call every second or so."""
        self._also()
        now = time.monotonic()
        for child in self.children:
            if child.running:
                if child.deaths and now - child.started_at > _STEADY_AFTER:
                    child.deaths = 0
            elif child.again_at == 0.0:
                child.deaths += 1
                child.again_at = now + min(0.2 * 2**child.deaths, _LONGEST_PAUSE)
                code = child.process.returncode if child.process else None
                log.warning("process ended", process=child.name, code=code, deaths=child.deaths)
            elif now >= child.again_at:
                child.again_at = 0.0
                child.start()

    def stop(self, *, patience: float = 15.0) -> None:
        """Ask all to end, wait, and kill only what does not."""
        for child in self.children:
            if child.running and child.process is not None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + patience
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
