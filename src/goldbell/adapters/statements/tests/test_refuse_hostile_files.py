"""Files that are broken, hostile or not statements: each a named refusal with the file's name, nothing else harmed."""

import contextlib
import io
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldbell.adapters import statements
from goldbell.adapters.statements import cells
from goldbell.adapters.statements.cells import CellRefused
from goldbell.common.moments import SHANGHAI
from goldbell.common.statements import StatementReading

READ_AT = datetime(2026, 2, 1, tzinfo=UTC)
HEADING = "交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号"
GOOD = "6200000000000000001,2026-01-05 09:00:00,1.00,1.00,进,6200000000000000002"


def write(folder: Path, content: bytes | str, name: str = "流水.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_rows(folder: Path, *rows: str) -> StatementReading:
    return statements.read(write(folder, "\n".join([HEADING, *rows])), read_at=READ_AT)


def workbook(rows: list[list[object]], change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    plain = io.BytesIO()
    book.save(plain)
    changed = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return changed.getvalue()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("6.2E+18,2026-01-05 09:00:00,1.00,1.00,进,", "scientific_notation"),
        ("6200000000000000001,2026-01-05 09:00:00,1.00,1.00,进,6.2E+18", "scientific_notation"),
        ("6200000000000000001,2026-02-29 09:00:00,1.00,1.00,进,", "impossible_time"),
        ("6200000000000000001,2026-01-05 25:00:00,1.00,1.00,进,", "impossible_time"),
        ("6200000000000000001,2026112,1.00,1.00,进,", "bad_time"),
        ("6200000000000000001,2026-03-01 09:00:00,1.00,1.00,进,", "future_time"),
        ("6200000000000000001,1026-03-01 09:00:00,1.00,1.00,进,", "impossible_time"),
        ("6200000000000000001,2026-01-05 09:00:00,-1.00,1.00,进,", "negative_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,NaN,1.00,进,", "bad_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,1_000,1.00,进,", "bad_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,１００,1.00,进,", "bad_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,1e3,1.00,进,", "bad_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,99999999999999999999,1.00,进,", "amount_overflow"),
        ("6200000000000000001,2026-01-05 09:00:00,1.00,Infinity,进,", "bad_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,0.00,1.00,进,", "zero_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,,1.00,进,", "no_amount"),
        ("6200000000000000001,2026-01-05 09:00:00,1.00,1.00,横,", "bad_direction"),
        (",2026-01-05 09:00:00,1.00,1.00,进,", "no_account"),
        ("=6200000000000000001+1,2026-01-05 09:00:00,1.00,1.00,进,", "formula"),
        ("６２０００００００００００００００００１,2026-01-05 09:00:00,1.00,1.00,进,", "bad_account"),
        ("6200000000000000001,2026-01-05 09:00:00,1,000.00,1.00,进,", "bad_direction"),
        (GOOD + ",6200000000000000003", "too_many_cells"),
        ('6200000000000000001,2026-01-05 09:00:00,"1.00"x,1.00,进,', "bad_quoting"),
    ],
)
def test_bad_row_is_rejected_and_its_neighbours_are_read(tmp_path: Path, row: str, code: str) -> None:
    reading = read_rows(tmp_path, GOOD, row, GOOD.replace("09:00", "09:30"))
    assert [(bad.row, bad.code) for bad in reading.rejected] == [(3, code)]
    assert reading.rejected[0].reason
    assert reading.accepted == 2


def test_reason_never_repeats_what_the_row_says(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "6200000000000000001,1999-99-99,张三的钱,1.00,进,李四")
    assert "张三" not in reading.rejected[0].reason
    assert "6200000000000000001" not in reading.rejected[0].reason


