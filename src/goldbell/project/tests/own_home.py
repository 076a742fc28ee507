"""A home of its own for each test run, made before settings are read (pytest's ``-p``, see pyproject.toml).

Keys, evidence and database of a test run never touch a real home. pytest-django reads settings before any
conftest.py runs, so a conftest.py would be too late.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import pytest

from goldbell.project.database import embedded
from goldbell.project.database.address import configured

HOME: Final = Path(tempfile.mkdtemp(prefix="goldbell-test-"))
HOME.chmod(0o755)  # the embedded server runs as a user of its own and must reach its folder
os.environ["GOLDBELL_HOME"] = str(HOME)
os.environ.setdefault("GOLDBELL_LOG_LEVEL", "ERROR")
os.environ.setdefault("GOLDBELL_PARTNERS_ON_LOOPBACK", "1")  # the banks of the tests live on this machine
if configured() is None and not os.environ.get("GOLDBELL_EMBEDDED_SOCKET"):
    os.environ["GOLDBELL_EMBEDDED_SOCKET"] = embedded.start(HOME / "database").host


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop this run's own server and clear its home."""
    if (HOME / "database").exists():
        embedded.stop(HOME / "database")
    shutil.rmtree(HOME, ignore_errors=True)
