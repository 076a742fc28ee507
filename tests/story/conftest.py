"""A house for each module, on a home of its own that any user may reach (the embedded server is not root)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story import kit
from tests.story.house import House


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """An empty home folder, removed afterwards."""
    place = Path(tempfile.mkdtemp(prefix="goldbell-story-"))
    yield place / "home"
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def house(home: Path) -> Iterator[House]:
    """A running house whose partners are the kit's institutions; ``house.bank`` is where they are simulated."""
    home.parent.chmod(0o755)
    running = House(home)
    try:
        running.hear("就绪 ready")
        running.bank = running.run(kit.ENTER).split()[-1]
        yield running
    finally:
        running.stop()
