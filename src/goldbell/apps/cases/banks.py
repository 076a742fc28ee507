"""Whose an account is: our partners' prefixes first, then the shipped table."""

from __future__ import annotations

from goldbell.engine.text import shipped_issuers


def bank_of(account_no: str) -> str:
    """The bank that issued an account, empty when no table knows. ``account_no``: digits without blanks."""
    issuer = shipped_issuers().of(account_no) if account_no.isascii() and account_no.isdigit() else None
    return issuer.name if issuer is not None else ""
