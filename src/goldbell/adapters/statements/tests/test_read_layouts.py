"""One suite for every layout: each profile's samples are recognised as it and read as expected, rejects included."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goldbell.adapters import statements
from goldbell.common.statements import KINDS, ROWS

HOME = Path(statements.__file__).parent
SAMPLES = sorted(
    path
    for layout in statements.layouts()
    for path in (HOME / layout.code / "samples").glob("*")
    if path.suffix != ".json"
)
READ_AT = datetime(2026, 2, 1, tzinfo=UTC)


def test_every_layout_has_samples() -> None:
    assert {path.parent.parent.name for path in SAMPLES} == {layout.code for layout in statements.layouts()}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_sample_is_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    reading = statements.read(path, read_at=READ_AT)
    assert reading.layout == expected["layout"] == path.parent.parent.name == statements.detect(path).layout
    assert reading.table.schema.equals(ROWS)
    rows = reading.table.to_pylist()
    assert [{key: row[key] for key in wanted} for row, wanted in zip(rows, expected["rows"], strict=True)] == expected[
        "rows"
    ]
    assert [[bad.row, bad.code] for bad in reading.rejected] == expected["rejected"]
    assert [[bad.row, bad.reason] for bad in reading.failed_queries] == expected["failed_queries"]
    assert all(row["kind"] in KINDS and row["amount_fen"] > 0 for row in rows)
    assert reading.rows == reading.accepted + len(reading.rejected)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_child_process_reads_the_same(path: Path) -> None:
    here, there = statements.read(path, read_at=READ_AT), statements.read_safely(path, read_at=READ_AT)
    assert here.table.equals(there.table)
    assert (here.rejected, here.failed_queries, here.sha256) == (there.rejected, there.failed_queries, there.sha256)
