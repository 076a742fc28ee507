"""``goldbell up``: everything on one machine, in one command."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldbell.project import places
from goldbell.project.ports import free_port

if TYPE_CHECKING:
    from goldbell.project.sample.stage import Stage
    from goldbell.project.supervision.processes import Child, Family


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; the next free one if it is taken.")
@click.option("--demo", is_flag=True, help="Load a sample district with simulated partners and play one case.")
@click.option("--story/--no-story", default=True, help="With --demo: play one case at the start.", show_default=True)
def up_command(host: str, port: int, demo: bool, story: bool) -> None:
    """Start database, web and worker (with --demo also simulated partners), and keep them running."""
    from goldbell.common.errors import GoldbellError
    from goldbell.project.supervision.alone import claim

    began = time.monotonic()
    if demo:
        os.environ["GOLDBELL_DEMO"] = "1"
    level = os.environ.get("GOLDBELL_LOG_LEVEL", "INFO")
    os.environ["GOLDBELL_LOG_LEVEL"] = "WARNING"  # this console tells the story; the children's files tell all
    try:
        held = claim(places.home())
        stage = _stage() if demo else None
        _serve(host, free_port(host, port), stage, story=story, level=level, began=began)
        held.close()
    except GoldbellError as error:
        raise click.ClickException(str(error)) from error


def _stage() -> Stage:
    from goldbell.project.sample.stage import Stage

    return Stage(places.home())


def _serve(host: str, port: int, stage: Stage | None, *, story: bool, level: str, began: float) -> None:
    from goldbell.project.platform import wake

    wake()
    from goldbell.project.database import schema

    ran = schema.migrate()
    if ran:
        click.echo(f"数据库已就绪（{len(ran)} 步）  database ready ({len(ran)} steps)")
    if stage is not None:
        stage.set_district()
    family = children(host, port, stage.partners_child(host, port) if stage else None, level)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    family.start()
    _await_ready(f"http://{host}:{port}/readyz", stopping)
    click.echo(f"金钟 Goldbell  http://{host}:{port}/  ({time.monotonic() - began:.1f} s)")
    if stage is not None:
        threading.Thread(target=_play, args=(stage, story), name="story", daemon=True).start()
    while not stopping.wait(1.0):
        family.look()
    click.echo("正在停止…  stopping")
    family.stop()
    _stop_database()


def _play(stage: Stage, story: bool) -> None:
    try:
        for line in stage.play(story=story):
            click.echo(line)
    except Exception as error:  # noqa: BLE001 – the sample story must not take the house down; the house says what failed
        click.echo(f"样例案件没有走完：{type(error).__name__}: {error}", err=True)


def children(host: str, port: int, partners: Child | None, level: str) -> Family:
    """The processes of one Goldbell, not started yet; ``level`` is their log level."""
    from goldbell.project.supervision.processes import Child, Family

    logs = places.inside("logs")
    found = [
        Child("web", ["web", "--host", host, "--port", str(port)], logs / "web.log"),
        Child("worker", ["work"], logs / "worker.log"),
    ]
    if partners is not None:
        found.append(partners)
    for child in found:
        child.environment["GOLDBELL_LOG_LEVEL"] = level
    return Family(found, also=_database_lives)


def _database_lives() -> None:
    """A killed embedded server is started again; PostgreSQL recovers by itself what was committed."""
    from goldbell.project.database.address import configured

    if configured() is None:
        from goldbell.project.database import embedded

        folder = places.home() / "database"
        if embedded.postmaster_pid(folder) is None:
            embedded.revive(folder)


def _stop_database() -> None:
    from goldbell.project.database.address import configured

    if configured() is None:
        from goldbell.project.database import embedded

        embedded.stop(places.home() / "database")


def _await_ready(url: str, stopping: threading.Event, *, patience: float = 60.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not stopping.is_set():
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 – our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    if not stopping.is_set():
        click.echo(f"60 秒内没有就绪，请看 {Path(places.home()) / 'logs' / 'web.log'}", err=True)
        sys.exit(1)
