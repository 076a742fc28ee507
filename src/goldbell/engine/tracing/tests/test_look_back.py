"""Whose money is in an account: everything in it has an origin, and the way back is the way forward turned round."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine import tracing
from goldbell.engine.tracing.tests.builders import statements_of, worlds
from goldbell.engine.tracing.tests.test_follow_payments import END, ORIGIN, World, distinct_payments, payment


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(0, 30))
def test_every_fen_in_an_account_has_an_origin(world: World, until: int) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    as_of = ORIGIN + timedelta(seconds=until)
    have = dict(opening)
    for one in (one for one in paid if one.second <= until):
        have[one.payer] -= one.fen
        if one.payee in have:
            have[one.payee] += one.fen
    for account in ledger.books:
        assert sum(one.fen for one in tracing.origins(ledger, account, [], as_of=as_of)) == have[account]


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_the_way_back_is_the_way_forward_turned_round(world: World) -> None:
    opening, paid = world
    ledger = tracing.merge(statements_of(opening, paid))
    for one in distinct_payments(paid):
        followed = payment(one)
        (found,) = tracing.trace(ledger, [followed], as_of=END).payments
        for account in ledger.books:
            back = tracing.origins(ledger, account, [followed], as_of=END)
            mine = sum(origin.fen for origin in back if origin.kind is tracing.OriginKind.PAYMENT)
            assert mine == found.held.get(account, 0)


def test_an_account_without_a_statement_is_refused() -> None:
    with pytest.raises(tracing.NoStatement):
        tracing.origins(tracing.merge([]), "A", [], as_of=END)
