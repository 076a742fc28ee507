"""New rows behind a ledger: whose money moved, and that following anew says the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine.tracing.columns import Columns, columns
from goldbell.engine.tracing.kernels import fifo
from goldbell.engine.tracing.watching import OpenMoney, RowsTooEarly

ACCOUNTS = 6
rows = st.lists(
    st.tuples(st.integers(0, ACCOUNTS - 1), st.integers(0, ACCOUNTS - 1), st.integers(1, 9)), min_size=2, max_size=40
).map(lambda made: [one for one in made if one[0] != one[1]])


def ledger(made: list[tuple[int, int, int]], opening: np.ndarray | None = None) -> Columns:
    payer, payee, amount = (np.array([one[side] for one in made], np.int64) for side in range(3))
    return columns(
        payer.astype(np.int32), payee.astype(np.int32), amount, np.arange(len(made)), accounts=ACCOUNTS,
        opening_fen=opening,
    )  # fmt: skip


def anew(whole: Columns, firsts: list[int]) -> dict[tuple[int, int], int]:
    places = whole.places
    table = fifo.follow_rows.plain(
        np.array(firsts), 2**60, whole.payer, whole.payee, whole.amount_fen, whole.at_us, ACCOUNTS, places.out_from,
        places.out_rows, places.starts, places.lands, 4,
    )  # fmt: skip
    found: dict[tuple[int, int], int] = {}
    for case, account, fen, _ in table.tolist():
        found[(case, account)] = found.get((case, account), 0) + fen
    return found


@settings(max_examples=200, deadline=None)
@given(rows, st.data())
def test_what_is_open_after_new_rows_is_what_following_anew_says(
    made: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    if len(made) < 2:
        return
    whole = ledger(made)
    cut = data.draw(st.integers(1, len(made) - 1))
    firsts = sorted(data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1, max_size=4)))
    early = [row for row in firsts if row < cut]
    open_money = OpenMoney.of(ledger(made[:cut], whole.opening_fen), np.array(early, np.int64))
    cases = np.full(len(made) - cut, -1, np.int64)
    for case, row in enumerate(firsts):
        if row >= cut:
            cases[row - cut] = case
    tail = [column[cut:].copy() for column in (whole.payer, whole.payee, whole.amount_fen, whole.at_us)]
    moved = open_money.append(*tail, cases=cases)
    assert open_money.resting() == anew(whole, firsts)
    carried = np.bincount(moved[:, 1], moved[:, 2], minlength=len(made) - cut) if moved.size else np.zeros(1)
    assert all(fen >= 0 for fen in carried)


def test_tells_whose_money_moved_and_by_which_row() -> None:
    before = ledger([(0, 1, 100), (2, 1, 50)])
    open_money = OpenMoney.of(before, np.array([0, 1]))
    new = (np.array([1, 3], np.int32), np.array([3, 4], np.int32), np.array([120, 10]), np.array([5, 6]))
    moved = open_money.append(*new)
    assert moved.tolist() == [[0, 0, 100], [1, 0, 20], [0, 1, 10]]
    assert open_money.resting() == {(1, 1): 30, (0, 3): 90, (1, 3): 20, (0, 4): 10}


def test_rows_from_before_are_refused_because_they_change_what_was_said() -> None:
    open_money = OpenMoney.of(ledger([(0, 1, 100), (2, 1, 50)]), np.array([0]))
    with pytest.raises(RowsTooEarly):
        open_money.append(np.array([1], np.int32), np.array([3], np.int32), np.array([5]), np.array([-1]))


def test_an_account_never_seen_before_can_be_paid() -> None:
    open_money = OpenMoney.of(ledger([(0, 1, 100)]), np.array([0]))
    open_money.append(np.array([1], np.int32), np.array([90], np.int32), np.array([40]), np.array([9]))
    assert open_money.resting() == {(0, 1): 60, (0, 90): 40}
