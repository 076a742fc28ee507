"""The compiled loops against the plain ones, products against big numbers, and columns that are no ledger."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine.tracing.columns import BadColumns, Columns, columns
from goldbell.engine.tracing.kernels import fifo, lifo, prepare, reach, sharing

LATE = 2**60


def city(rows: int, accounts: int, seed: int) -> Columns:
    """A ledger with hubs, many equal moments and no openings told."""
    made = np.random.default_rng(seed)
    payer, payee = (np.minimum(made.zipf(1.4, rows) - 1, accounts - 1).astype(np.int32) for _ in range(2))
    amount = made.integers(1, 50_000_00, rows)
    return columns(payer, payee, amount, np.sort(made.integers(0, 5_000, rows)), accounts=accounts)


def both(kernel: Any, *given: Any) -> tuple[Any, Any]:
    """What the plain and the compiled loop make of copies of the same."""
    copies = [[one.copy() if isinstance(one, np.ndarray) else one for one in given] for _ in range(2)]
    return (kernel.plain(*copies[0]), copies[0]), (kernel.compiled(*copies[1]), copies[1])


def same(left: Any, right: Any) -> bool:
    if isinstance(left, np.ndarray):
        return bool(np.array_equal(left, right))
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(same(one, other) for one, other in zip(left, right, strict=True))
    return bool(left == right)


def test_compiled_and_plain_loops_say_the_same() -> None:
    ledger = city(3_000, 200, 5)
    rows, seeds = np.array([10, 500, 1_500]), np.zeros(3_000, np.uint8)
    seeds[rows] = 1
    places = ledger.places
    flow = (ledger.payer, ledger.payee, ledger.amount_fen, ledger.at_us, ledger.transit_from)
    fifo_places = (places.out_from, places.out_rows, places.starts, places.lands)
    pieces = lifo.cut_pieces.plain(ledger.payer, ledger.payee, ledger.amount_fen, ledger.opening_fen)
    calls: list[tuple[Any, tuple[Any, ...]]] = [
        (prepare.least_openings, (ledger.payer, ledger.payee, ledger.amount_fen, 200)),
        (prepare.index_rows, (ledger.payer, ledger.payee, ledger.amount_fen, ledger.opening_fen)),
        (fifo.follow_rows, (rows, LATE, *flow, *fifo_places, 4)),
        (lifo.cut_pieces, (ledger.payer, ledger.payee, ledger.amount_fen, ledger.opening_fen)),
        (lifo.follow_rows, (rows, LATE, *flow, *pieces, 4)),
        (reach.arrivals, (seeds, ledger.payer, ledger.payee, ledger.at_us, np.full(200, reach.NEVER))),
        (
            reach.within,
            (rows, 4, 900, ledger.payee, ledger.at_us, places.out_from, places.out_rows, np.zeros(200, np.int16)),
        ),
    ]
    places_out = (places.out_from, places.out_rows, places.had)
    calls += [
        (
            sharing.follow_rows,
            (rows, mode, 0, 9, LATE, *flow[1:], *places_out, np.zeros(200, np.int64), np.zeros(200, np.int16)),
        )
        for mode in range(5)
    ]
    calls.append(
        (
            sharing.share_all,
            (
                seeds,
                sharing.PRO_RATA,
                ledger.payer,
                ledger.payee,
                ledger.amount_fen,
                ledger.opening_fen,
                np.zeros(200, np.int64),
            ),
        )
    )
    for kernel, arguments in calls:
        plain, compiled = both(kernel, *arguments)
        assert same(plain, compiled), kernel.function.__name__


@settings(max_examples=500)
@given(st.integers(1, 2**50), st.integers(1, 2**50), st.integers(1, 2**50))
def test_a_proportion_is_exact_though_its_products_wrap_around(balance: int, amount: int, tracked: int) -> None:
    amount, tracked = min(amount, balance), min(tracked, balance)
    with np.errstate(over="ignore"):
        found = sharing.proportion(np.int64(tracked), np.int64(amount), np.int64(balance))
    assert int(found) == tracked * amount // balance


def test_many_payments_say_what_each_says_and_keep_every_fen() -> None:
    ledger = city(2_000, 100, 9)
    rows = np.arange(0, 2_000, 7)
    places = ledger.places
    flow = (ledger.payer, ledger.payee, ledger.amount_fen, ledger.at_us, ledger.transit_from)
    pieces = lifo.cut_pieces.plain(ledger.payer, ledger.payee, ledger.amount_fen, ledger.opening_fen)
    fifo_table = fifo.follow_rows.plain(
        rows, LATE, *flow, places.out_from, places.out_rows, places.starts, places.lands, 2
    )
    for table in (fifo_table, lifo.follow_rows.plain(rows, LATE, *flow, *pieces, 2)):
        assert np.array_equal(np.bincount(table[:, 0], table[:, 2], minlength=rows.size), ledger.amount_fen[rows])


@pytest.mark.parametrize(
    ("payer", "payee", "amount", "word"),
    [
        ([0, 1], [1], [5, 5], "长短不一"),
        ([0, 7], [1, 0], [5, 5], "第 1 行的 payer"),
        ([0, 1], [1, -1], [5, 5], "第 1 行的 payee"),
        ([0, 1], [1, 0], [5, 0], "第 1 行的 amount_fen"),
        ([0, 1], [1, 0], [2**61, 2**61], "金额合计超过"),
    ],
)
def test_columns_that_are_no_ledger_are_refused_with_their_row(
    payer: list[int], payee: list[int], amount: list[int], word: str
) -> None:
    with pytest.raises(BadColumns) as refused:
        columns(
            np.array(payer, np.int32), np.array(payee, np.int32), np.array(amount), np.arange(len(amount)), accounts=2
        )
    assert word in str(refused.value)


def test_a_ledger_of_nothing_can_be_followed_through() -> None:
    empty = np.zeros(0, np.int32)
    ledger = columns(empty, empty, np.zeros(0, np.int64), np.zeros(0, np.int64), accounts=0)
    assert ledger.places.out_rows.size == 0
