"""What goes into a trace and what comes out: payments, where their money is, by which way, how sure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

#: Version of the JSON form of a TraceResult.
VERSION: Final = 1


class Kind(StrEnum):
    """What a movement of money is. GAP: the balances show a movement that no row explains. REPORTED: known only from
    the victim's word, not from any statement."""

    TRANSFER = "transfer"
    CASH = "cash"
    FEE = "fee"
    INTEREST = "interest"
    UNNAMED = "unnamed"
    GAP = "gap"
    REPORTED = "reported"


class Found(StrEnum):
    """How a reported payment stands in the statements. AFTER_CUT: it was made after ``as_of``."""

    IN_STATEMENTS = "in_statements"
    NOT_FOUND = "not_found"
    AFTER_CUT = "after_cut"


@dataclass(frozen=True, slots=True)
class Payment:
    """A transfer as the victim reported it. ``paid_at`` aware; ``ref`` comes back unchanged in the result."""

    from_account: str
    to_account: str
    amount_fen: int
    paid_at: datetime
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a statement that proves a movement."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One movement that carried some of the payment's money. ``amount_fen``: the whole movement; ``carried_fen``: the
    victim's part of it under the rule; ``tier`` (级): 1 is the reported payment. ``to_account`` may be a sink such as ``cash``."""

    from_account: str
    to_account: str
    at: datetime
    amount_fen: int
    carried_fen: int
    tier: int
    kind: Kind
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """An account that still holds the payment's money, as a stop order needs it.

    ``certain_fen``/``possible_fen``: least and most of the payment that can be there under any order in which the
    account's money may have been spent; None where that was too large to work out. ``inward``: the movements that
    brought it. ``named_share``: share of the account's rows whose counterparty is named. ``last_balance_fen``: as the
    statement says at ``last_row_at``, None if it has no balances.
    """

    account: str
    holders: tuple[str, ...]
    bank: str
    fen: int
    certain_fen: int | None
    possible_fen: int | None
    tier: int
    last_balance_fen: int | None
    last_row_at: datetime | None
    rows: int
    named_share: float
    gaps: int
    inward: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class PaymentTrace:
    """Where the money of one payment is at ``as_of``; held, out of sight and cash add up to the payment under every rule that
    keeps each fen; under ``certain_minimum`` to less, under ``possible_maximum`` and ``poison`` to more.

    ``out_of_sight`` keys are accounts without a statement, or ``fee:``, ``unnamed:``, ``gap:`` and the account that the
    money left: to a fee, to nobody named, or in a movement that only the balances show.
    """

    payment: Payment
    found: Found
    held: dict[str, int]
    out_of_sight: dict[str, int]
    cashed_out_fen: int
    edges: tuple[Edge, ...]
    facts: tuple[HeldFacts, ...]


@dataclass(frozen=True, slots=True)
class TraceResult:
    """The answer for all payments at one moment under one rule; the same input gives the same answer, byte for byte."""

    as_of: datetime
    rule: str
    payments: tuple[PaymentTrace, ...]
    version: int = field(default=VERSION)

    def to_json(self) -> dict[str, object]:
        """Plain lists, texts and numbers; moments in ISO 8601 UTC."""
        plain = _plain(dataclasses.asdict(self))
        assert isinstance(plain, dict)
        return plain


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
