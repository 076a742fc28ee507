"""Rows of an XLSX workbook, read as a stream by our own small parser.

A statement needs the sheet's row number, the number as it is written and whether a cell is a formula; libraries give the
value only, and some die of hostile files. The parser holds one block at a time, refuses DOCTYPE and deep nesting.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Final
from xml.parsers import expat

from goldbell.adapters.statements.cells import SpoiltCell
from goldbell.adapters.statements.refusals import BrokenFile, FileTooLarge, UnsafeFile

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 2 << 30
MOST_RATIO: Final = 200
#: Below this an entry cannot hurt, whatever its ratio.
RATIO_MATTERS_FROM: Final = 1 << 20
MOST_SHARED_TEXT: Final = 128 << 20
MOST_DEPTH: Final = 32
MOST_COLUMNS: Final = 256
MOST_DIGITS: Final = 15
_BLOCK: Final = 1 << 16
_DATE_FORMATS: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_REF: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_DOCTYPE: Final = "%(file)s：工作簿内有 DOCTYPE 声明，银行文件不会有"
#: What reading a damaged archive raises.
_DAMAGE: Final = (
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
End = Callable[[str, str], None]


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that unpacks to more than a statement can be, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileTooLarge("%(file)s：工作簿解开后过大", file=name)
    for entry in entries:
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise UnsafeFile("%(file)s：工作簿的压缩比异常，像是压缩炸弹", file=name)
        if entry.flag_bits & 1:
            raise BrokenFile("%(file)s：工作簿有密码，请向机构索要没有密码的文件", file=name)
        if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _beginning(archive, entry, name):
            raise UnsafeFile(_DOCTYPE, file=name)


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The first bytes of a part, where a DOCTYPE has to stand; parts that are parsed are watched to their end besides."""
    try:
        with archive.open(entry) as stream:
            return stream.read(4096)
    except _DAMAGE as broken:
        raise BrokenFile("%(file)s：工作簿的部件 %(part)s 已损坏", file=name, part=entry.filename) from broken


def _parse(archive: zipfile.ZipFile, part: str, name: str, start: Start, end: End) -> Iterator[None]:
    """Feed one XML part block by block; yields after each block so that the caller can take what was found."""
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    text: list[str] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise UnsafeFile("%(file)s：工作簿内的标记嵌套过深", file=name)
        text.clear()
        start(tag.rpartition(" ")[2], attributes)

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(" ")[2], "".join(text))
        text.clear()

    def on_doctype(*_: object) -> None:
        raise UnsafeFile(_DOCTYPE, file=name)

    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
                yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, *_DAMAGE) as broken:
        raise BrokenFile("%(file)s：工作簿的部件 %(part)s 已损坏", file=name, part=part) from broken


