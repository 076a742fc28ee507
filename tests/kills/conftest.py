"""A rig for each module, with accounts enough for all its series."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kills.flow import FAULTS, Flow, accounts, book
from tests.kills.rig import Rig

SEED = 20161201


@pytest.fixture(scope="module")
def flow() -> Iterator[Flow]:
    """Work at hand on a rig that runs; ``flow.rig`` is that rig."""
    place = Path(tempfile.mkdtemp(prefix="goldbell-kills-"))
    place.chmod(0o755)
    home = place / "home"
    home.mkdir(mode=0o755)
    made = accounts(4000, seed=SEED, now=datetime.now(UTC))
    rig = Rig(home, book=book(made), faults=FAULTS, seed=SEED)
    flow = Flow(rig, made)
    try:
        yield flow
    finally:
        flow.end()
        rig.stop()
        shutil.rmtree(place, ignore_errors=True)
