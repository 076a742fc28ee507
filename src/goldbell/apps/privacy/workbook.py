"""A workbook that says on every page and in every row where it came from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

Cell = str | int | None
_LONGEST = 32_000


@dataclass(frozen=True, slots=True)
class Mark:
    """The watermark: ``line`` stands above the table and at the foot of every printed page, ``cell`` in every row."""

    number: str
    line: str
    column: str
    cell: str


def marked_workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], mark: Mark) -> bytes:
    """The workbook as bytes. Text stays text: nothing in a cell is ever a formula, long numbers keep their digits."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(sign for sign in title if sign not in r"[]:*?/\'")[:31] or "1")
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.oddFooter.left.text = mark.line.replace("&", "&&")[:200]
    sheet.oddFooter.right.text = "&P / &N"
    book.properties.title, book.properties.identifier = title, mark.number
    book.properties.description = mark.line

    def cell(value: Cell, *, bold: bool = False) -> OpenpyxlCell:
        made = WriteOnlyCell(sheet)
        if isinstance(value, str):
            made.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
            made.data_type = "s"  # a leading = is a text here, not a formula
            made.number_format = "@"
        else:
            made.value = value
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(mark.line, bold=True)])
    sheet.append([cell(name, bold=True) for name in (*columns, mark.column)])
    for row in rows:
        sheet.append([cell(value) for value in (*row, mark.cell)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
