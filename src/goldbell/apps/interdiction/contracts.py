"""Words of interdiction: states of a stop order and their legal moves, what a proposal rests on, the law behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """Where a stop order stands (止付单状态)."""

    PROPOSED = "proposed", _("待复核")
    APPROVED = "approved", _("已批准")
    SENT = "sent", _("已发出")
    EXECUTED = "executed", _("已执行")
    REFUSED = "refused", _("被拒绝")
    UNKNOWN = "unknown", _("结果不明")
    EXPIRED = "expired", _("已到期")
    WITHDRAWN = "withdrawn", _("已撤下")


#: Legal moves; what is not named cannot happen. An answer may overtake the receipt, and ends an unknown.
MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        OrderState.PROPOSED: frozenset({OrderState.APPROVED, OrderState.WITHDRAWN}),
        OrderState.APPROVED: frozenset({OrderState.SENT, OrderState.EXECUTED, OrderState.REFUSED, OrderState.UNKNOWN}),
        OrderState.SENT: frozenset({OrderState.EXECUTED, OrderState.REFUSED, OrderState.UNKNOWN}),
        OrderState.UNKNOWN: frozenset({OrderState.EXECUTED, OrderState.REFUSED, OrderState.WITHDRAWN}),
        OrderState.EXECUTED: frozenset({OrderState.EXPIRED}),
        OrderState.REFUSED: frozenset(),
        OrderState.EXPIRED: frozenset(),
        OrderState.WITHDRAWN: frozenset(),
    }
)
#: Asked of a bank and not answered yet.
OPEN: Final = (OrderState.APPROVED, OrderState.SENT, OrderState.UNKNOWN)
#: Counts towards the two stops an account may bear: the bank held it, or may hold it.
SPENT: Final = (*OPEN, OrderState.EXECUTED, OrderState.EXPIRED)
#: The bank gave an amount.
HELD: Final = (OrderState.EXECUTED, OrderState.EXPIRED)
#: 银发〔2016〕86号.
MOST_STOPS: Final = 2
STOP_LASTS: Final = timedelta(hours=48)
#: How long a bank may take before it is asked: review 2 min + bank 3 min is the best practice known (江苏 2016).
ANSWER_WITHIN: Final = timedelta(minutes=3)
#: How far the clocks of payer's and payee's bank may lie apart for one transfer.
SAME_MOMENT: Final = timedelta(minutes=2)


class Basis(models.TextChoices):
    """What shows that the money reached the account."""

    TRANSFER = "transfer", _("受害人转账")
    TRACE = "trace", _("资金追踪")
    ONWARD = "onward", _("银行答复的下级转账")


class DueKind(models.TextChoices):
    """Moments in the 48 hours at which something happens by itself."""

    REMIND = "remind", _("提醒续冻")
    REPORT = "report", _("报中心")
    EXPIRY = "expiry", _("止付到期")


#: When they come, counted from the end of the stop.
BEFORE_END: Final[Mapping[DueKind, timedelta]] = MappingProxyType(
    {DueKind.REMIND: timedelta(hours=12), DueKind.REPORT: timedelta(hours=4), DueKind.EXPIRY: timedelta(0)}
)


class Finding(models.TextChoices):
    """What a person found out about an order whose outcome was unknown."""

    EXECUTED = "executed", _("银行已止付")
    REFUSED = "refused", _("银行没有止付")
    NOT_ARRIVED = "not_arrived", _("银行没有收到")


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The law an order stands on, from a day on. ``line`` is printed and sent, ``source`` names the articles."""

    valid_from: date
    line: str
    line_en: str
    source: str


#: Dated configuration; the youngest that has begun holds.
LEGAL_BASES: Final = (
    LegalBasis(
        date(2016, 4, 1), "银发〔2016〕86号 紧急止付", "Yin Fa [2016] No. 86, emergency stop", "银发〔2016〕86号"
    ),
    LegalBasis(
        date(2022, 12, 1),
        "《中华人民共和国反电信网络诈骗法》第二十条；银发〔2016〕86号 紧急止付",
        "Law of the PRC against Telecom and Online Fraud, article 20; Yin Fa [2016] No. 86, emergency stop",
        "《中华人民共和国反电信网络诈骗法》第二十条、银发〔2016〕86号",
    ),
)


def legal_basis(on: date) -> LegalBasis:
    """The law in force on a day."""
    begun = [basis for basis in LEGAL_BASES if basis.valid_from <= on]
    return max(begun or LEGAL_BASES[:1], key=lambda basis: basis.valid_from)


def basis_line(line: str) -> str:
    """An order's law in the reader's language; the order itself keeps and sends the Chinese line."""
    if not (get_language() or "").startswith("en"):
        return line
    return next((basis.line_en for basis in LEGAL_BASES if basis.line == line), line)


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """What a stop is proposed on. ``transfer_fen`` and ``transferred_at``: the one movement into the account that the
    bank will match; ``ask_fen``: what is thought to be there; ``reasons``: facts in plain words without personal data.
    ``partner_id`` None: found by the card's first digits or the bank's name."""

    case_id: int
    account_no: str = field(repr=False)
    holder: str = field(repr=False)
    transfer_fen: int
    transferred_at: datetime
    ask_fen: int
    partner_id: int | None = None
    bank_name: str = ""
    reasons: tuple[str, ...] = ()
    trace_run_id: int | None = None
    onward_id: int | None = None
    clock_paid_at: datetime | None = None
    clock_way: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """要求 ＝ 止住 ＋ 未止住 ＋ 待答复, in fen; orders of a case, a partner or all that the reader sees."""

    orders: int
    asked_fen: int
    stopped_fen: int
    missed_fen: int
    open_fen: int

    @property
    def adds_up(self) -> bool:
        return self.asked_fen == self.stopped_fen + self.missed_fen + self.open_fen


@dataclass(frozen=True, slots=True)
class BankWord:
    """What the bank, or a person who asked it, says became of an order."""

    executed: bool
    serial: str = ""
    held_fen: int = 0
    balance_fen: int | None = None
    executed_at: datetime | None = None
    expires_at: datetime | None = None
    refusal_code: str = ""
    refusal_reason: str = ""
