"""Sets up a Goldbell of its own, measures it, takes it down."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from goldbell.project.benches.rows import Row


def run(*, reports: int, orders: int, progress: Callable[[str], None]) -> list[Row]:
    """All rows of the desk. The home folder lies in the temporary folder and is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="goldbell-bench-"))
    home.chmod(0o755)  # the embedded server runs as a user of its own
    os.environ.update(
        GOLDBELL_HOME=str(home), GOLDBELL_DEMO="1", GOLDBELL_LOG_LEVEL="WARNING", GOLDBELL_DEMO_PACE="0.1"
    )
    os.environ.pop("GOLDBELL_DATABASE_URL", None)
    try:
        return _measured(home, reports, orders, progress)
    finally:
        from goldbell.project.database import embedded

        embedded.stop(home / "database")
        shutil.rmtree(home, ignore_errors=True)


def _measured(home: Path, reports: int, orders: int, progress: Callable[[str], None]) -> list[Row]:
    from goldbell.project.platform import wake

    wake()
    from goldbell.project.benches.desk import filling, measuring
    from goldbell.project.commands.up import children
    from goldbell.project.database import schema
    from goldbell.project.ports import free_port
    from goldbell.project.sample.stage import Stage

    schema.migrate()
    stage = Stage(home)
    stage.set_district()
    port = free_port("127.0.0.1", 8200)
    family = children("127.0.0.1", port, stage.partners_child("127.0.0.1", port), "WARNING")
    family.start()
    try:
        progress("sample district, simulated partners")
        for _line in stage.play(story=False):
            pass
        progress(f"{orders} proposals")
        proposals = filling.proposals(orders, stage.address)
        progress("approving")
        rows = measuring.orders_accepted(proposals)
        rows += measuring.first_byte(len(proposals), patience=time.monotonic() + 120)
        progress(f"filling {reports} reports")
        filling.reports(reports)
        progress("pages")
        rows += measuring.pages(f"http://127.0.0.1:{port}", reports)
        return rows
    finally:
        family.stop()
