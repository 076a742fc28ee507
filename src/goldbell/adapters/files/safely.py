"""Getting the words out of a file in a child process: whatever it does to the child, the room keeps working."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from goldbell.adapters.children import ChildTookTooLong, run_child
from goldbell.adapters.files import refusals
from goldbell.adapters.files.contracts import MOST_BYTES, ExtractedText, Limits, Part
from goldbell.adapters.files.refusals import (
    BrokenFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    ReadingNeedsTooMuchMemory,
    ReadingTookTooLong,
)

_KINDS = {
    kind.code: kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, FileRefused)
}


def text_of(source: Path | bytes, name: str | None = None, *, limits: Limits | None = None) -> ExtractedText:
    """The words of a file, by its content; ``name`` is what people call it (default: the path's own name).

    Raises FileRefused naming the file, whatever happens in the child.
    """
    called = name or (source.name if isinstance(source, Path) else "未命名")
    bounds = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="goldbell-file-") as folder:
        if isinstance(source, bytes):
            path = Path(folder) / "source"
            _check_size(len(source), called)
            path.write_bytes(source)
        else:
            path = source.absolute()
            _check_size(path.stat().st_size, called)
        _run(path, called, Path(folder), bounds)
        found = json.loads((Path(folder) / "text.json").read_text("utf-8"))
    parts = tuple(Part(**one) for one in found.pop("parts"))
    return ExtractedText(**{**found, "parts": parts, "notes": tuple(found["notes"])})


def _check_size(size: int, name: str) -> None:
    if size == 0:
        raise EmptyFile("%(file)s：文件是空的", file=name)
    if size > MOST_BYTES:
        raise FileTooLarge(
            "%(file)s：文件有 %(size)d MB，最多读 %(most)d MB，没有读",
            file=name,
            size=size >> 20,
            most=MOST_BYTES >> 20,
        )


def _run(path: Path, name: str, folder: Path, bounds: Limits) -> None:
    order = {
        "path": str(path), "name": name, "folder": str(folder), "seconds": bounds.seconds,
        "memory_bytes": bounds.memory_bytes, "result_bytes": bounds.result_bytes,
    }  # fmt: skip
    try:
        ended = run_child("goldbell.adapters.files.child", order, seconds=bounds.seconds)
    except ChildTookTooLong:
        raise ReadingTookTooLong(
            "%(file)s：读取超过 %(seconds)d 秒，已停止", file=name, seconds=int(bounds.seconds)
        ) from None
    refused = folder / "refused.json"
    if refused.exists():
        found = json.loads(refused.read_text("utf-8"))
        if found["code"] == ReadingNeedsTooMuchMemory.code:
            raise ReadingNeedsTooMuchMemory("%(file)s：读取需要的内存超过上限，已停止", file=name)
        raise _KINDS.get(found["code"], BrokenFile)(found["message"], **found["facts"])
    if ended != 0 or not (folder / "text.json").exists():
        raise BrokenFile("%(file)s：读取进程异常结束，文件可能是恶意的或已损坏", file=name)
