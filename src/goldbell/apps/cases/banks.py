"""Whose an account is: our partners' prefixes first, then the shipped table."""

from __future__ import annotations

from goldbell.apps.exchange import queries as exchange
from goldbell.engine.text import shipped_issuers


def bank_of(account_no: str) -> str:
    """The bank that keeps an account, empty when nobody knows. ``account_no``: digits without blanks."""
    if not (account_no.isascii() and account_no.isdigit() and 5 <= len(account_no) <= 32):
        return ""
    partner = exchange.partner_for(account_no=account_no)
    if partner is not None:
        return str(partner.unit.name_zh)
    issuer = shipped_issuers().of(account_no)
    return issuer.name if issuer is not None else ""