class Workbook:
    """An open workbook: its visible sheets in order, each a stream of (row number, cells as text)."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self.archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as broken:
            raise BrokenFile("%(file)s：不是完整的 XLSX 工作簿", file=self.name) from broken
        check_archive(self.archive, self.name)
        self._parts = frozenset(self.archive.namelist())
        self.sheets, self.epoch = self._read_sheets()
        self.shared = self._read_shared()
        self.date_styles = self._read_date_styles()

    def _elements(self, part: str) -> Iterator[tuple[str, dict[str, str]]]:
        found: list[tuple[str, dict[str, str]]] = []
        if part not in self._parts:
            return
        for _ in _parse(
            self.archive, part, self.name, lambda tag, attributes: found.append((tag, attributes)), lambda *_: None
        ):
            yield from found
            found.clear()

    def _read_sheets(self) -> tuple[dict[str, str], datetime]:
        targets: dict[str, str] = {}
        for tag, attributes in self._elements("xl/_rels/workbook.xml.rels"):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                targets[attributes.get("Id", "")] = str(PurePosixPath("/xl") / target).lstrip("/")
        sheets: dict[str, str] = {}
        epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's clock has no zone; the row's zone is added later
        for tag, attributes in self._elements("xl/workbook.xml"):
            if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                epoch = datetime(1904, 1, 1)  # noqa: DTZ001
            if tag == "sheet":
                relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                part = targets.get(relation, "")
                if part in self._parts:
                    sheets[attributes.get("name", part)] = part
        if not sheets:
            raise BrokenFile("%(file)s：工作簿里没有可读的工作表", file=self.name)
        return sheets, epoch

    def _read_shared(self) -> list[str]:
        shared: list[str] = []
        pieces: list[str] = []
        phonetic = 0
        size = 0

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal phonetic
            if tag == "rPh":
                phonetic += 1

        def end(tag: str, text: str) -> None:
            nonlocal phonetic, size
            if tag == "t" and not phonetic:
                pieces.append(text)
                size += len(text)
            elif tag == "rPh":
                phonetic -= 1
            elif tag == "si":
                shared.append("".join(pieces))
                pieces.clear()
            if size > MOST_SHARED_TEXT:
                raise FileTooLarge("%(file)s：工作簿的文字过多", file=self.name)

        if "xl/sharedStrings.xml" in self._parts:
            for _ in _parse(self.archive, "xl/sharedStrings.xml", self.name, start, end):
                pass
        return shared

    def _read_date_styles(self) -> frozenset[str]:
        own: set[str] = set()
        dates: set[str] = set()
        inside, index = False, 0
        for tag, attributes in self._elements("xl/styles.xml"):
            code = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", attributes.get("formatCode", ""))
            if tag == "numFmt" and re.search(r"[ymdhs]", code, re.IGNORECASE):
                own.add(attributes.get("numFmtId", ""))
            if tag in ("cellXfs", "cellStyleXfs", "cellStyles"):
                inside, index = tag == "cellXfs", 0
            if tag == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                if number in own or (number.isdigit() and int(number) in _DATE_FORMATS):
                    dates.add(str(index))
                index += 1
        return frozenset(dates)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """Each written row with its number in the sheet. Cells that cannot be trusted come as SpoiltCell."""
        reader = _SheetReader(self)
        for _ in _parse(self.archive, self.sheets[sheet], self.name, reader.start, reader.end):
            yield from reader.ready
            reader.ready.clear()

    def close(self) -> None:
        self.archive.close()


class _SheetReader:
    """Collects the cells of one sheet while its XML streams by."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.ready: list[tuple[int, list[str]]] = []
        self.row = 0
        self.cells: list[str] = []
        self.column = 0
        self.kind = self.style = self.value = ""
        self.formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            ref = _REF.fullmatch(attributes.get("r", ""))
            self.column = _column(ref[1]) if ref else len(self.cells)
            if self.column >= MOST_COLUMNS:
                raise UnsafeFile("%(file)s：工作表的列数异常", file=self.book.name)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.value, self.formula = "", False
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self.row + 1
            self.cells = []
        elif tag == "f":
            self.formula = True

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self.value = text
        elif tag == "t":
            self.value += text
        elif tag == "c":
            self.cells.extend([""] * (self.column + 1 - len(self.cells)))
            self.cells[self.column] = self._cell()
        elif tag == "row":
            self.ready.append((self.row, self.cells))

    def _cell(self) -> str:
        if self.formula:
            return SpoiltCell(self.value, "formula", "单元格是公式，不能当作银行的记录")
        if self.kind == "s":
            index = int(self.value) if self.value.isascii() and self.value.isdigit() else -1
            if not 0 <= index < len(self.book.shared):
                return SpoiltCell("", "broken_cell", "单元格指向不存在的文字")
            return self.book.shared[index]
        if self.kind == "e":
            return SpoiltCell(self.value, "error_cell", "单元格是错误值")
        return self._number() if self.kind == "n" and self.value else self.value

    def _number(self) -> str:
        if _NUMBER.fullmatch(self.value) is None:
            return SpoiltCell(self.value, "broken_cell", "数字单元格里不是数字")
        number = float(self.value)
        if abs(number) >= 10**MOST_DIGITS:
            return SpoiltCell(
                self.value, "number_too_long", "数字单元格超过 15 位，末几位已经丢失，请按文本格式重新导出"
            )
        if self.style in self.book.date_styles and 0 <= number < 3_000_000:
            moment = self.book.epoch + timedelta(seconds=round(number * 86_400))
            return str(moment.time()) if number < 1 else moment.isoformat(sep=" ")
        text = format(number, ".15g")
        return format(number, ".6f").rstrip("0").rstrip(".") if "e" in text else text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
