"""Reading one statement file (交易明细): which layout it has, its rows, and every row that was not taken with the reason."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pyarrow as pa

from goldbell.adapters.statements import text_source
from goldbell.adapters.statements.directions import Placed, decide
from goldbell.adapters.statements.layout import HEAD_ROWS, Match, recognise
from goldbell.adapters.statements.refusals import BrokenFile, EmptyFile, FileTooLarge, UnknownLayout
from goldbell.adapters.statements.row_reader import Canonical, RowReader
from goldbell.adapters.statements.workbook_source import Workbook
from goldbell.common.moments import SHANGHAI
from goldbell.common.statements import ROWS, FailedQuery, Rejected, StatementReading

MOST_BYTES: Final = 2 << 30
#: A file with more bad rows than this is not a statement with flaws but something else.
MOST_REJECTED: Final = 200_000
_BATCH: Final = 20_000
_ZIP, _OLD_EXCEL, _BLOCK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", 1 << 20

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file is: layout code and name, the heading's place, the encoding, and the explanation for people."""

    layout: str
    name: str
    sheet: str
    heading_row: int
    encoding: str
    explanation: str


def check_size(path: Path) -> int:
    """The size in bytes of a file that is worth opening. Raises BrokenFile, EmptyFile, FileTooLarge without reading it."""
    if path.is_symlink() or not path.is_file():
        raise BrokenFile("%(file)s：不是普通文件", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile("%(file)s：文件是空的，请机构重新提供", file=path.name)
    if size > MOST_BYTES:
        raise FileTooLarge("%(file)s：文件超过 2 GB，请机构分开提供", file=path.name)
    return size


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hex: two files with the same one are the same file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def detect(path: Path) -> Detected:
    """Which layout the file has, and why. Raises FileRefused."""
    check_size(path)
    with _tables(path) as tables:
        table = tables[0]
    match = table.match
    return Detected(
        match.layout.code, match.layout.name, table.sheet, match.heading_row, table.encoding, match.explanation
    )


def read(path: Path, *, read_at: datetime, zone: ZoneInfo = SHANGHAI) -> StatementReading:
    """Read a statement in this process; for files from outside use ``read_safely``.

    ``read_at``: aware; rows later than it are rejected. ``zone``: the zone of the institution's clock. Raises FileRefused.
    """
    batches: list[pa.RecordBatch] = []
    outcome = read_into(path, read_at=read_at, zone=zone, take=batches.append)
    return outcome.with_table(path.name, pa.Table.from_batches(batches, schema=ROWS))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reading found besides the rows; the rows have gone to ``take`` batch by batch."""

    sha256: str
    size_bytes: int
    layout: str
    explanation: str
    encoding: str
    rejected: tuple[Rejected, ...]
    failed_queries: tuple[FailedQuery, ...]

    def with_table(self, name: str, table: pa.Table) -> StatementReading:
        return StatementReading(
            name, self.sha256, self.size_bytes, self.layout, self.explanation, self.encoding, table,
            self.rejected, self.failed_queries,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: str
    match: Match
    rows: Rows
    encoding: str


def read_into(path: Path, *, read_at: datetime, zone: ZoneInfo, take: Callable[[pa.RecordBatch], None]) -> Outcome:
    """Read the file and hand its rows to ``take`` in batches, so that a million never stand in memory as objects."""
    size = check_size(path)
    read_at_us = int(read_at.timestamp() * 1_000_000)
    rejected: list[Rejected] = []
    failed: list[FailedQuery] = []
    pending: list[Placed] = []
    undecided: list[Placed] = []
    with _tables(path) as tables:
        for sheet, number, found in _all_rows(tables, zone, read_at_us):
            if isinstance(found, tuple):
                (undecided if found[6] is None else pending).append((sheet, number, found))
                if len(pending) >= _BATCH:
                    take(_batch(pending))
                    pending.clear()
            elif isinstance(found, Rejected):
                rejected.append(found)
                if len(rejected) > MOST_REJECTED:
                    raise BrokenFile("%(file)s：不能读的行过多，这不像一份交易明细", file=path.name)
            elif found is not None:
                failed.append(found)
        first = tables[0]
    if undecided:
        with _tables(path) as again:
            decided, refused = decide(undecided, _all_rows(again, zone, read_at_us))
        pending.extend(decided)
        rejected.extend(refused)
    if pending:
        take(_batch(pending))
    rejected.sort(key=lambda one: (one.sheet, one.row))
    return Outcome(
        fingerprint(path), size, first.match.layout.code, first.match.explanation, first.encoding,
        tuple(rejected), tuple(failed),
    )  # fmt: skip


def _all_rows(
    tables: Iterable[_Table], zone: ZoneInfo, read_at_us: int
) -> Iterator[tuple[str, int, Canonical | Rejected | FailedQuery | None]]:
    for table in tables:
        reader = RowReader(table.match, zone=zone, read_at_us=read_at_us)
        for number, row in table.rows:
            if number > reader.heading_row:
                yield table.sheet, number, reader.read(number, row, table.sheet)


def _batch(placed: list[Placed]) -> pa.RecordBatch:
    columns = zip(*((sheet, number, *row) for sheet, number, row in placed), strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, type=kind.type) for column, kind in zip(columns, ROWS, strict=True)], schema=ROWS
    )


@contextmanager
def _tables(path: Path) -> Iterator[list[_Table]]:
    """The tables of the file whose heading is recognised, by what the bytes are, never by the file's name."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_OLD_EXCEL):
        raise UnknownLayout("%(file)s：是旧版 Excel 或加密的工作簿，请另存为没有密码的 XLSX", file=path.name)
    try:
        if start.startswith(_ZIP):
            book = Workbook(path)
            try:
                yield _workbook_tables(book)
            finally:
                book.close()
        else:
            yield [_text_table(path)]
    except OSError as failed:
        raise BrokenFile("%(file)s：读取时出错", file=path.name) from failed


def _workbook_tables(book: Workbook) -> list[_Table]:
    tables: list[_Table] = []
    refused: UnknownLayout | None = None
    for sheet in book.sheets:
        rows = book.rows(sheet)
        head = list(itertools.islice(rows, HEAD_ROWS))
        if not any(cell.strip() for _, row in head for cell in row):
            continue
        try:
            match = recognise(head, name=book.name)
        except UnknownLayout as unknown:
            refused = unknown
            continue
        tables.append(_Table(sheet, match, itertools.chain(head, rows), "xlsx"))
    if not tables:
        raise refused or UnknownLayout("%(file)s：工作簿里没有内容", file=book.name)
    return tables


def _text_table(path: Path) -> _Table:
    encoding = text_source.encoding_of(path)
    best: tuple[Match, str] | None = None
    refused: UnknownLayout | None = None
    for delimiter in text_source.DELIMITERS:
        head = list(itertools.islice(text_source.rows(path, encoding, delimiter), HEAD_ROWS))
        if any("\x00" in cell for _, row in head for cell in row):
            raise BrokenFile("%(file)s：文件里有空字节，不是文本", file=path.name)
        try:
            match = recognise(head, name=path.name)
        except UnknownLayout as unknown:
            refused = unknown
            continue
        if best is None or match.score > best[0].score:
            best = match, delimiter
    if best is None:
        raise refused or UnknownLayout("%(file)s：没有认出表头", file=path.name)
    return _Table("", best[0], text_source.rows(path, encoding, best[1]), encoding)
