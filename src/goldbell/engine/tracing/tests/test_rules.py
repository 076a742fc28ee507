"""Each rule against a naive oracle of its own on random worlds, the rules against each other, and every fen kept."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine import tracing
from goldbell.engine.tracing.tests.builders import Paid, statements_of, worlds
from goldbell.engine.tracing.tests.test_follow_payments import END, ORIGIN, World, distinct_payments, payment

Share = Callable[[int, int, int], tuple[int, int]]

#: tracked, amount, balance → (carried on, stays).
SHARES: dict[str, Share] = {
    "pro_rata": lambda t, a, b: (t * a // b, t - t * a // b),
    "lowest_balance": lambda t, a, b: (max(0, a - (b - t)), min(t, b - a)),
    "certain_minimum": lambda t, a, b: (max(0, a - (b - t)), max(0, t - a)),
    "possible_maximum": lambda t, a, b: (min(a, t), min(t, b - a)),
}


def stacks(opening: dict[str, int], paid: list[Paid], followed: Paid, until: int) -> tuple[Counter[str], int]:
    """Last in, first out, fen by fen: each account a list of marks, the newest at its end."""
    marks: dict[str, list[bool]] = {account: [False] * fen for account, fen in opening.items()}
    held: Counter[str] = Counter()
    cash = 0
    for one in (one for one in paid if one.second <= until):
        taken = marks[one.payer][-one.fen :]
        del marks[one.payer][-one.fen :]
        taken = [True] * one.fen if one is followed else taken
        if one.payee is None:
            cash += sum(taken)
        else:
            marks.setdefault(one.payee, []).extend(taken)
    for account, fens in marks.items():
        held[account] += sum(fens)
    return +held, cash


def sums(opening: dict[str, int], paid: list[Paid], followed: Paid, until: int, share: Share) -> Counter[str]:
    """One followed sum per account; cash is an account of its own."""
    balance, tracked = Counter(opening), Counter[str]()
    for one in (one for one in paid if one.second <= until):
        carried = one.fen
        if one is not followed:
            carried, tracked[one.payer] = share(tracked[one.payer], one.fen, balance[one.payer])
        balance[one.payer] -= one.fen
        target = one.payee or "cash"
        balance[target] += one.fen
        # What can be in an account is never more than the payment; cash is counted payment by payment.
        tracked[target] = (
            tracked[target] + carried if target == "cash" else min(tracked[target] + carried, followed.fen)
        )
    return +tracked


def told(trace: tracing.PaymentTrace) -> Counter[str]:
    return +Counter({**trace.held, **trace.out_of_sight, "cash": trace.cashed_out_fen})


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(0, 30))
def test_last_in_first_out_is_what_stacks_say(world: World, until: int) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    as_of = ORIGIN + timedelta(seconds=until)
    for one in distinct_payments([one for one in paid if one.second <= until]):
        (found,) = tracing.trace(ledger, [payment(one)], as_of=as_of, rule="lifo").payments
        held, cash = stacks(opening, paid, one, until)
        assert told(found) == held + Counter({"cash": cash})


@pytest.mark.parametrize("rule", SHARES)
@settings(max_examples=80, deadline=None)
@given(world=worlds(most_fen=10_000), until=st.integers(0, 30))
def test_a_shared_sum_is_what_the_naive_sum_says(rule: str, world: World, until: int) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    as_of = ORIGIN + timedelta(seconds=until)
    for one in distinct_payments([one for one in paid if one.second <= until]):
        (found,) = tracing.trace(ledger, [payment(one)], as_of=as_of, rule=rule).payments
        assert told(found) == sums(opening, paid, one, until, SHARES[rule])


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_poison_taints_whatever_a_reached_account_pays(world: World) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    for one in distinct_payments(paid):
        (found,) = tracing.trace(ledger, [payment(one)], as_of=END, rule="poison").payments
        balance, tainted = Counter(opening), set[str]()
        for move in paid:
            balance[move.payer] -= move.fen
            if move.payer in tainted or move is one:
                tainted.add(move.payee or "cash")
            if move.payee:
                balance[move.payee] += move.fen
            if not balance[move.payer]:
                tainted.discard(move.payer)
        assert set(found.held) == {account for account in tainted if account in opening and balance[account]}
        assert all(fen == balance[account] for account, fen in found.held.items())


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_every_rule_lies_between_the_certain_and_the_possible(world: World) -> None:
    """The rules' own bounds are wide, the band of a held amount is exact: certain ≤ least ≤ rule ≤ most ≤ possible."""
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    for one in distinct_payments(paid):
        by_rule = {
            code: tracing.trace(ledger, [payment(one)], as_of=END, rule=code).payments[0] for code in tracing.rules()
        }
        for code, rule in tracing.rules().items():
            if not rule.conserves:
                continue
            assert sum(told(by_rule[code]).values()) == one.fen
            for fact in by_rule[code].facts:
                least, most = fact.certain_fen, fact.possible_fen
                assert least is not None
                assert most is not None
                bounds = (
                    by_rule["certain_minimum"].held.get(fact.account, 0), least, fact.fen, most,
                    by_rule["possible_maximum"].held.get(fact.account, 0),
                )  # fmt: skip
                assert all(low <= high for low, high in pairwise(bounds))
