"""``goldbell audit export`` and ``goldbell audit verify``; verifying needs neither the platform nor a database."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def audit_command() -> None:
    """审计记录：导出、离线核验 (the record: export it, check it offline)."""


@audit_command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """把全部审计记录写进 FILE (write the whole record into FILE)."""
    from goldbell.project.platform import wake

    wake()
    from goldbell.apps.audit.exporting import export as write
    from goldbell.apps.audit.sealing import seal_and_anchor
    from goldbell.common.moments import utc_now

    seal_and_anchor(utc_now())
    click.echo(f"{write(file, utc_now())} 条记录写入 {file}")


@audit_command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--anchors", type=click.Path(exists=True, path_type=Path), help="库外锚点目录 (the anchor folder).")
@click.option(
    "--key",
    "key_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="信任的公钥文件，可给多个 (trusted public key).",
)
def verify(file: Path, anchors: Path | None, key_files: tuple[Path, ...]) -> None:
    """离线核验 FILE：有改动、删除、插入、调换、截断就说出是哪一条，并以 1 退出 (check FILE offline)."""
    from goldbell.apps.audit.verifying import read_public_key
    from goldbell.apps.audit.verifying import verify as check

    try:
        keys = [read_public_key(place) for place in key_files]
    except ValueError:
        raise click.ClickException("公钥文件应为 64 位十六进制") from None
    verdict = check(file, anchors=anchors, keys=keys)
    for remark in verdict.remarks:
        click.echo(f"注意：{remark}")
    for finding in verdict.findings:
        click.echo(f"{finding.code}：{finding.text}")
    if not verdict.whole:
        raise click.exceptions.Exit(1)
    click.echo(
        f"完整：{verdict.seals} 条记录，{verdict.anchors} 个锚点，锚定到第 {verdict.anchored_to} 条，没有发现改动"
    )
