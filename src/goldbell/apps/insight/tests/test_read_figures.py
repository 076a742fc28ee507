"""Every indicator against the same demands: a definition, figures that equal their records, nothing for an outsider."""

from __future__ import annotations

import statistics
from datetime import timedelta

import pytest
from django.utils import translation

from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.insight import queries
from goldbell.apps.insight.contracts import NoSuchFigure, period
from goldbell.apps.insight.registry import indicators
from goldbell.apps.insight.tests.builders import Counted, make_counted, now
from goldbell.apps.interdiction.models import StopOrder

pytestmark = pytest.mark.django_db
CODES = sorted(indicators())
WORDS = ("name", "short", "span", "formula", "denominator", "cut_off", "left_out", "owner")


@pytest.fixture
def counted() -> Counted:
    return make_counted()


def read(counted: Counted, code: str, *, by=None, span: str = "day"):
    return queries.read(by or counted.room.chief, code, now=counted.at, span=span)


@pytest.mark.parametrize("code", CODES)
def test_a_figure_is_defined_in_both_languages(code):
    one = indicators()[code]
    for word in WORDS:
        with translation.override("zh-hans"):
            chinese = str(getattr(one, word))
        with translation.override("en"):
            english = str(getattr(one, word))
        assert chinese
        assert english
        assert english != chinese, f"{code}.{word} has no English"


@pytest.mark.parametrize("code", CODES)
def test_a_figure_equals_its_records(counted, code):
    with scope.acting(counted.room.chief) as by:
        reading = read(counted, code, by=by)
        for figure in reading.figures:
            records = list(reading.listing(figure.key))
            spans = [record.span for record in records]
            if isinstance(figure.value, timedelta):
                assert figure.value == statistics.median(spans), figure.key
            elif figure.unit == "fen":
                assert figure.value >= 0
            elif figure.value is not None:
                assert figure.value == len(records), figure.key
        for cell in (cell for row in (reading.matrix.rows if reading.matrix else ()) for cell in row.cells):
            assert cell.count == len(reading.listing(cell.key)), cell.key
        for line in (line for group in reading.groups for line in group.lines):
            assert line.count == len(reading.listing(line.key))
            if line.good is not None:
                assert line.good == len(reading.listing(line.good_key))


@pytest.mark.parametrize("code", CODES)
def test_an_outsider_counts_nothing(counted, code):
    """The other station's officers are in another bundle: row scope leaves them no row."""
    with scope.everything("test"):
        stranger = actor(Role.DUTY_CHIEF, unit=counted.room.district.stations[3])
    with scope.acting(stranger) as by:
        reading = queries.read(by, code, now=counted.at)
        for figure in reading.figures:
            assert not figure.value, (code, figure.key)
        assert all(len(listing) == 0 for listing in reading.listings)
        assert all(not group.lines for group in reading.groups)


@pytest.mark.parametrize("code", CODES)
def test_who_may_not_see_the_rows_may_not_see_their_figure(counted, code):
    with scope.everything("test"):
        auditor = actor(Role.AUDITOR, unit=counted.room.district.centre)
        intake = actor(Role.INTAKE, unit=counted.room.district.centre)
    with scope.acting(auditor) as by, pytest.raises(NotAllowed):
        queries.read(by, code, now=counted.at)
    with scope.acting(intake) as by:
        if code in {"partner_answers", "statements_waiting"}:
            with pytest.raises(NoSuchFigure):
                queries.read(by, code, now=counted.at)
        else:
            assert queries.read(by, code, now=counted.at).figures


def test_what_was_asked_is_what_became_of_it(counted):
    with scope.acting(counted.room.chief) as by:
        reading = read(counted, "asked_stopped_missed", by=by)
    total = reading.sum
    assert total.adds_up
    assert (total.asked_fen, total.stopped_fen, total.missed_fen, total.open_fen) == (
        27_000_000,
        9_000_001,
        17_999_999,
        0,
    )
    for group in reading.groups:
        for name in ("asked_fen", "stopped_fen", "missed_fen", "open_fen"):
            assert sum(getattr(line.sum, name) for line in group.lines) == getattr(total, name)
        assert all(line.sum.adds_up for line in group.lines)
    assert [len(group.lines) for group in reading.groups] == [1, 3]


def test_the_stop_clock_runs_from_the_transfer(counted):
    with scope.acting(counted.room.chief) as by:
        reading = read(counted, "stop_clock", by=by)
        executed = StopOrder.objects.filter(state="executed")
        spans = [order.executed_at - order.clock_paid_at for order in executed]
    assert reading.first.value == statistics.median(spans)
    assert timedelta(minutes=5) < reading.first.value < timedelta(minutes=9)
    assert reading.stands_on == 2


def test_an_order_stands_in_one_cell_only(counted):
    with scope.acting(counted.room.chief) as by:
        matrix = read(counted, "orders_by_age", by=by).matrix
    cells = {cell.key: cell.count for row in matrix.rows for cell in row.cells if cell.count}
    assert cells == {"proposed.m30": 1, "refused.m30": 1, "executed.m30": 2}
    assert sum(row.fen for row in matrix.rows) == 4 * 9_000_000


def test_an_order_that_ended_long_ago_leaves_the_board(counted):
    with scope.everything("test"):
        StopOrder.objects.filter(state="refused").update(ended_at=counted.at - timedelta(hours=25))
    with scope.acting(counted.room.chief) as by:
        assert read(counted, "orders_by_age", by=by).matrix.count == 3


def test_an_age_on_the_line_belongs_to_the_older_column(counted):
    moment = counted.at - timedelta(minutes=30)
    with scope.everything("test"):
        StopOrder.objects.filter(pk=counted.orders["proposed"].pk).update(clock_paid_at=moment)
    with scope.acting(counted.room.chief) as by:
        listing = read(counted, "orders_by_age", by=by).listing("proposed.h2")
        assert [record.id for record in listing] == [counted.orders["proposed"].pk]


def test_money_that_waits_is_not_money_that_came_back(counted):
    """Stopped, frozen and returned are three measures: a stop that lapsed waits no more and is not returned either."""
    with scope.acting(counted.room.chief) as by:
        before = {figure.label: figure.value for figure in read(counted, "return_clock", by=by).figures}
    with scope.everything("test"):
        StopOrder.objects.filter(pk=counted.orders["earlier"].pk).update(state="expired", ended_at=counted.at)
    with scope.acting(counted.room.chief) as by:
        after = read(counted, "return_clock", by=by)
        stopped = read(counted, "asked_stopped_missed", by=by).sum.stopped_fen
    assert list(before.values())[2] == 9_000_001
    assert [figure.value for figure in after.figures][1:] == [1, 6_000_000, 1]
    assert stopped == 9_000_001


def test_a_period_is_never_guessed():
    moment = now()
    assert period("week", moment).since == moment - timedelta(days=7)
    for nonsense in ("", "year", "../../etc", "day' OR 1=1", "日"):
        assert period(nonsense, moment).code == "day"


def test_an_unknown_figure_or_list_is_not_found(counted):
    with scope.acting(counted.room.chief) as by:
        for code in ("nothing", "__init__", "stop_clock.py"):
            with pytest.raises(NoSuchFigure):
                queries.read(by, code, now=counted.at)
        for key in ("", "case-999999999", "executed.m30", "\x00"):
            with pytest.raises(NoSuchFigure):
                queries.records(by, "stop_clock", key, now=counted.at)
