"""Reading a file from outside in a child process: whatever it does to the child, the room keeps working."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from goldbell.adapters.children import ChildTookTooLong, run_child
from goldbell.adapters.statements import refusals
from goldbell.adapters.statements.reading import Outcome, check_size
from goldbell.adapters.statements.refusals import (
    BrokenFile,
    FileRefused,
    ReadingNeedsTooMuchMemory,
    ReadingTookTooLong,
)
from goldbell.common.moments import SHANGHAI
from goldbell.common.statements import ROWS, FailedQuery, Rejected, StatementReading

_KINDS = {
    kind.code: kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, FileRefused)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of wall clock, bytes of address space (the libraries alone take about 700 MB of
    it, most of it never touched), bytes written."""

    seconds: float = 120
    memory_bytes: int = 2 << 30
    result_bytes: int = 4 << 30


def read_safely(
    path: Path,
    *,
    read_at: datetime,
    limits: Limits | None = None,
    zone: ZoneInfo = SHANGHAI,
    scratch: Path | None = None,
) -> StatementReading:
    """Read a statement in a child process under ``limits``. Raises FileRefused naming the file, whatever happens there.

    The rows come back as an Arrow file that is mapped, not copied; it lies in ``scratch`` meanwhile (default: the
    system's place for such files).
    """
    bounds = limits or Limits()
    check_size(path)
    with tempfile.TemporaryDirectory(prefix="goldbell-reading-", dir=scratch) as folder:
        order = {
            "path": str(path.absolute()), "read_at": read_at.isoformat(), "zone": zone.key, "folder": folder,
            "seconds": bounds.seconds, "memory_bytes": bounds.memory_bytes, "result_bytes": bounds.result_bytes,
        }  # fmt: skip
        _run_child(order, path.name, bounds)
        outcome = _outcome(Path(folder), path.name)
        # The mapping keeps the bytes alive after the folder is gone.
        with pa.memory_map(str(Path(folder) / "rows.arrow")) as rows:
            table = pa.ipc.open_file(rows).read_all()
    return outcome.with_table(path.name, table)


def _run_child(order: dict[str, object], name: str, bounds: Limits) -> None:
    folder = Path(str(order["folder"]))
    try:
        ended = run_child("goldbell.adapters.statements.child", order, seconds=bounds.seconds)
    except ChildTookTooLong:
        raise ReadingTookTooLong(
            "%(file)s：读取超过 %(seconds)d 秒，已停止", file=name, seconds=int(bounds.seconds)
        ) from None
    if ended != 0 and not (folder / "refused.json").exists():
        raise BrokenFile("%(file)s：读取进程异常结束，文件可能是恶意的或已损坏", file=name)


def _outcome(folder: Path, name: str) -> Outcome:
    refused = folder / "refused.json"
    if refused.exists():
        found = json.loads(refused.read_text("utf-8"))
        if found["code"] == ReadingNeedsTooMuchMemory.code:
            raise ReadingNeedsTooMuchMemory("%(file)s：读取需要的内存超过上限，已停止", file=name)
        raise _KINDS.get(found["code"], BrokenFile)(found["message"], **found["facts"])
    found = json.loads((folder / "outcome.json").read_text("utf-8"))
    found["rejected"] = tuple(Rejected(**one) for one in found["rejected"])
    found["failed_queries"] = tuple(FailedQuery(**one) for one in found["failed_queries"])
    return Outcome(**found)


__all__ = ["ROWS", "Limits", "read_safely"]
