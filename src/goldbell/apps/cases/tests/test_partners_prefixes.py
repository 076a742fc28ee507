"""A number that begins like our partners' cards is known as a card in what a caller says, with the bank's name."""

from __future__ import annotations

import pytest

from goldbell.adapters.messages.keys import SigningKey
from goldbell.apps.cases.banks import bank_of, partners_issuers
from goldbell.apps.cases.models import Element
from goldbell.apps.cases.tests.builders import make_report
from goldbell.apps.exchange.tests.builders import make_world, now
from goldbell.apps.identity import scope
from goldbell.engine.text import with_check_digit

pytestmark = pytest.mark.django_db
#: A prefix that the shipped table does not know.
CARD = with_check_digit("624511001122334455")


def said(officer) -> Element:
    with scope.acting(officer):
        report = make_report(officer, now(), words=f"我转到{CARD}那里")
        return Element.objects.get(report=report, kind="bank_card")


def test_a_partners_prefix_makes_the_reading_sure():

    world = make_world("http://127.0.0.1:9", SigningKey.create(owner="bank-a").known.pem)
    doubtful = said(world.officer)
    with scope.everything("test"):
        world.partner.prefixes = ["624511/19", "62457"]
        world.partner.save()
        issuers = partners_issuers()
        assert {(one.prefix, one.length) for one in issuers} == {
            ("624511", 19),
            *(("62457", length) for length in (16, 17, 18, 19)),
        }
    sure = said(world.officer)
    assert sure.confidence > doubtful.confidence
    assert world.district.bank.name_zh in sure.reasons
    with scope.acting(world.officer):
        assert bank_of(CARD) == world.district.bank.name_zh


def test_a_disabled_partner_vouches_for_nothing():

    world = make_world("http://127.0.0.1:9", SigningKey.create(owner="bank-a").known.pem)
    with scope.everything("test"):
        world.partner.enabled = False
        world.partner.save()
        assert partners_issuers() == ()
