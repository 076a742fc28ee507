"""The transfer clock: phases and geometry, with every border of the table in the design."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldbell.common.ways import PaymentWay, rescue
from goldbell.web.clock import Phase, degree, hand_path, read_clock, wedge_path

NOW = datetime(2026, 11, 21, 18, 4, 15, tzinfo=UTC)


def at(minutes: float, way: str = "instant", *, closes_in: float | None = None):
    paid_at = NOW - timedelta(minutes=minutes)
    closes_at = None if closes_in is None else NOW + timedelta(minutes=closes_in)
    return read_clock(paid_at=paid_at, way=way, now=NOW, closes_at=closes_at)


@pytest.mark.parametrize(
    ("way", "minutes", "phase"),
    [
        ("instant", 3, Phase.OPEN),
        ("instant", 23.99, Phase.OPEN),
        ("instant", 24, Phase.CLOSING),
        ("instant", 25, Phase.CLOSING),
        ("instant", 29.99, Phase.CLOSING),
        ("instant", 30, Phase.PAST),
        ("instant", 120, Phase.PAST),
        ("instant", 1439.99, Phase.PAST),
        ("instant", 1440, Phase.COLD),
        ("instant", 1560, Phase.COLD),
        ("ordinary", 25, Phase.OPEN),
        ("ordinary", 95.99, Phase.OPEN),
        ("ordinary", 96, Phase.CLOSING),
        ("ordinary", 100, Phase.CLOSING),
        ("ordinary", 120, Phase.PAST),
        ("ordinary", 1560, Phase.COLD),
        ("atm", 120, Phase.OPEN),
        ("atm", 1151.99, Phase.OPEN),
        ("atm", 1152, Phase.CLOSING),
        ("atm", 1200, Phase.CLOSING),
        ("atm", 1440, Phase.COLD),
        ("next_day", 120, Phase.OPEN),
        ("pos", 25, Phase.OPEN),
        ("no such way", 30, Phase.PAST),
    ],
)
def test_each_phase_begins_at_its_border(way: str, minutes: float, phase: Phase) -> None:
    assert at(minutes, way).phase is phase


def test_before_any_transfer_there_is_no_time_to_show() -> None:
    reading = read_clock(paid_at=None, way="instant", now=NOW)
    assert reading.phase is Phase.NONE
    assert hand_path(reading) == "M12 5v3"
    assert wedge_path(reading) == ""


def test_a_known_settlement_beats_the_usual_window() -> None:
    assert at(60, "pos", closes_in=-1).phase is Phase.PAST
    assert at(1500, "pos", closes_in=600).phase is Phase.OPEN, "a window longer than a day is not cold while it lasts"


def test_a_bank_clock_that_runs_ahead_reads_as_just_now() -> None:
    reading = at(-2)
    assert (reading.minutes, reading.phase) == (0, Phase.OPEN)


@pytest.mark.parametrize(
    ("minutes", "angle"), [(0, 0), (15, 90), (30, 180), (75, 225), (120, 270), (780, 315), (1440, 360), (9999, 360)]
)
def test_the_dial_has_its_three_scales(minutes: float, angle: float) -> None:
    assert degree(minutes) == pytest.approx(angle)


@pytest.mark.parametrize(
    ("way", "minutes", "hand", "wedge"),
    [
        ("instant", 3, "M12 12L14.47 4.39", "M12 12L14.47 4.39A8 8 0 0 1 12.00 20.00Z"),
        ("ordinary", 3, "M12 12L14.47 4.39", "M12 12L14.47 4.39A8 8 0 1 1 4.00 12.00Z"),
        ("atm", 120, "M12 12L4.00 12.00", "M12 12L4.00 12.00A8 8 0 0 1 12.00 4.00Z"),
        ("instant", 120, "M12 12L4.00 12.00", ""),
        ("atm", 1560, "M9 12h6", ""),
    ],
)
def test_hand_and_wedge_are_drawn_as_in_the_design(way: str, minutes: float, hand: str, wedge: str) -> None:
    reading = at(minutes, way)
    assert (hand_path(reading), wedge_path(reading)) == (hand, wedge)


def test_a_whole_day_is_still_a_drawable_arc() -> None:
    start, end = wedge_path(at(0, "atm")).removeprefix("M12 12L").removesuffix("Z").split("A8 8 0 1 1 ")
    assert start != end, "an arc from a point to itself draws nothing"


@given(st.floats(0, 5000), st.floats(0, 5000))
def test_the_hand_never_goes_back(one: float, other: float) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= degree(earlier) <= degree(later) <= 360


@given(st.integers(0, 200_000), st.sampled_from(list(PaymentWay)))
def test_the_face_agrees_with_what_the_room_may_still_do(seconds: int, way: PaymentWay) -> None:
    paid_at = NOW - timedelta(seconds=seconds)
    reading = read_clock(paid_at=paid_at, way=way.value, now=NOW)
    told = rescue(way, paid_at, NOW)
    assert reading.phase.value == f"is-{told.phase.value}"
    assert reading.closes_at == told.until
