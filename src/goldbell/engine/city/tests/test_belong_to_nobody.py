"""No number of the city can be a person's: each kind is tested against a table that others keep."""

from __future__ import annotations

import phonenumbers
import pytest
from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from goldbell.engine import city
from goldbell.engine.city import numbers
from goldbell.engine.text.issuers import _rows, files, shipped_issuers


def test_no_issuer_has_these_cards() -> None:
    prefixes = [
        row["bin"] for row in _rows((files("goldbell.engine.text") / "bank_prefixes/prefixes.csv").read_text("utf-8"))
    ]
    for own in numbers.CARD_PREFIXES:
        assert own[0] == "9"
        assert 900 <= int(own[1:]) <= 999, "ISO 3166-1 keeps 900 to 999 for users; it gives none to a country"
        assert not [one for one in prefixes if one.startswith(own) or own.startswith(one)]
    made = [numbers.card_number(bank, account) for bank in range(9) for account in range(0, 9_000_000, 30_011)]
    assert all(len(one) == 19 and luhn.is_valid(one) for one in made)
    assert all(shipped_issuers().of(one) is None for one in made)
    assert len(set(made)) == len(made)


def test_no_operator_has_these_phones() -> None:
    made = [numbers.phone_number(person) for person in range(0, 5_000_000, 10_007)]
    assert len(set(made)) == len(made)
    for one in made:
        read = phonenumbers.parse(f"+86{one}")
        assert phonenumbers.is_possible_number(read)
        assert not phonenumbers.is_valid_number(read)


def test_no_province_has_these_identity_numbers() -> None:
    world = city.make_world(city.plan("street", seed=1, people=300))
    for person in range(300):
        number = world.identity(person)
        assert ric.calc_check_digit(number) == number[-1]
        # The check sign holds and the day exists, so it is the place that refuses.
        assert ric.get_birth_date(number)
        with pytest.raises(InvalidComponent):
            ric.validate(number)


def test_no_domain_has_these_wallets() -> None:
    made = [numbers.wallet_number(account) for account in range(0, 3_000_000, 5_003)]
    assert len(set(made)) == len(made)
    assert all(one.endswith(".example") for one in made), "RFC 2606"


def test_every_account_has_its_own_number() -> None:
    world = city.make_world(city.plan("street", seed=5))
    made = [world.number(account) for account in range(1, len(world.accounts))]
    assert len(set(made)) == len(made)
