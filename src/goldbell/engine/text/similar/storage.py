"""The index on disk: a folder of segments that never change, and one small file that names those in use.

``index.json`` is replaced whole, so a crash leaves the state before or after, never one between; what a broken-off
``save`` left behind is swept by the next. Readers map the segments and may go on while somebody saves.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any, Final

import numpy as np

from goldbell.common.errors import Conflict, Invalid, NotFound
from goldbell.engine.text.similar.comparing import Counted
from goldbell.engine.text.similar.index import ScriptIndex, Shelf
from goldbell.engine.text.similar.segment import Segment
from goldbell.engine.text.similar.tokens import TOKENS_VERSION

_FORM: Final = 1
_NAMES: Final = "index.json"


class NoIndex(NotFound):
    """The folder holds no index."""

    code = "no_script_index"


class BrokenIndex(Invalid):
    """The folder holds an index that cannot be read, or one made by another release."""

    code = "broken_script_index"


class IndexInUse(Conflict):
    """Somebody else is changing the index now."""

    code = "script_index_in_use"


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold the right to change the index in ``folder``, which is made if need be. Raises IndexInUse."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise IndexInUse("有别的程序正在改这个文本库，请稍后再试") from None
        yield


def load(folder: Path) -> ScriptIndex:
    """The index as last saved, mapped and not copied. Raises NoIndex, BrokenIndex."""
    for last_try in (False, True):
        named = _named(folder)
        try:
            shelves = [_shelf(folder, one) for one in named["segments"]]
            counted = Counted(named["texts"], np.load(folder / named["counted"]))
        except (OSError, ValueError, KeyError, TypeError) as broken:
            if last_try:
                raise BrokenIndex("文本库已损坏，请从原文重建") from broken
            continue  # somebody saved in between and swept what the old names led to
        return ScriptIndex(shelves, counted)
    raise AssertionError


def save(index: ScriptIndex, folder: Path) -> None:
    """Put the index into ``folder``: only what is new is written, all of it durable on return. Raises IndexInUse.

    Two that load, change and save at once would lose the first's texts: hold ``changing`` around all three.
    """
    index.settle()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    segments = []
    for shelf in index.shelves:
        if shelf.name is None or not (folder / shelf.name).is_dir():
            shelf.name = _write_segment(folder, shelf.segment)
        wanted = None
        if not shelf.wanted.all():
            wanted = _write_array(folder, "wanted", shelf.wanted)
        segments.append({"name": shelf.name, "wanted": wanted})
    counted = _write_array(folder, "counted", index.counted.slots)
    _replace(
        folder,
        {
            "form": _FORM, "tokens": TOKENS_VERSION, "segments": segments, "counted": counted,
            "texts": index.counted.texts,
        },
    )  # fmt: skip
    _sweep(folder)


def _named(folder: Path) -> dict[str, Any]:
    try:
        named = json.loads((folder / _NAMES).read_text("utf-8"))
    except FileNotFoundError:
        raise NoIndex("这个文件夹里没有文本库") from None
    except (ValueError, OSError) as broken:
        raise BrokenIndex("文本库的目录文件已损坏，请从原文重建") from broken
    if not isinstance(named, dict) or (named.get("form"), named.get("tokens")) != (_FORM, TOKENS_VERSION):
        raise BrokenIndex("文本库是另一个版本建的，请从原文重建")
    return named


def _shelf(folder: Path, one: dict[str, Any]) -> Shelf:
    place = folder / _plain(one["name"])
    arrays = {field.name: np.load(place / f"{field.name}.npy", mmap_mode="r") for field in fields(Segment)}
    segment = Segment(**arrays)
    wanted = np.load(folder / _plain(one["wanted"])) if one["wanted"] else np.ones(segment.texts, bool)
    if len(wanted) != segment.texts:
        raise ValueError("flags and texts differ in number")
    return Shelf(segment, wanted, one["name"])


def _plain(name: str) -> str:
    """A name inside the folder; whoever edits index.json must not lead us elsewhere."""
    if Path(name).name != name or name.startswith("."):
        raise ValueError(f"not a plain name: {name}")
    return name


def _write_segment(folder: Path, segment: Segment) -> str:
    """A new folder with one file an array, named only when it is whole and durable."""
    making = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    for field in fields(Segment):
        _write(making / f"{field.name}.npy", getattr(segment, field.name))
    _sync(making)
    name = "segment" + making.name.removeprefix(".new")
    making.rename(folder / name)
    return name


def _write_array(folder: Path, kind: str, array: np.ndarray[Any, Any]) -> str:
    handle, path = tempfile.mkstemp(prefix=f"{kind}-", suffix=".npy", dir=folder)
    os.close(handle)
    _write(Path(path), array)
    return Path(path).name


def _write(path: Path, array: np.ndarray[Any, Any]) -> None:
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _replace(folder: Path, named: dict[str, Any]) -> None:
    handle, path = tempfile.mkstemp(prefix=".new-", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(named, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    os.replace(path, folder / _NAMES)
    _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what the names no longer lead to. Whoever has it mapped keeps it until he lets go."""
    named = _named(folder)
    used = {_NAMES, "lock", named["counted"]}
    used |= {str(one[key]) for one in named["segments"] for key in ("name", "wanted") if one[key]}
    for path in folder.iterdir():
        if path.name in used or not path.name.startswith(("segment-", "wanted-", "counted-", ".new-")):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
