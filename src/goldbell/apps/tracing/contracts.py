"""Words of tracing: states of a statement file, and where the money of a case is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """What became of a handed-in statement file."""

    WAITING = "waiting", _("等待读取")
    READ = "read", _("已读取")
    FAILED = "failed", _("读不了")
    DUPLICATE = "duplicate", _("重复文件")


#: Legal moves of a file.
FILE_MOVES: Final = {
    FileState.WAITING: frozenset({FileState.READ, FileState.FAILED, FileState.DUPLICATE}),
    FileState.FAILED: frozenset({FileState.WAITING}),
}


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """Stolen money that, by the trace, is still on one account: what a stop order could hold.

    ``held_fen`` by the rule; ``certain_fen`` at least, whatever rule is used; ``tier`` 1 = paid by the victim himself.
    ``inflow_fen`` and ``inflow_at`` are of the largest movement that brought it: with name and number they are the
    four facts a bank checks before it acts. ``clock_paid_at`` is the moment of the victim's transfer behind it.
    """

    account_no: str = field(repr=False)
    holder: str = field(repr=False)
    holder_masked: str
    bank_name: str
    held_fen: int
    certain_fen: int
    possible_fen: int
    tier: int
    inflow_fen: int
    inflow_at: datetime
    from_account: str = field(repr=False)
    clock_paid_at: datetime
    clock_way: str
    has_statement: bool
    last_balance_fen: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Money that left our sight: an account nobody has statements of."""

    account_no: str = field(repr=False)
    bank_name: str
    out_of_sight_fen: int
    tier: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Stolen money that went from one account to another in one movement."""

    from_account: str = field(repr=False)
    to_account: str = field(repr=False)
    at: datetime
    carried_fen: int
    amount_fen: int
    tier: int
    kind: str


@dataclass(frozen=True, slots=True)
class TraceView:
    """One trace, opened for an officer: the sums that add up, and the accounts behind them."""

    id: int
    case_id: int
    case_no: str
    as_of: datetime
    run_at: datetime
    rule: str
    asked_fen: int
    held_fen: int
    out_of_sight_fen: int
    cashed_out_fen: int
    pending_fen: int
    held: tuple[HeldMoney, ...]
    gaps: tuple[Gap, ...]
    flows: tuple[Flow, ...]
    files_read: int
