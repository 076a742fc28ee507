"""Whose an account is: our partners' prefixes first, then the shipped table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldbell.apps.exchange import queries as exchange
from goldbell.engine.text import Issuer, shipped_issuers

#: Lengths of card numbers, for a partner who names its first digits only.
_LENGTHS: Final = (16, 17, 18, 19)


def partners_issuers() -> tuple[Issuer, ...]:
    """The first digits of our partners' cards, so that their numbers are known as cards in what a caller says."""
    return tuple(_issuers())


def _issuers() -> Iterator[Issuer]:
    for partner in exchange.partners().filter(enabled=True):
        for written in partner.prefixes:
            prefix, _slash, length = written.partition("/")
            for digits in (int(length),) if length else _LENGTHS:
                yield Issuer(prefix, digits, partner.unit.name_zh)


def bank_of(account_no: str) -> str:
    """The bank that keeps an account, empty when nobody knows. ``account_no``: digits without blanks."""
    if not (account_no.isascii() and account_no.isdigit() and 5 <= len(account_no) <= 32):
        return ""
    partner = exchange.partner_for(account_no=account_no)
    if partner is not None:
        return str(partner.unit.name_zh)
    issuer = shipped_issuers().of(account_no)
    return issuer.name if issuer is not None else ""
