"""The child process of ``read_safely``: bounds itself, reads one file, leaves rows and outcome in a folder."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from goldbell.adapters.children import bound_self


def main() -> int:
    """Read the order from standard input and carry it out; 0 when rows are there, 1 when ``refused.json`` says why not."""
    order = json.load(sys.stdin)
    bound_self(seconds=order["seconds"], memory_bytes=order["memory_bytes"], result_bytes=order["result_bytes"])
    folder = Path(order["folder"])
    try:
        return _read(order, folder)
    except MemoryError:
        _leave(folder / "refused.json", {"code": "reading_needs_too_much_memory"})
        return 1


def _read(order: dict[str, str], folder: Path) -> int:
    import pyarrow as pa

    from goldbell.adapters.statements.reading import read_into
    from goldbell.adapters.statements.refusals import FileRefused
    from goldbell.common.statements import ROWS

    pa.set_memory_pool(pa.system_memory_pool())
    try:
        with pa.OSFile(str(folder / "rows.arrow"), "wb") as file, pa.ipc.new_file(file, ROWS) as writer:
            outcome = read_into(
                Path(order["path"]),
                read_at=datetime.fromisoformat(order["read_at"]),
                zone=ZoneInfo(order["zone"]),
                take=writer.write_batch,
            )
    except FileRefused as refused:
        found = {"code": refused.code, "message": refused.message, "facts": dict(refused.facts)}
        _leave(folder / "refused.json", found)
        return 1
    _leave(folder / "outcome.json", dataclasses.asdict(outcome))
    return 0


def _leave(path: Path, found: Mapping[str, object]) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
