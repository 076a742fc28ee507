"""A whole Goldbell for a test: its own home, the real command, real processes on real sockets."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

#: Scripts that run inside a house may import from ``tests``.
_ROOT = Path(__file__).parents[2]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class House:
    """Starts ``goldbell up --demo`` on a home folder and listens to what it says; ``stop`` ends all of it."""

    def __init__(self, home: Path, *, story: bool = False, environment: dict[str, str] | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o755)
        self.home = home
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        told = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDBELL_", "DJANGO_"))}
        self.environment = (
            told
            | {"GOLDBELL_HOME": str(home), "GOLDBELL_DEMO_PACE": "0.1", "PYTHONPATH": str(_ROOT)}
            | (environment or {})
        )
        words = [sys.executable, "-m", "goldbell", "up", "--demo", "--port", str(18000 + os.getpid() % 4000 * 3)]
        self.process = subprocess.Popen(
            [*words, "--story" if story else "--no-story"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.bank = ""
        self.url = _ADDRESS.findall(self.hear("金钟 Goldbell"))[0]

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def hear(self, words: str, *, patience: float = 400.0) -> str:
        """The next line that holds ``words``; fails with everything said so far when it does not come."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=0.5)
            except queue.Empty:
                continue
            if line is None:
                break
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} was not heard; said:\n" + "\n".join(self.said) + self.logs())

    def run(self, code: str) -> str:
        """Run Python inside this house: Django is awake, rows are open to ``everything``; what it prints."""
        script = "from goldbell.project.platform import wake; wake()\n" + code
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a ``goldbell`` command on this home."""
        return subprocess.run(
            [sys.executable, "-m", "goldbell", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def pid_of(self, name: str) -> int:
        """The process id of a child: web, work, simulate; or ``database`` for the embedded server."""
        if name == "database":
            return int((self.home / "database" / "postmaster.pid").read_text().splitlines()[0])
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):  # one that just died is a zombie until it is looked at
                if name in child.cmdline():
                    return child.pid
        raise AssertionError(f"no process {name}")

    def kill(self, name: str) -> None:
        """``kill -9`` a child; the supervisor starts it again."""
        os.kill(self.pid_of(name), signal.SIGKILL)

    def logs(self) -> str:
        """The last lines of each process's log, for a failing test."""
        return "".join(
            f"\n== {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-15:])
            for path in sorted((self.home / "logs").glob("*.log"))
        )

    def stop(self) -> None:
        """End everything in order."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
