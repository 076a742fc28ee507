"""Words of tracing: states of a statement file, where the money of a case is, and what other duties add to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from goldbell.apps.tracing.wording import reason_words

if TYPE_CHECKING:
    from goldbell.apps.cases.contracts import CaseHead
    from goldbell.common.actors import Actor


def account_label(bank_name: str, account_no: str) -> str:
    """An account as pages show it: its bank and its last four signs, 金川银行 (9036)."""
    return f"{bank_name} ({account_no[-4:]})" if bank_name else f"({account_no[-4:]})"


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

    @property
    def said(self) -> tuple[str, ...]:
        """The reasons in the reader's language."""
        return tuple(map(reason_words, self.reasons))

    @property
    def masked(self) -> str:
        """The account as pages show it."""
        return account_label(self.bank_name, self.account_no)


@dataclass(frozen=True, slots=True)
class Gap:
    """Money that left our sight: an account nobody has statements of."""

    account_no: str = field(repr=False)
    bank_name: str
    out_of_sight_fen: int
    tier: int


@dataclass(frozen=True, slots=True)
class TracedAccount:
    """An account that stolen money touched. ``received_fen`` counts money twice that came round again."""

    account_no: str = field(repr=False)
    bank_name: str
    holder_masked: str
    tier: int
    received_fen: int
    held_fen: int
    out_of_sight_fen: int
    cashed_fen: int
    has_statement: bool

    @property
    def masked(self) -> str:
        """The account as pages show it."""
        return account_label(self.bank_name, self.account_no)

    @property
    def passed_on_fen(self) -> int:
        """What it sent on to other accounts."""
        return max(self.received_fen - self.held_fen - self.out_of_sight_fen - self.cashed_fen, 0)


@dataclass(frozen=True, slots=True)
class PendingMoney:
    """A transfer that has not reached the other side: it is called back at the payer's bank, not chased."""

    account_no: str = field(repr=False)
    bank_name: str
    holder_masked: str
    fen: int
    paid_at: datetime
    way: str
    until: datetime | None

    @property
    def masked(self) -> str:
        """The account as pages show it."""
        return account_label(self.bank_name, self.account_no)


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
    accounts: tuple[TracedAccount, ...] = ()
    pending: tuple[PendingMoney, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceNext:
    """What another duty says is the next act on a traced case; ``template`` draws its buttons."""

    what: str
    why: str = ""
    paid_at: datetime | None = None
    way: str = "instant"
    template: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class PanelFacts(Protocol):
    """What a panel's template needs."""

    def __call__(self, *, by: Actor, now: datetime, head: CaseHead, view: TraceView) -> Mapping[str, object]: ...


class NextAct(Protocol):
    """The next act, or None when this duty has none."""

    def __call__(self, *, by: Actor, now: datetime, head: CaseHead, view: TraceView) -> TraceNext | None: ...


@dataclass(frozen=True, slots=True)
class TracePanel:
    """A part of the trace page that a higher duty brings in its ``trace_panels.py`` (``PANELS``).

    The template gets what ``context`` returns, and head, view, now. ``place``: right column or below the gaps.
    A reader without ``permission`` does not see it."""

    order: int
    template: str
    context: PanelFacts
    permission: str
    place: Literal["aside", "main"] = "aside"
    next: NextAct | None = None
