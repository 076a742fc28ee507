"""Child processes that read what comes from outside: each bounds itself, and whatever it dies of, the room keeps working."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


class ChildTookTooLong(Exception):
    """The wall clock limit passed; the child was stopped."""


def run_child(module: str, order: Mapping[str, Any], *, seconds: float) -> int:
    """Run one of our modules with an order in JSON on its standard input; its exit code. Raises ChildTookTooLong.

    The child finds our modules and nothing else of this process's surroundings, least of all its secrets.
    """
    surroundings = {key: os.environ[key] for key in ("PATH", "LANG", "TZDIR") if key in os.environ}
    surroundings |= {"PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    surroundings["OMP_THREAD_LIMIT"] = "1"
    surroundings["PYTHONPATH"] = os.pathsep.join(part for part in sys.path if part)
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the order goes in as JSON
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        start_new_session=True,
    )
    try:
        child.communicate(json.dumps(order).encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ChildTookTooLong from None
    finally:
        if child.poll() is None:
            # The child may have started a program of its own (character recognition): the whole family ends.
            os.killpg(child.pid, 9)
            child.wait()
    return child.returncode


def bound_self(*, seconds: float, memory_bytes: int, result_bytes: int) -> None:
    """Called first thing in a child: no core file, so many seconds of work, bytes of address space and bytes written."""
    most = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (result_bytes, result_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