def test_empty_direction_is_taken_from_the_balances(tmp_path: Path) -> None:
    account = "6200000000000000001"
    reading = read_rows(
        tmp_path,
        f"{account},2026-01-05 09:00:00,5.00,15.00,进,",
        f"{account},2026-01-05 10:00:00,3.00,12.00,,",
        f"{account},2026-01-05 11:00:00,4.00,16.00,,",
        "6200000000000000009,2026-01-05 11:00:00,4.00,16.00,,",
    )
    found = {row["row"]: row["inward"] for row in reading.table.to_pylist()}
    assert found == {2: True, 3: False, 4: True}
    assert [(bad.row, bad.code) for bad in reading.rejected] == [(5, "no_direction")]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", statements.EmptyFile),
        (b"\xff\xff\xff\x00\x81", statements.BrokenFile),
        ("没有表头,的文件\n1,2\n", statements.UnknownLayout),
        ("<!DOCTYPE html><html></html>", statements.UnknownLayout),
        (b"PK\x03\x04 but no archive", statements.BrokenFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", statements.UnknownLayout),
        (HEADING + ",交易金额\n" + GOOD + ",2.00\n", statements.AmbiguousHeading),
        ((HEADING + "\n" + GOOD + "\n").encode("gb18030") + b"\xff\xff", statements.BrokenFile),
    ],
)
def test_file_that_is_no_statement_is_refused_by_name(
    tmp_path: Path, content: bytes | str, refusal: type[Exception]
) -> None:
    path = write(tmp_path, content)
    for reader in (statements.read, statements.read_safely):
        with pytest.raises(refusal, match=r"流水\.csv"):
            reader(path, read_at=READ_AT)


def test_file_over_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), (2 << 30) + 1)
    with pytest.raises(statements.FileTooLarge, match=r"大\.csv"):
        statements.read_safely(path, read_at=READ_AT)


def test_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    with pytest.raises(statements.BrokenFile):
        statements.read_safely(tmp_path / "管道.csv", read_at=READ_AT)


def test_utf16_with_mark_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join([HEADING, GOOD]).replace(",", "\t").encode("utf-16"))
    assert statements.read(path, read_at=READ_AT).accepted == 1


SHEET = "xl/worksheets/sheet1.xml"
HEAD_CELLS: list[object] = ["账号", "交易日期", "交易时间", "发生额", "余额", "对方账号"]


@pytest.mark.parametrize("part", [SHEET, "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_doctype_in_any_part_is_refused(tmp_path: Path, part: str) -> None:
    def add(name: str, content: bytes) -> bytes:
        body = content.split(b"?>", 1)[1] if content.startswith(b"<?xml") else content
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + body if name == part else content

    with pytest.raises(statements.UnsafeFile, match="DOCTYPE"):
        statements.read_safely(write(tmp_path, workbook([HEAD_CELLS], add), "表.xlsx"), read_at=READ_AT)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = workbook([HEAD_CELLS], lambda name, part: b"<a>" * 200_000 if name == SHEET else part)
    with pytest.raises((statements.UnsafeFile, statements.FileTooLarge)):
        statements.read_safely(write(tmp_path, deep, "表.xlsx"), read_at=READ_AT)


def test_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    bomb = workbook([HEAD_CELLS], lambda name, part: part + b" " * 50_000_000 if name == SHEET else part)
    assert len(bomb) < 100_000
    with pytest.raises(statements.UnsafeFile, match="压缩"):
        statements.read_safely(write(tmp_path, bomb, "表.xlsx"), read_at=READ_AT)


def test_cut_workbook_is_broken(tmp_path: Path) -> None:
    whole = workbook([HEAD_CELLS])
    with pytest.raises(statements.BrokenFile, match=r"表\.xlsx"):
        statements.read_safely(write(tmp_path, whole[: len(whole) // 2], "表.xlsx"), read_at=READ_AT)


def test_time_limit_is_a_clear_refusal(tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join([HEADING, GOOD]))
    with pytest.raises(statements.ReadingTookTooLong, match=r"流水\.csv"):
        statements.read_safely(path, read_at=READ_AT, limits=statements.Limits(seconds=0.01))


def test_memory_limit_is_a_clear_refusal(tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join([HEADING, GOOD]))
    with pytest.raises((statements.ReadingNeedsTooMuchMemory, statements.BrokenFile), match=r"流水\.csv"):
        statements.read_safely(path, read_at=READ_AT, limits=statements.Limits(memory_bytes=60 << 20))


@given(st.binary(max_size=400))
def test_random_bytes_are_refused_or_read_but_never_crash(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.csv"
    path.write_bytes((HEADING + "\n").encode() + content)
    with contextlib.suppress(statements.FileRefused):
        assert statements.read(path, read_at=READ_AT).rows >= 0


@given(st.text(max_size=40))
def test_any_text_in_a_cell_is_read_or_refused(text: str) -> None:
    for grammar in (
        lambda: cells.moment(text, SHANGHAI),
        lambda: cells.account(text, "账号"),
        lambda: cells.amount_fen(text, "金额"),
        lambda: cells.plain(text),
    ):
        with contextlib.suppress(CellRefused):
            grammar()
