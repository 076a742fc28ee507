"""``goldbell simulate partners``: banks and payment institutions for tests, training and the sample district."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from pathlib import Path

import click

from goldbell.common.errors import GoldbellError
from goldbell.project.supervision.parent import follow
from goldbell.simulator.process import Settings, parent_ended, run

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("simulate")
def simulate_command() -> None:
    """Play the partners of the centre 模拟合作单位."""


@simulate_command.command("partners")
@click.option("--seed", type=int, default=0, show_default=True, help="Same seed and messages, same faults.")
@click.option("--data", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Own folder.")
@click.option("--centre-key", type=_FILE, required=True, help="Public key of the centre, Ed25519 in PEM.")
@click.option("--centre-code", default="centre", show_default=True, help="The name under which the centre sends.")
@click.option("--book", type=_FILE, help="Partners, accounts and movements (simulator/README.md).")
@click.option("--script", type=_FILE, help="Faults per partner (simulator/README.md).")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: any free one.")
@click.option("--callback", help="Where answers go; {code} stands for the partner's code.")
@click.option("--match-seconds", type=click.IntRange(0, 86400), default=120, show_default=True)
@click.option("--message-seconds", type=click.IntRange(1, 86400), default=300, show_default=True)
@click.option("--open-to-network", is_flag=True, help="Allow another --host than this machine.")
@click.option("--until-parent-ends", is_flag=True, help="End when the starting process is gone.")
def partners(
    *,
    seed: int,
    folder: Path,
    centre_key: Path,
    centre_code: str,
    book: Path | None,
    script: Path | None,
    host: str,
    port: int,
    callback: str | None,
    match_seconds: int,
    message_seconds: int,
    open_to_network: bool,
    until_parent_ends: bool,
) -> None:
    """Serve all partners of the book on one socket; the first line printed is the address."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    settings = Settings(
        seed=seed,
        folder=folder,
        centre_key=centre_key,
        centre_code=centre_code,
        book=book,
        script=script,
        host=host,
        port=port,
        callback=callback,
        open_to_network=open_to_network,
        match_within=timedelta(seconds=match_seconds),
        message_tolerance=timedelta(seconds=message_seconds),
        until=parent_ended() if until_parent_ends else lambda: False,
    )
    follow()
    try:
        run(settings, ready=lambda address: click.echo(address))
    except (GoldbellError, OSError) as failure:
        raise click.ClickException(str(failure)) from None


if __name__ == "__main__":
    simulate_command()
