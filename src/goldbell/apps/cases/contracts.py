"""Words of intake and cases: states and their legal moves, questions, what is handed in and what is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from goldbell.apps.privacy.sealing import Sealed


class Channel(models.TextChoices):
    """By which way the report reached the room (警情来源)."""

    CALL_110 = "call_110", _("110 转接")
    CALL_96110 = "call_96110", _("96110 来电")
    STATION = "station", _("到所报案")
    ONLINE = "online", _("网上报案")
    HANDED_OVER = "handed_over", _("外单位移送")
    OTHER = "other", _("其他来源")


class OnPhone(models.TextChoices):
    """Whether the reporter still speaks with the other side (还在和对方通话)."""

    YES = "yes", _("是")
    NO = "no", _("已挂断")
    UNKNOWN = "unknown", _("不知道")


class ReportState(models.TextChoices):
    """Where a report stands: 已接警, 已受案, 已并入, 不予受理, 已移送."""

    TAKEN = "taken", _("已接警")
    OPENED = "opened", _("已受案")
    JOINED = "joined", _("已并入")
    REFUSED = "refused", _("不予受理")
    TRANSFERRED = "transferred", _("已移送")


class CaseState(models.TextChoices):
    """Where a case stands: 已受案, 侦查中, 已办结, 不予立案, 已移送."""

    OPENED = "opened", _("已受案")
    INVESTIGATING = "investigating", _("侦查中")
    CLOSED = "closed", _("已办结")
    REFUSED = "refused", _("不予立案")
    TRANSFERRED = "transferred", _("已移送")


#: Legal moves of a report; what is not named cannot happen.
REPORT_MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        ReportState.TAKEN: frozenset(
            {ReportState.OPENED, ReportState.JOINED, ReportState.REFUSED, ReportState.TRANSFERRED}
        ),
        ReportState.REFUSED: frozenset({ReportState.OPENED}),
        ReportState.OPENED: frozenset(),
        ReportState.JOINED: frozenset(),
        ReportState.TRANSFERRED: frozenset(),
    }
)
#: Legal moves of a case. A refused case may be taken up after reconsideration, a closed one opened again.
CASE_MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        CaseState.OPENED: frozenset({CaseState.INVESTIGATING, CaseState.REFUSED, CaseState.TRANSFERRED}),
        CaseState.INVESTIGATING: frozenset({CaseState.CLOSED, CaseState.TRANSFERRED}),
        CaseState.REFUSED: frozenset({CaseState.INVESTIGATING}),
        CaseState.CLOSED: frozenset({CaseState.INVESTIGATING}),
        CaseState.TRANSFERRED: frozenset(),
    }
)
#: Moves that must say why.
CASE_MOVES_WITH_REASON: Final = frozenset({CaseState.REFUSED, CaseState.TRANSFERRED, CaseState.CLOSED})


class ElementState(models.TextChoices):
    """Whether a person has looked at an element: 待确认, 已确认, 不是."""

    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不是")


class Verdict(models.TextChoices):
    """What a person said about two reports that look like one: 待定, 并入, 不是同一起."""

    PROPOSED = "proposed", _("待定")
    JOINED = "joined", _("同一起")
    APART = "apart", _("不是同一起")


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """One transfer as the reporter told it. ``way`` is a ``common.ways.PaymentWay`` code; accounts are digits,
    empty where she does not know them."""

    paid_at: datetime
    amount_fen: int
    way: str
    from_account: str = ""
    to_account: str = ""
    to_name: str = ""
    to_bank: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the officer said while listening: about elements as (kind, value), about edits of the cleaning as (was, now)."""

    confirmed: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    undone: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as it is handed in. ``idempotency_key``: the same key from the same unit is the same report.

    ``balance_left_fen`` and ``scam_type`` are None/empty while nobody has asked. ``draft_id``: the autosaved draft that
    this ends. ``outside_no``: the number the sender gave it (110 接警单号, 外单位案号).
    """

    idempotency_key: str
    channel: str
    received_at: datetime
    words: str
    reporter_name: str = ""
    reporter_phone: str = ""
    reporter_id_number: str = ""
    reporter_address: str = ""
    on_phone: str = OnPhone.UNKNOWN
    balance_left_fen: int | None = None
    scam_type: str = ""
    outside_no: str = ""
    transfers: tuple[TransferDraft, ...] = ()
    verdicts: Verdicts = field(default_factory=Verdicts)
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """A transfer in plain words, for services that compose orders or follow money; never for showing."""

    id: int
    case_id: int | None
    case_no: str
    paid_at: datetime
    amount_fen: int
    way: str
    from_account: str = field(repr=False)
    to_account: str = field(repr=False)
    to_name: str = field(repr=False)
    to_bank: str


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What every page about a case shows on top. ``clock_paid_at`` is None when no money has left."""

    id: int
    case_no: str
    unit_id: int
    key: UUID
    scam_type: str
    state: str
    clock_paid_at: datetime | None
    clock_way: str
    victim_masked: str
    loss_fen: int
    victim: Sealed | None = None


@dataclass(frozen=True, slots=True)
class SameAs:
    """An earlier report that looks like this one. Outside the reader's scope only unit and number are told."""

    id: int
    number: str
    unit_id: int
    unit_name: str
    reasons: tuple[str, ...]
    verdict: str
    visible: bool
    report_id: int


@dataclass(frozen=True, slots=True)
class CaseNext:
    """What a duty asks to be done next about a case: the line on top of the case page, and the template of its buttons.

    The one whose ``rank`` is lowest is shown; 10 money can still be stopped, 50 paper work, 90 nothing presses."""

    rank: int
    what: str
    why: str = ""
    paid_at: datetime | None = None
    way: str = "instant"
    template: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A section that a higher app puts on the case page; its ``case_panels.py`` holds ``PANELS = [Panel(…), …]``.

    ``context(by=, now=, head=)`` gives the template's context, to which the page adds ``head``, ``now`` and ``request``.
    ``place``: main or aside. ``permission``: a reader without it does not get the panel. ``next(by=, now=, head=)``
    may name the next act. ``tab``: the word of its link in the page's list of sections.
    """

    order: int
    template: str
    context: Callable[..., Mapping[str, object]]
    permission: str
    tab: str = ""
    anchor: str = ""
    place: str = "main"
    next: Callable[..., CaseNext | None] | None = None
