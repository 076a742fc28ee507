"""Workbooks (XLSX): sheet by sheet, one line a row, cells apart by tabs."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from goldbell.adapters.files.archive import opened
from goldbell.adapters.files.contracts import MOST_CHARACTERS, Deeper, Format, Found, Part
from goldbell.adapters.files.refusals import BrokenFile, TooMuchText

_LOST: Final = "有数字超过 15 位的单元格：末尾几位在存成表格时已经丢失，账号请以原件为准"
_FIRST_LOST: Final = 10**15


def _claims(head: bytes, name: str) -> bool:
    return head.startswith(b"PK") and (name.endswith((".xlsx", ".xlsm", ".xltx")) or b"xl/" in head)


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    from python_calamine import CalamineError, load_workbook

    opened(content, name).close()
    try:
        book = load_workbook(io.BytesIO(content))
        sheets = [(title, book.get_sheet_by_name(title)) for title in book.sheet_names]
    except (CalamineError, OSError, ValueError) as broken:
        raise BrokenFile("%(file)s：工作簿已损坏", file=name) from broken
    parts: list[Part] = []
    notes: list[str] = []
    size = 0
    for title, sheet in sheets:
        lines = []
        for row in sheet.iter_rows():
            if any(isinstance(cell, int | float) and abs(cell) >= _FIRST_LOST for cell in row) and not notes:
                notes.append(_LOST)
            line = "\t".join(_told(cell) for cell in row).rstrip()
            if line:
                lines.append(line)
                size += len(line)
            if size > MOST_CHARACTERS:
                raise TooMuchText("%(file)s：工作簿里的字太多，请分开", file=name)
        if lines:
            parts.append(Part(title, "\n".join(lines)))
    return Found(tuple(parts), tuple(notes))


def _told(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S" if cell.time() != time() else "%Y-%m-%d")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).replace("\t", " ").replace("\n", " ")


FORMAT = Format(kind="xlsx", turn=11, claims=_claims, read=_read)
