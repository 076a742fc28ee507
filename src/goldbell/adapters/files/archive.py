"""Office archives (DOCX, XLSX), checked before anything is unpacked, and their XML read piece by piece."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from goldbell.adapters.files.refusals import BrokenFile, EncryptedFile, FileTooLarge, FileWithMacros, UnsafeFile

_MOST_ENTRIES: Final = 5_000
_MOST_UNPACKED: Final = 512 << 20
_MOST_RATIO: Final = 200
_RATIO_MATTERS_FROM: Final = 1 << 20
_MOST_DEPTH: Final = 256
_BLOCK: Final = 1 << 16
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def opened(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive, when it is one that can be read without harm. Raises FileRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as broken:
        raise BrokenFile("%(file)s：压缩包已损坏", file=name) from broken
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(one.file_size for one in entries) > _MOST_UNPACKED:
        raise FileTooLarge("%(file)s：文件解开后过大，没有读", file=name)
    for entry in entries:
        _check(archive, entry, name)
    return archive


def _check(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    inside = entry.filename.replace("\\", "/")
    if inside.startswith("/") or ".." in inside.split("/") or ":" in inside.split("/")[0]:
        raise UnsafeFile("%(file)s：压缩包里有越出目录的文件名，没有读", file=name)
    if entry.file_size > _RATIO_MATTERS_FROM and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
        raise UnsafeFile("%(file)s：压缩比异常，像是压缩炸弹，没有读", file=name)
    if entry.flag_bits & 1:
        raise EncryptedFile("%(file)s：文件有密码，请提供没有密码的文件", file=name)
    if inside.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in inside.lower():
        raise FileWithMacros("%(file)s：文件带有宏（程序），没有读。请另存为不带宏的文件", file=name)
    if inside.endswith((".xml", ".rels")):
        try:
            with archive.open(entry) as stream:
                beginning = stream.read(4096)
        except DAMAGE as broken:
            raise BrokenFile("%(file)s：文件的部件已损坏", file=name) from broken
        if b"<!DOCTYPE" in beginning or b"<\x00!\x00D\x00O\x00C\x00T" in beginning:
            raise UnsafeFile("%(file)s：文件内有 DOCTYPE 声明，正常文件不会有，没有读", file=name)


def parse(archive: zipfile.ZipFile, part: str, name: str, start: Start, end: End, text: Callable[[str], None]) -> None:
    """Feed one XML part block by block to three callbacks (local tag names). Raises FileRefused."""
    depth = 0

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise UnsafeFile("%(file)s：文件内的标记嵌套过深，没有读", file=name)
        start(tag.rpartition(" ")[2], attributes)

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(" ")[2])

    def on_doctype(*_: object) -> None:
        raise UnsafeFile("%(file)s：文件内有 DOCTYPE 声明，正常文件不会有，没有读", file=name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, on_doctype
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, *DAMAGE) as broken:
        raise BrokenFile("%(file)s：文件的部件已损坏", file=name) from broken
