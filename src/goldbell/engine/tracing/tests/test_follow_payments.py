"""FIFO against naive queues, the band against every possible way of spending, and conservation to the fen always."""

import random
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine import tracing
from goldbell.engine.tracing.tests.builders import SECOND, START, Paid, reading, row, statements_of, worlds

World = tuple[dict[str, int], list[Paid]]
ORIGIN = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=START)
END = ORIGIN + timedelta(days=9)


def payment(one: Paid) -> tracing.Payment:
    return tracing.Payment(one.payer, one.payee or "", one.fen, ORIGIN + timedelta(seconds=one.second))


def distinct_payments(paid: list[Paid]) -> list[Paid]:
    """Payments to accounts that no other movement resembles, so that 'which of the two' is no question."""
    alike = Counter((one.payer, one.payee, one.fen) for one in paid)
    return [one for one in paid if one.payee is not None and alike[(one.payer, one.payee, one.fen)] == 1]


def queues(
    opening: dict[str, int], paid: list[Paid], followed: Paid, until: int
) -> tuple[Counter[str], Counter[str], int]:
    """The naive oracle: each account a queue of pieces, each piece the victim's or not."""
    pieces = {account: deque([[fen, False]] if fen else []) for account, fen in opening.items()}
    outside: Counter[str] = Counter()
    cash = 0
    for one in paid:
        if one.second > until:
            continue
        left = one.fen
        while left:
            piece = pieces[one.payer][0]
            taken = min(left, piece[0])
            piece[0] -= taken
            left -= taken
            if not piece[0]:
                pieces[one.payer].popleft()
            tracked = bool(piece[1]) or one is followed
            if one.payee in pieces:
                pieces[one.payee].append([taken, tracked])
            elif tracked and one.payee is None:
                cash += taken
            elif tracked and one.payee is not None:
                outside[one.payee] += taken
    held = Counter({account: sum(fen for fen, mine in queue if mine) for account, queue in pieces.items()})
    return +held, outside, cash


@settings(max_examples=300, deadline=None)
@given(worlds(), st.integers(0, 30), st.booleans())
def test_fifo_equals_naive_queues(world: World, until: int, own_serials: bool) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid, own_serials=own_serials))
    followed = distinct_payments(paid)
    result = tracing.trace(ledger, [payment(one) for one in followed], as_of=ORIGIN + timedelta(seconds=until))
    for one, traced in zip(followed, result.payments, strict=True):
        assert sum(traced.held.values()) + sum(traced.out_of_sight.values()) + traced.cashed_out_fen == one.fen
        if one.second > until:
            assert traced.found is tracing.Found.AFTER_CUT
            continue
        # An account that never moved has no statement: what is in it is out of sight, not held.
        held, outside, cash = queues(opening, paid, one, until)
        assert (traced.held, traced.out_of_sight, traced.cashed_out_fen) == (dict(held), dict(outside), cash)
        assert traced.found is tracing.Found.IN_STATEMENTS


