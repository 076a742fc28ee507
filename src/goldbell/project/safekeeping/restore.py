"""Reading a backup back: everything is checked before anything is touched."""

from __future__ import annotations

import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from goldbell.common.errors import Conflict, Invalid
from goldbell.project import places
from goldbell.project.database.address import Address
from goldbell.project.safekeeping import sealed_keys, tools
from goldbell.project.safekeeping.backup import FOLDERS, FORMAT, digest_of


class NotABackup(Invalid):
    """The file is no backup, is cut short, or was changed."""

    code = "not_a_backup"


class NotEmpty(Conflict):
    """There is already a Goldbell here; a restore never overwrites one."""

    code = "not_empty"


def read(file: Path, *, address: Address, passphrase: str) -> dict[str, Any]:
    """Restore ``file`` into an empty home and an empty database; its manifest. Raises NotABackup, NotEmpty,
    WrongPassphrase, ToolFailed; before the last one nothing was changed."""
    _refuse_if_lived_in(address)
    with tempfile.TemporaryDirectory(dir=places.inside("restoring")) as name:
        work = Path(name)
        manifest = _unpack(file, work)
        sealed_keys.open_folder((work / "keys.sealed").read_bytes(), passphrase, work / "keys")
        tools.run("pg_restore", address, ["--no-owner", "--exit-on-error", str(work / "database.dump")])
        for folder in ("keys", *FOLDERS):
            _move(work / folder, places.inside(folder))
    places.inside("restoring").rmdir()
    return manifest


def _refuse_if_lived_in(address: Address) -> None:
    with psycopg.connect(address.for_psycopg()) as link:
        found = link.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if found and found[0]:
        raise NotEmpty("这里的数据库已有 %(tables)s 张表。恢复只写入空库，没有动任何东西", tables=found[0])
    for folder in FOLDERS:
        if any(places.inside(folder).iterdir()):
            raise NotEmpty("%(folder)s 目录里已有文件。恢复只写入空目录，没有动任何东西", folder=folder)


def _unpack(file: Path, work: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(work, filter="data")
        manifest: dict[str, Any] = json.loads((work / "manifest.json").read_text(encoding="utf-8"))
        digests = dict(manifest["sha256"])
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise NotABackup("这不是金钟的备份，或者不完整") from error
    if manifest.get("format") != FORMAT:
        raise NotABackup("备份格式是 %(format)s，这个版本读不了", format=manifest.get("format"))
    for arcname, digest in digests.items():
        path = work / arcname
        if not path.is_file() or digest_of(path) != digest:
            raise NotABackup("备份里的 %(name)s 缺失或被改动，什么都没有恢复", name=arcname)
    return manifest


def _move(source: Path, target: Path) -> None:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.is_file():
                place = target / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                path.replace(place)
