"""Goldbell's processes one by one, each of which may be killed: database, web, worker, simulated banks, an officer's desk.

Nobody supervises them but the test: what dies stays dead until ``Rig.look`` starts it again, as ``goldbell up`` would.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Final

import psycopg

from goldbell.project.database import embedded

_ROOT: Final = Path(__file__).parents[2]
#: Short spans, so that a dead sender's message is taken up within seconds.
_TERMS: Final = {"CONNECT": "1", "READ": "2", "LEASE": "4", "FIRST_PAUSE": "0.2", "LONGEST_PAUSE": "1"}
NAMES: Final = ("database", "bank", "web", "worker", "desk")
_ENTER: Final = """
from pathlib import Path
from goldbell.apps.exchange.queries import own_public_pem
from goldbell.common.moments import utc_now
from goldbell.project.database import schema
schema.migrate()
from django.conf import settings
from goldbell.project.sample import loading
loading.load_units(now=utc_now())
loading.load_officers(now=utc_now(), password=settings.DEMO_PASSWORD)
Path({folder!r}, "centre.pem").write_bytes(own_public_pem())
"""
_INTRODUCE: Final = """
from goldbell.common.moments import utc_now
from goldbell.project.sample import loading
loading.load_partners(now=utc_now(), address={address!r})
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Killed(Exception):
    """The process that was asked died before it answered: nothing was acknowledged."""


class Rig:
    """All processes on one home. ``book``: the simulator's book, ``faults``: how its banks behave, ``seed`` for both."""

    def __init__(self, home: Path, *, book: dict[str, Any], faults: dict[str, Any], seed: int) -> None:
        self.home = home
        self._logs = home / "logs"
        self._logs.mkdir(parents=True)
        self._seed = seed
        self._folder = home / "bank"
        self._folder.mkdir()
        self._ports = {"web": _free_port(), "bank": _free_port()}
        self.web, self.bank = (f"http://127.0.0.1:{self._ports[name]}" for name in ("web", "bank"))
        self.socket = embedded.start(home / "database").host
        told = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDBELL_", "DJANGO_"))}
        self.environment = told | {
            "GOLDBELL_HOME": str(home),
            "GOLDBELL_EMBEDDED_SOCKET": self.socket,
            "GOLDBELL_DEMO": "1",
            "GOLDBELL_LOG_LEVEL": "WARNING",
            "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            **{f"GOLDBELL_EXCHANGE_{name}_SECONDS": value for name, value in _TERMS.items()},
        }
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.armed: dict[str, str] = {}
        self._script(_ENTER.format(folder=str(self._folder)))
        (self._folder / "book.json").write_text(json.dumps(book, ensure_ascii=False), "utf-8")
        (self._folder / "faults.json").write_text(json.dumps({"partners": faults}), "utf-8")
        self.start("bank")
        self._await(f"{self.bank}/healthz")
        self._script(_INTRODUCE.format(address=self.bank))
        for name in ("web", "worker", "desk"):
            self.start(name)
        self._await(f"{self.web}/readyz")

    def start(self, name: str, crash_at: str = "") -> None:
        """Start a process; with ``crash_at`` (``place`` or ``place:3``) it dies there."""
        if name == "database":
            embedded.revive(self.home / "database")
            return
        self.armed[name] = crash_at
        with (self._logs / f"{name}.log").open("a") as lines:
            self.running[name] = subprocess.Popen(
                [sys.executable, *self._words(name)],
                env=self.environment | ({"GOLDBELL_CRASH_AT": crash_at} if crash_at else {}),
                stdin=subprocess.PIPE if name == "desk" else subprocess.DEVNULL,
                stdout=subprocess.PIPE if name == "desk" else lines,
                stderr=lines,
                text=True,
            )

    def _words(self, name: str) -> list[str]:
        goldbell = ["-m", "goldbell"]
        match name:
            case "web":
                return [*goldbell, "web", "--port", str(self._ports["web"])]
            case "worker":
                return [*goldbell, "work"]
            case "desk":
                return ["-m", "tests.kills.desk"]
        words = [*goldbell, "simulate", "partners", "--data", str(self._folder / "store"), "--seed", str(self._seed)]
        words += ["--book", str(self._folder / "book.json"), "--script", str(self._folder / "faults.json")]
        words += ["--port", str(self._ports["bank"]), "--centre-key", str(self._folder / "centre.pem")]
        return [*words, "--centre-code", "hewan-centre", "--callback", f"{self.web}/exchange/inbox/{{code}}/"]

    def dead(self, name: str) -> bool:
        """Whether it does not run."""
        if name == "database":
            return embedded.postmaster_pid(self.home / "database") is None
        return self.running[name].poll() is not None

    def kill(self, name: str) -> None:
        """``kill -9``, and wait until it is gone."""
        if name == "database":
            pid = embedded.postmaster_pid(self.home / "database")
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
                _await_end(pid)
            return
        self.running[name].kill()
        self.running[name].wait()

    def tell(self, **words: Any) -> dict[str, Any]:
        """Have the officers at the desk do something. Raises Killed when the desk died before it answered."""
        desk = self.running["desk"]
        assert desk.stdin is not None
        assert desk.stdout is not None
        try:
            desk.stdin.write(json.dumps(words) + "\n")
            desk.stdin.flush()
            line = desk.stdout.readline()
        except OSError:
            line = ""
        if not line.endswith("\n"):
            desk.wait(30)
            raise Killed(words.get("act"))
        answer: dict[str, Any] = json.loads(line)
        return answer

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database past all scopes, as its owner."""
        with psycopg.connect(host=self.socket, user="postgres", dbname="goldbell", autocommit=True) as link:
            done = link.execute(query, values)  # type: ignore[arg-type]
            return done.fetchall() if done.description else []

    def ask_bank(self, what: str) -> Any:
        """What the simulated banks say of themselves."""
        with urllib.request.urlopen(f"{self.bank}/admin/{what}", timeout=20) as answer:
            return json.load(answer)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a ``goldbell`` command on this home."""
        told = [sys.executable, "-m", "goldbell", *words]
        return subprocess.run(told, env=self.environment, capture_output=True, text=True, timeout=180, check=False)

    def ready(self, *, patience: float = 60.0) -> None:
        """Wait until everything that was started answers."""
        self._await(f"{self.bank}/healthz", patience=patience)
        self._await(f"{self.web}/readyz", patience=patience)

    def stop(self) -> None:
        """End everything; the test is over."""
        for process in self.running.values():
            process.kill()
            process.wait()
        embedded.stop(self.home / "database")

    def logs(self) -> str:
        """The ends of all logs, for a failing test."""
        return "".join(
            f"\n== {path.name}\n"
            + "\n".join(line[:600] for line in path.read_text(errors="replace").splitlines()[-12:])
            for path in sorted(self._logs.glob("*.log"))
        )

    def _script(self, code: str) -> None:
        script = "from goldbell.project.platform import wake; wake()\n" + code
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]

    def _await(self, url: str, *, patience: float = 60.0) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"{url} does not answer" + self.logs())


def _await_end(pid: int) -> None:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        # our own child, if it is one, must be reaped before it is gone
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)
