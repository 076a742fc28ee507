"""Who issued a card (发卡行): the shipped table of prefixes, prefixes handed in beside it, and the check digit.

A check digit passes one random number in ten, so it is evidence, never a filter; prefix and length weigh more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Issuer:
    """One card prefix of one institution: the first digits, the whole length, and whose it is."""

    prefix: str
    length: int
    name: str


class Issuers:
    """A look-up of prefixes; the longest prefix of the right length wins, prefixes given later win ties."""

    def __init__(self, issuers: Iterable[Issuer]) -> None:
        self._by_key = {(issuer.prefix, issuer.length): issuer for issuer in issuers}
        self._prefixes = frozenset(prefix for prefix, _ in self._by_key)
        self._sizes = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)

    def of(self, number: str) -> Issuer | None:
        """The issuer of a whole card number (digits only), None if prefix and length are in no table."""
        for size in self._sizes:
            issuer = self._by_key.get((number[:size], len(number)))
            if issuer is not None:
                return issuer
        return None

    def knows_prefix(self, number: str) -> bool:
        """Whether some card of any length begins like this number (prefixes of five digits or more count)."""
        return any(number[:size] in self._prefixes for size in self._sizes if size >= 5)

    def beside(self, more: Iterable[Issuer]) -> Issuers:
        """A look-up that also holds ``more``."""
        added = tuple(more)
        return Issuers((*self._by_key.values(), *added)) if added else self


@cache
def shipped_issuers() -> Issuers:
    """The 1,709 prefixes that ship with Goldbell (see bank_prefixes/NOTICE)."""
    folder = files("goldbell.engine.text") / "bank_prefixes"
    names = {row["bank"]: row["name"] for row in _rows((folder / "names.csv").read_text("utf-8"))}
    return Issuers(
        Issuer(row["bin"], int(row["length"]), names.get(row["bank"], row["bank"]))
        for row in _rows((folder / "prefixes.csv").read_text("utf-8"))
    )


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def luhn_holds(number: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B). ASCII digits only."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        digit = ord(sign) - 48
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0


def with_check_digit(body: str) -> str:
    """``body`` and the digit that makes ``luhn_holds`` true; for invented accounts and for tests."""
    return next(body + digit for digit in "0123456789" if luhn_holds(body + digit))
