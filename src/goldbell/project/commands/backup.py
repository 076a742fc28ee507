"""``goldbell backup FILE``."""

from __future__ import annotations

from pathlib import Path

import click

from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--passphrase",
    envvar="GOLDBELL_BACKUP_PASSPHRASE",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Seals the keys inside the backup; keep it apart from the file.",
)
def backup_command(file: Path, passphrase: str) -> None:
    """Write database, evidence, anchors and sealed keys into one FILE, while Goldbell works."""
    from goldbell.project.database.address import current
    from goldbell.project.safekeeping import backup

    try:
        manifest = backup.write(file.resolve(), address=current(), passphrase=passphrase, now=utc_now())
    except GoldbellError as error:
        raise click.ClickException(str(error)) from error
    digests = manifest["sha256"]
    assert isinstance(digests, dict)
    click.echo(f"已备份 {len(digests)} 项到 {file}（{file.stat().st_size:,} 字节）  backed up {len(digests)} parts")