@settings(max_examples=100, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_of_files_and_rows_does_not_matter(world: World, chance: random.Random) -> None:
    opening, paid = world
    readings = statements_of(opening, paid)
    shuffled = [reading(one.name, chance.sample(rows := one.table.to_pylist(), len(rows))) for one in readings]
    chance.shuffle(shuffled)
    reports = [payment(one) for one in distinct_payments(paid)]
    plain = tracing.trace(tracing.merge(readings), reports, as_of=END).to_json()
    assert plain == tracing.trace(tracing.merge(shuffled), reports, as_of=END).to_json()


@settings(max_examples=100, deadline=None)
@given(worlds(), st.tuples(*[st.integers(-4, 4)] * 4))
def test_clocks_seconds_apart_and_own_serials_change_nothing(world: World, skew: tuple[int, ...]) -> None:
    opening, paid = world
    spread = [Paid(one.payer, one.payee, one.fen, index * 20) for index, one in enumerate(paid)]
    off = dict(zip("ABCD", skew, strict=True))
    reports = [payment(one) for one in distinct_payments(spread)]
    exact = tracing.trace(tracing.merge(statements_of(opening, spread)), reports, as_of=END)
    skewed = tracing.trace(
        tracing.merge(statements_of(opening, spread, skew=off, own_serials=True)), reports, as_of=END
    )
    for here, there in zip(exact.payments, skewed.payments, strict=True):
        assert (here.held, here.out_of_sight, here.cashed_out_fen) == (
            there.held,
            there.out_of_sight,
            there.cashed_out_fen,
        )


def spendings(opening: dict[str, int], paid: list[Paid], followed: Paid) -> Iterator[dict[str, int]]:
    """Every way in which the accounts may have spent the victim's fen; yields what each holds in the end."""

    def step(index: int, have: dict[str, int], mine: dict[str, int]) -> Iterator[dict[str, int]]:
        if index == len(paid):
            yield mine
            return
        one = paid[index]
        least = max(0, one.fen - (have[one.payer] - mine[one.payer]))
        most = min(one.fen, mine[one.payer])
        for carried in range(least, most + 1):
            after, holds = dict(mine), dict(have)
            after[one.payer] -= carried
            holds[one.payer] -= one.fen
            if one.payee in holds:
                holds[one.payee] += one.fen
                after[one.payee] += one.fen if one is followed else carried
            yield from step(index + 1, holds, after)

    yield from step(0, dict(opening), dict.fromkeys(opening, 0))


@settings(max_examples=200, deadline=None)
@given(worlds(accounts="ABC", most=7, most_fen=4))
def test_band_is_exactly_what_any_way_of_spending_allows(world: World) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    for one in distinct_payments(paid)[:1]:
        ends = list(spendings(opening, paid, one))
        (traced,) = tracing.trace(ledger, [payment(one)], as_of=END).payments
        for fact in traced.facts:
            amounts = [mine[fact.account] for mine in ends]
            assert (fact.certain_fen, fact.possible_fen) == (min(amounts), max(amounts))
            assert fact.fen == traced.held[fact.account]


@settings(max_examples=150, deadline=None)
@given(worlds(), st.data())
def test_missing_rows_never_break_conservation(world: World, data: st.DataObject) -> None:
    opening, paid = world
    cut = []
    for one in statements_of(opening, paid):
        rows = one.table.to_pylist()
        cut.append(reading(one.name, [kept for kept in rows if data.draw(st.integers(0, 3))]))
    reports = [payment(one) for one in paid if one.payee is not None]
    result = tracing.trace(tracing.merge(cut), reports, as_of=END)
    for report, traced in zip(reports, result.payments, strict=True):
        assert (
            sum(traced.held.values()) + sum(traced.out_of_sight.values()) + traced.cashed_out_fen == report.amount_fen
        )
        assert all(fen > 0 for fen in [*traced.held.values(), *traced.out_of_sight.values()])
        for fact in traced.facts:
            assert fact.certain_fen is not None
            assert fact.possible_fen is not None
            assert 0 <= fact.certain_fen <= fact.fen <= fact.possible_fen <= report.amount_fen


def test_auditors_test_of_certainty() -> None:
    """Balance A = 3 before, the tracked B = 10, other inflows C = 2, then E = 9 to D: at least 9 - (3 + 2) is B's."""
    opening = {"A": 3, "D": 0, "V": 10, "W": 2}
    paid = [Paid("V", "A", 10, 0), Paid("W", "A", 2, 10), Paid("A", "D", 9, 20)]
    (traced,) = tracing.trace(tracing.merge(statements_of(opening, paid)), [payment(paid[0])], as_of=END).payments
    certain = {fact.account: fact.certain_fen for fact in traced.facts}
    assert certain == {"D": 4, "A": 1}
    assert traced.held == {"D": 6, "A": 4}


def test_payment_that_no_statement_shows_is_marked_and_taken_as_reported() -> None:
    readings = [reading("A.csv", [row(2, "A", 100, 5, False, 8, "B"), row(3, "A", 200, 1, False, 7, None)])]
    report = tracing.Payment("V", "A", 6, ORIGIN + timedelta(seconds=50))
    elsewhere = tracing.Payment("V", "Q", 6, ORIGIN)
    first, second = tracing.trace(tracing.merge(readings), [report, elsewhere], as_of=END).payments
    assert first.found is second.found is tracing.Found.NOT_FOUND
    assert sum(first.held.values()) + sum(first.out_of_sight.values()) + first.cashed_out_fen == 6
    assert second.out_of_sight == {"Q": 6}


def test_books_that_contradict_each_other_within_a_second_still_end() -> None:
    """A had it from D and D had it from A in one second, the outgoing rows of both missing: money went round for ever."""
    a = reading("A.csv", [row(2, "A", 3, 1, True, 1, "D", "5")])
    d = reading("D.csv", [row(2, "D", 3, 1, True, 1, "A", "6")])
    report = tracing.Payment("A", "D", 1, ORIGIN + timedelta(seconds=3))
    (traced,) = tracing.trace(tracing.merge([a, d]), [report], as_of=END).payments
    assert sum(traced.held.values()) + sum(traced.out_of_sight.values()) + traced.cashed_out_fen == 1


def test_equal_payments_are_found_one_to_one() -> None:
    opening, paid = {"V": 20, "A": 0}, [Paid("V", "A", 10, 0), Paid("V", "A", 10, 50)]
    found = tracing.trace(tracing.merge(statements_of(opening, paid)), [payment(one) for one in paid], as_of=END)
    assert [one.found for one in found.payments] == [tracing.Found.IN_STATEMENTS] * 2
    third = [*map(payment, paid), payment(paid[0])]
    again = tracing.trace(tracing.merge(statements_of(opening, paid)), third, as_of=END)
    assert sorted(one.found for one in again.payments).count(tracing.Found.NOT_FOUND) == 1


def test_repeated_files_and_overlapping_statements_count_once() -> None:
    opening, paid = {"V": 20, "A": 0}, [Paid("V", "A", 10, 0), Paid("A", None, 4, 50)]
    once = statements_of(opening, paid)
    overlapping = reading("A 第二次.csv", once[1].table.to_pylist()[:1])
    copied = [*once, *once, overlapping]
    report = [payment(paid[0])]
    alone, doubled = (tracing.trace(tracing.merge(one), report, as_of=END).payments[0] for one in (once, copied))
    assert (alone.held, alone.cashed_out_fen) == (doubled.held, doubled.cashed_out_fen) == ({"A": 6}, 4)


def test_atm_transfer_that_arrives_a_day_later_is_one_movement() -> None:
    day = 24 * 3600
    readings = [
        reading("V.csv", [row(2, "V", 0, 10, False, 0, "A", "17")]),
        reading("A.csv", [row(2, "A", day + 30, 10, True, 10, "V", "99")]),
    ]
    assert len(tracing.merge(readings).movements) == 1


def test_card_and_account_number_are_one_account() -> None:
    mine = row(2, "6200000000000001", 0, 10, True, 10, "V") | {"account_no": "9000000001"}
    theirs = row(2, "V", 0, 10, False, 0, "9000000001")
    ledger = tracing.merge([reading("卡.csv", [mine]), reading("V.csv", [theirs])])
    assert [(one.payer, one.payee) for one in ledger.movements] == [("V", "6200000000000001")]


def test_unknown_rule_has_a_name() -> None:
    with pytest.raises(tracing.UnknownRule):
        tracing.trace(tracing.merge([]), [], as_of=END, rule="guess")


def test_moments_are_kept_to_the_microsecond() -> None:
    ledger = tracing.merge([reading("A.csv", [row(2, "A", 1, 5, True, 5, "V")])])
    assert ledger.movements[0].at_us == START + SECOND
