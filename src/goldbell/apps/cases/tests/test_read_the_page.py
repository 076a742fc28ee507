"""What is typed becomes a report, or a named problem beside its field; never an error page, never a wrong sum."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.apps.cases.typed import TypedReport, TypedTransfer, read_page, typed_moment, typed_yuan
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import SHANGHAI
from goldbell.common.money import MOST_FEN

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)  # 01:38:40 on the 22nd in Shanghai


def read(typed: TypedReport):
    return read_page(typed, key="k", received_at=NOW, now=NOW, zone=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("01:13", "2026-11-22T01:13:00+08:00"),
        ("1点13分", "2026-11-22T01:13:00+08:00"),
        ("1点", "2026-11-22T01:00:00+08:00"),
        ("23:50", "2026-11-21T23:50:00+08:00"),
        ("０１：１３", "2026-11-22T01:13:00+08:00"),
        ("11-20 09:00", "2026-11-20T09:00:00+08:00"),
        ("12-31 09:00", "2025-12-31T09:00:00+08:00"),
        ("2026-11-21 09:00:07", "2026-11-21T09:00:07+08:00"),
        ("2026-11-21T09:00", "2026-11-21T09:00:00+08:00"),
        ("11月20日 9点05分", "2026-11-20T09:05:00+08:00"),
    ],
)
def test_moments_as_they_are_typed(text, moment):
    assert typed_moment(text, NOW, SHANGHAI) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "text", ["", "25:00", "11-31 01:00", "昨天", "01:99", "1e3:00", "2026-02-30 01:00", "-1:00", "9" * 300]
)
def test_no_moment(text):
    with pytest.raises(GoldbellError):
        typed_moment(text, NOW, SHANGHAI)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("49800", 4980000), ("49,800.50", 4980050), ("四万九千八", 4980000), ("3万5", 3500000), ("９８２００", 9820000)],
)
def test_amounts_as_they_are_heard(text, fen):
    assert typed_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "1e9", "1_000", "٣٤", "一些", "", "99999999999999999999", "1,00", "--5", "0x10"]
)
def test_no_amount(text):
    with pytest.raises(GoldbellError):
        typed_yuan(text)


def test_each_problem_stands_beside_its_field_and_the_rest_is_kept():
    typed = TypedReport(
        words="转了两笔",
        balance="-3",
        transfers=(
            TypedTransfer("01:13", "49800", "instant", "", "6217990304184417", "", ""),
            TypedTransfer("2027-01-01 01:00", "-5", "instant", "", "坏;账号", "", ""),
            TypedTransfer("2026-11-25 01:00", "5", "instant", "", "", "", ""),
            TypedTransfer(way="atm"),
        ),
    )
    reading = read(typed)
    assert [row is not None for row in reading.rows] == [True, False, False, False]
    assert set(reading.problems) == {
        "balance",
        "transfers.1.paid_at",
        "transfers.1.amount",
        "transfers.1.to_account",
        "transfers.2.paid_at",
    }
    assert len(reading.report.transfers) == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=9, max_size=9))
def test_whatever_is_typed_survives_and_never_fails(parts):
    typed = TypedReport(
        words=parts[0],
        reporter_name=parts[1],
        balance=parts[2],
        transfers=(TypedTransfer(parts[3], parts[4], parts[5], parts[6], parts[7], parts[8], ""),),
    )
    assert TypedReport.from_json(typed.to_json()) == typed
    for told in read(typed).report.transfers:
        assert 0 < told.amount_fen <= MOST_FEN
        assert told.paid_at.tzinfo is not None
