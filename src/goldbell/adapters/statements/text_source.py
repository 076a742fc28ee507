"""Rows of a delimited text file, with the line each came from. Encoding: BOM, then UTF-8, then GB18030, all strict."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goldbell.adapters.statements.cells import SpoiltCell
from goldbell.adapters.statements.refusals import BrokenFile

DELIMITERS: Final = (",", "\t", "|", ";")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK: Final = 1 << 20


def encoding_of(path: Path) -> str:
    """The one encoding in which every byte of the file is right. Raises BrokenFile when there is none.

    Detectors guess wrong on short Chinese texts, so nothing is guessed: a strict decoder reads the whole file.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for bom, name in _BOMS if start.startswith(bom)), None)
    for name in (marked,) if marked else ("utf-8", "gb18030"):
        if _decodes(path, name):
            return name
    raise BrokenFile("%(file)s：文字编码既不是 UTF-8 也不是 GB18030，文件可能已损坏", file=path.name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on. A record with broken quoting comes as one SpoiltCell, not as an error."""
    with path.open(encoding=encoding, errors="strict", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                span = f"第 {line} 行" if reader.line_num <= line else f"第 {line} 至 {reader.line_num} 行"
                yield line, [SpoiltCell("", "bad_quoting", f"{span}的引号没有配对，不能分清各列")]
                continue
            yield line, cells
