"""``goldbell restore FILE``."""

from __future__ import annotations

from pathlib import Path

import click

from goldbell.common.errors import GoldbellError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase", envvar="GOLDBELL_BACKUP_PASSPHRASE", prompt=True, hide_input=True)
def restore_command(file: Path, passphrase: str) -> None:
    """Restore FILE into an empty home and an empty database, then bring the schema to this version."""
    from goldbell.project import places
    from goldbell.project.database.address import current
    from goldbell.project.safekeeping import restore
    from goldbell.project.supervision.alone import claim

    try:
        held = claim(places.home())
        manifest = restore.read(file.resolve(), address=current(), passphrase=passphrase)
        from goldbell.project.platform import wake

        wake()
        from goldbell.project.database import schema

        ran = schema.migrate()
        held.close()
    except GoldbellError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"已恢复 {manifest['made_at']} 的备份（{len(manifest['sha256'])} 项），升级 {len(ran)} 步  restored")
