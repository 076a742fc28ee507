"""Sets up a Goldbell of its own, measures it, takes it down."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goldbell.project.benches.rows import Row

if TYPE_CHECKING:
    from goldbell.project.supervision.processes import Family

_PATIENCE = 300.0


def run(*, reports: int, orders: int, statement_rows: int, progress: Callable[[str], None]) -> list[Row]:
    """All rows of the desk. The home folder lies in the temporary folder and is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="goldbell-bench-"))
    home.chmod(0o755)  # the embedded server runs as a user of its own
    os.environ.update(
        GOLDBELL_HOME=str(home), GOLDBELL_DEMO="1", GOLDBELL_LOG_LEVEL="WARNING", GOLDBELL_DEMO_PACE="0.1"
    )
    os.environ.pop("GOLDBELL_DATABASE_URL", None)
    try:
        return _measured(home, reports, orders, statement_rows, progress)
    finally:
        from goldbell.project.database import embedded

        embedded.stop(home / "database")
        shutil.rmtree(home, ignore_errors=True)


def _measured(home: Path, reports: int, orders: int, statement_rows: int, progress: Callable[[str], None]) -> list[Row]:
    from goldbell.project.platform import wake

    wake()
    from goldbell.project.benches.desk import filling, importing, measuring
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
        progress(f"{3 * orders} proposals")
        alone, busy, step = (filling.proposals(orders, stage.address, series) for series in ("alone", "busy", "step"))
        progress("approving, sending at rest")
        with at_rest(family, "worker"):
            rows = measuring.accepted_alone(alone)
        rows += measuring.worked_off(alone, patience=time.monotonic() + _PATIENCE)
        progress("approving, everything at work")
        rows += measuring.orders_accepted(busy)
        rows += measuring.first_byte(
            "D2", "approval → first byte at the bank, burst", busy, patience=time.monotonic() + _PATIENCE
        )
        progress(f"approving while {statement_rows} statement rows are read")
        rows += importing.while_importing(step, statement_rows, patience=_PATIENCE)
        progress(f"filling {reports} reports")
        filling.reports(reports)
        progress("pages")
        rows += measuring.pages(f"http://127.0.0.1:{port}", reports)
        return rows
    finally:
        family.stop()


@contextmanager
def at_rest(family: Family, name: str) -> Iterator[None]:
    """One of the processes stands still; what it should do meanwhile waits in its rows."""
    child = next(one for one in family.children if one.name == name)
    if child.process is None:
        raise RuntimeError(f"{name} was not started")
    child.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        child.process.send_signal(signal.SIGCONT)
