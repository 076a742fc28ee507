"""Writing a backup while Goldbell works.

The database is dumped first, in one snapshot, and the evidence copied after it: evidence files never change and are
written before the row that names them, so the copy holds at least every file the dump speaks of.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from goldbell import __version__
from goldbell.project import places
from goldbell.project.database.address import Address
from goldbell.project.safekeeping import sealed_keys, tools

#: Folders of the home that belong to a backup beside database and keys.
FOLDERS = ("evidence", "anchors")
FORMAT = 1


def write(file: Path, *, address: Address, passphrase: str, now: datetime) -> dict[str, object]:
    """Write ``file`` (a tar) and return its manifest. The file appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".goldbell-backup-") as name:
        work = Path(name)
        tools.run(
            "pg_dump",
            address,
            ["--format=custom", "--no-owner", "--no-privileges", "--file", str(work / "database.dump")],
        )
        (work / "keys.sealed").write_bytes(sealed_keys.seal_folder(places.inside("keys"), passphrase))
        parts = [(work / "database.dump", "database.dump"), (work / "keys.sealed", "keys.sealed"), *_files()]
        manifest: dict[str, object] = {
            "format": FORMAT,
            "version": __version__,
            "made_at": now.isoformat(),
            "sha256": {arcname: digest_of(path) for path, arcname in parts},
        }
        (work / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        whole = work / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            for path, arcname in [(work / "manifest.json", "manifest.json"), *parts]:
                tar.add(path, arcname=arcname, recursive=False)
        with whole.open("rb") as written:
            os.fsync(written.fileno())
        whole.chmod(0o600)
        os.replace(whole, file)
    return manifest


def _files() -> list[tuple[Path, str]]:
    home = places.home()
    return [
        (path, str(path.relative_to(home)))
        for folder in FOLDERS
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
