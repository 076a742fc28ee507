"""How money, accounts and spans are written."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goldbell.web.figures import (
    Part,
    group_account,
    last_four,
    part_of,
    running,
    shortfall,
    span_pieces,
    span_text,
    split_large,
    split_money,
)


@given(st.integers(-(10**14), 10**14))
def test_money_is_written_to_the_fen_and_can_be_read_back(fen: int) -> None:
    yuan, rest = split_money(fen)
    assert re.fullmatch(r"−?[0-9]{1,3}(,[0-9]{3})*", yuan)
    assert re.fullmatch(r"\.[0-9]{2}", rest)
    assert int((yuan + rest).replace(",", "").replace(".", "").replace("−", "-")) == fen


@given(st.integers(-(10**13), 10**13))
def test_the_short_form_is_never_off_by_more_than_half_its_last_digit(fen: int) -> None:
    with translation.override("zh-hans"):
        number, unit = split_large(fen)
    assert unit == "万"
    hundredths = int(number.replace(",", "").replace(".", "").replace("−", "-"))
    assert abs(hundredths * 10_000 - fen) <= 5_000


def test_the_short_form_follows_the_reader() -> None:
    with translation.override("zh-hans"):
        assert split_large(41260000) == ("41.26", "万")
    with translation.override("en"):
        assert split_large(41260000) == ("412.60", "k")


@given(st.text("0123456789", min_size=9, max_size=30))
def test_an_account_keeps_its_digits_in_groups_of_four(number: str) -> None:
    shown = group_account(number)
    assert shown.replace(" ", "") == number
    assert all(len(group) == 4 for group in shown.split(" ")[:-1])
    assert 1 <= len(shown.split(" ")[-1]) <= 4


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("6230 5810-22749036", "6230 5810 2274 9036"),
        ("6230********9036", "6230 **** **** 9036"),
        ("zhifu@example.cn", "zhifu@example.cn"),
        ("１２３４５６７８９０", "１２３４５６７８９０"),
        ("12345678", "12345678"),
        ("", ""),
    ],
)
def test_only_rows_of_plain_digits_are_grouped(given_: str, shown: str) -> None:
    assert group_account(given_) == shown


def test_the_last_four_come_from_the_number_not_its_spaces() -> None:
    assert last_four("6230 5810 2274 903 6") == "9036"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0分"),
        (59.99, "59分"),
        (60, "1时00分"),
        (66, "1时06分"),
        (1439.9, "23时59分"),
        (1440, "24时"),
        (1560, "26时"),
        (2880, "2天"),
        (40320, "28天"),
    ],
)
def test_a_span_has_its_natural_unit_and_is_never_rounded_up(minutes: float, shown: str) -> None:
    assert "".join(piece.number + piece.unit for piece in span_pieces(minutes)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 秒"), (59, "59 秒"), (240, "4 分"), (24960, "6 时 56 分"), (7200, "2 时"), (171480, "47 时 38 分")],
)
def test_a_deadline_says_its_span_in_words(seconds: int, shown: str) -> None:
    assert span_text(timedelta(seconds=seconds)) == shown
    assert span_text(-timedelta(seconds=seconds)) == shown


def test_a_watched_clock_shows_seconds() -> None:
    assert (running(7.7), running(0), running(25 + 1 / 3)) == ("7:42", "0:00", "25:20")


def test_an_equation_knows_by_how_much_it_fails() -> None:
    parts = [
        part_of(("要求", 9820000)),
        part_of({"label": "止住", "fen": 2020000, "state": "stopped"}),
        Part("未", 7800001),
    ]
    assert shortfall(parts) == -1
    assert shortfall(parts[:1]) == 0
    assert parts[1].state == "stopped"


@pytest.mark.parametrize("wrong", [1.5, "100", True, None])
def test_money_that_is_not_whole_fen_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        part_of(("要求", wrong))
