"""The laws of a made city: no fen lost, nobody below zero, same seed same city, no part disturbs another."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest

from goldbell.engine import city
from goldbell.engine.city.booking import _book, book
from goldbell.engine.city.ordinary import WISH, ordinary_day
from goldbell.engine.city.streams import stream
from goldbell.engine.city.world import CASH, MULE


@pytest.fixture(scope="module")
def street() -> city.City:
    return city.make(city.plan("street", seed=11, days=5))


def test_money_is_conserved_and_nobody_goes_below_zero(street: city.City) -> None:
    opening = street.world.accounts["opening_fen"]
    assert int(street.balance.sum()) == int(opening.sum())
    assert int(street.balance.min()) >= 0
    assert int(opening[CASH]) == 0 < int(street.balance[CASH])
    assert (street.movements["payer"] != CASH).all(), "notes do not come back by themselves"
    for account in (*street.world.mules,):
        rows = street.movements[(street.movements["payer"] == account) | (street.movements["payee"] == account)]
        have = int(opening[account])
        for row in rows:
            inward = row["payee"] == account
            have += int(row["fen"]) if inward else -int(row["fen"])
            assert have == row["payee_left" if inward else "payer_left"] >= 0
        assert have == street.balance[account]


def test_both_forms_of_the_books_agree(street: city.City) -> None:
    wishes = ordinary_day(street.world, 0)
    columns = [np.ascontiguousarray(wishes[name]) for name in ("payer", "payee", "fen", "origin")]
    told = []
    for form in (_book.plain, _book.compiled):
        fen, balance = columns[2].copy(), street.world.accounts["opening_fen"].copy()
        left = np.zeros((2, len(fen)), np.int64)
        form(columns[0], columns[1], fen, columns[3], balance, 100, left[0], left[1])
        told.append((fen.tolist(), balance.tolist(), left.tolist()))
    assert told[0] == told[1]


def test_who_has_nothing_pays_nothing_but_who_steals_takes_what_there_is() -> None:
    wishes = np.array([(5, 1, 2, 900, 0, -1), (6, 1, 2, 900, 0, -2), (7, 1, 1, 100, 0, -1)], WISH)
    balance = np.array([0, 500, 0], np.int64)
    made = book(wishes, balance, 7)
    assert made["fen"].tolist() == [500]
    assert made["serial"].tolist() == [8]
    assert balance.tolist() == [0, 0, 500]


def test_the_same_plan_is_the_same_city_and_another_seed_another(street: city.City) -> None:
    again = city.make(street.plan)
    assert again.movements.tobytes() == street.movements.tobytes()
    assert again.incidents == street.incidents
    other = city.make(city.plan("street", seed=12, days=5))
    assert other.movements.tobytes() != street.movements.tobytes()


def test_parts_do_not_disturb_each_other(street: city.City) -> None:
    """Longer days, other mess or no ordinary money: what is another part's stays as it was."""
    longer = city.make(city.plan("street", seed=11, days=6))
    assert longer.incidents[: len(street.incidents)] == street.incidents
    alone = city.make(city.plan("street", seed=11, days=5, ordinary=0))
    assert alone.incidents == street.incidents
    assert stream(1, "a").random() != stream(1, "b").random() != stream(1, "b", 1).random()


@pytest.mark.parametrize(
    "changed", [{"people": 1}, {"people": 2}, {"crime": 0}, {"ordinary": 0}, {"crime": 10, "days": 2}]
)
def test_strange_cities_live_too(changed: dict[str, float]) -> None:
    made = city.make(city.plan("street", **{"seed": 3, "days": 3, **changed}))  # type: ignore[arg-type]
    reports = city.reports(made)
    truth = city.truth_of(made, reports, city.statements(made, reports))
    assert len(truth["incidents"]) == len(made.incidents)
    if changed.get("crime") == 0:
        assert not reports
        assert (made.movements["origin"] == -1).all()
    if changed.get("ordinary") == 0:
        assert (made.movements["origin"] != -1).all()
        assert reports


@pytest.mark.parametrize(
    "wrong", [{"size": "village"}, {"days": 0}, {"people": 0}, {"crime": float("nan")}, {"mess": 2}, {"seed": -1}]
)
def test_an_order_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(city.BadPlan):
        city.plan(**{"seed": 1, **wrong})  # type: ignore[arg-type]


def test_every_stolen_fen_is_somewhere(street: city.City) -> None:
    seen = {int(one) for one in np.flatnonzero(street.world.accounts["kind"] == MULE)}
    booked = {int(row["origin"]): int(row["fen"]) for row in street.movements if row["origin"] >= 0}
    found = city.whereabouts(street, seen)
    assert found.keys() == booked.keys()
    assert booked
    for number, one in found.items():
        assert sum(one.held.values()) + sum(one.out_of_sight.values()) + one.cashed_out_fen == booked[number]


def test_payments_under_way_are_told_because_they_can_still_be_recalled() -> None:
    made = city.make(city.plan("street", seed=2, days=3, crime=20))
    ends = made.plan.moment(made.plan.ends_at_s)
    pending = [(report, one) for report in city.reports(made) for one in report.payments if one.settles_at >= ends]
    assert pending
    moved = {int(origin) for origin in made.movements["origin"]}
    for report, one in pending:
        assert one.way in ("atm", "next_day", "ordinary")
        assert one.number not in moved
        assert one.to_account in report.words.replace(" ", "")


def test_reports_tell_what_was_paid_and_nothing_that_only_the_city_knows(street: city.City) -> None:
    reports = city.reports(street)
    assert reports
    assert [one.received_at for one in reports] == sorted(one.received_at for one in reports)
    for report in reports:
        assert all(payment.paid_at <= report.received_at for payment in report.payments)
        assert len(report.words) > 40
        assert "{" not in report.words
        flat = report.words.replace(" ", "")
        assert all(payment.to_account in flat for payment in report.payments)
        assert "(" not in str(astuple(report)[7])
