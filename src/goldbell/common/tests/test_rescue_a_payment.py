"""What a payment way still allows, at the minute."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldbell.common.way_words import WAY_WORDS, way_from_text
from goldbell.common.ways import (
    SHIPPED_WINDOWS,
    ClockPhase,
    NaiveMoment,
    PaymentWay,
    RescueAct,
    RescueWindow,
    rescue,
)

PAID = datetime(2026, 11, 20, 17, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("way", "minutes", "act", "phase"),
    [
        (PaymentWay.INSTANT, 3, RescueAct.CHASE, ClockPhase.OPEN),
        (PaymentWay.INSTANT, 25, RescueAct.CHASE, ClockPhase.CLOSING),
        (PaymentWay.INSTANT, 30, None, ClockPhase.PAST),
        (PaymentWay.INSTANT, 26 * 60, None, ClockPhase.COLD),
        (PaymentWay.ORDINARY, 25, RescueAct.RECALL, ClockPhase.OPEN),
        (PaymentWay.ORDINARY, 100, RescueAct.RECALL, ClockPhase.CLOSING),
        (PaymentWay.ORDINARY, 120, None, ClockPhase.PAST),
        (PaymentWay.NEXT_DAY, 600, RescueAct.RECALL, ClockPhase.OPEN),
        (PaymentWay.ATM, 120, RescueAct.RECALL, ClockPhase.OPEN),
        (PaymentWay.ATM, 20 * 60, RescueAct.RECALL, ClockPhase.CLOSING),
        (PaymentWay.ATM, 24 * 60, None, ClockPhase.COLD),
        (PaymentWay.POS, 60, RescueAct.INTERCEPT, ClockPhase.OPEN),
        (PaymentWay.COURIER, 30, RescueAct.INTERCEPT, ClockPhase.OPEN),
    ],
)
def test_what_is_left_after_some_minutes(
    way: PaymentWay, minutes: int, act: RescueAct | None, phase: ClockPhase
) -> None:
    left = rescue(way, PAID, PAID + timedelta(minutes=minutes))
    assert (left.act, left.phase) == (act, phase)
    assert left.possible is (act is not None)
    assert left.until is not None
    assert left.until > PAID


def test_a_payment_from_a_fast_clock_counts_as_just_made() -> None:
    assert rescue(PaymentWay.INSTANT, PAID + timedelta(seconds=40), PAID).phase is ClockPhase.OPEN


def test_a_unit_lays_down_its_own_window_from_a_day_on() -> None:
    own = RescueWindow(
        PaymentWay.ORDINARY, RescueAct.RECALL, timedelta(hours=1), True, date(2026, 11, 21), "本单位约定"
    )
    windows = (*SHIPPED_WINDOWS, own)
    later = PAID + timedelta(minutes=90)
    assert rescue(PaymentWay.ORDINARY, PAID, later, windows).act is None
    before = PAID - timedelta(days=1)
    assert rescue(PaymentWay.ORDINARY, before, before + timedelta(minutes=90), windows).act is RescueAct.RECALL
    same_day = RescueWindow(
        PaymentWay.ATM, RescueAct.RECALL, timedelta(hours=12), True, date(2016, 12, 1), "本单位约定"
    )
    assert rescue(PaymentWay.ATM, PAID, PAID, (*SHIPPED_WINDOWS, same_day)).source == "本单位约定"


def test_before_any_window_nothing_is_promised() -> None:
    old = datetime(2015, 1, 1, tzinfo=UTC)
    left = rescue(PaymentWay.INSTANT, old, old + timedelta(minutes=1))
    assert (left.act, left.until) == (None, None)


def test_every_way_has_a_window_a_source_and_two_labels() -> None:
    for way in PaymentWay:
        left = rescue(way, PAID, PAID)
        assert left.possible
        assert left.source
        assert way.label_en.isascii()
        assert way.label_zh != way.label_en


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        rescue(PaymentWay.ATM, PAID.replace(tzinfo=None), PAID)


@pytest.mark.parametrize(
    ("cell", "way"),
    [
        ("手机银行实时", PaymentWay.INSTANT),
        ("ATM转账", PaymentWay.ATM),
        ("网银普通到账", PaymentWay.ORDINARY),
        ("atm", PaymentWay.ATM),
        ("next_day", PaymentWay.NEXT_DAY),
        ("次日到账", PaymentWay.NEXT_DAY),
        ("Ordinary transfer", PaymentWay.ORDINARY),
        ("不知道", None),
        ("", None),
    ],
)
def test_cells_of_payment_lists_name_their_way(cell: str, way: PaymentWay | None) -> None:
    assert way_from_text(cell) is way


def test_no_word_names_two_ways() -> None:
    words = [word.upper() for _, group in WAY_WORDS for word in group]
    assert len(words) == len(set(words))
