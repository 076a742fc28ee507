"""What the room and its partners say to each other: frozen, versioned bodies, the same for apps, simulator and formats.

A body that is wrong in itself cannot be built (MalformedMessage). A change of meaning is a new version beside the old.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Protocol
from uuid import UUID

from goldbell.adapters.messages.keys import KnownKey, SigningKey
from goldbell.adapters.messages.shape import (
    Code,
    Currency,
    Fen,
    Line,
    Most,
    Number,
    Shaped,
    SomeFen,
    Text,
    Whole,
    check,
    wrong,
)

#: 银发〔2016〕86号: a stop lasts 48 hours from the bank's execution, at most twice per account.
STOP_LASTS: Final = timedelta(hours=48)
MOST_STOPS: Final = 2
#: Onward transfers told in one answer; how many were left out is told too.
MOST_ONWARD: Final = 200


class StopOutcome(StrEnum):
    """How a bank ended a stop order 紧急止付."""

    EXECUTED = "executed"
    REFUSED = "refused"


class RefusalCode(StrEnum):
    """Why a bank did not stop; the first five say which of the four fields did not match."""

    NO_SUCH_ACCOUNT = "no_such_account"
    NAME_MISMATCH = "name_mismatch"
    AMOUNT_MISMATCH = "amount_mismatch"
    TIME_MISMATCH = "time_mismatch"
    NO_SUCH_TRANSFER = "no_such_transfer"
    THIRD_STOP = "third_stop"
    ALREADY_FROZEN = "already_frozen"
    NOT_ACCEPTED = "not_accepted"


class OrderState(StrEnum):
    """What a partner knows about an order when asked before a resend."""

    UNKNOWN = "unknown"
    RECEIVED = "received"
    EXECUTED = "executed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequest(Shaped):
    """Asks a bank to hold money 紧急止付: four fields 户名/账号/金额/时间 the bank must match, and the amount to hold.

    ``transfer_amount_fen`` and ``transferred_at`` describe the transfer *into* this account; ``ask_fen`` is what is
    still thought to be there. ``ordinal``: first or second stop of this account. Two different officers sign.
    [银发〔2016〕86号]
    """

    KIND: ClassVar[str] = "stop_request"
    VERSION: ClassVar[int] = 1

    order_no: Number
    account_name: Line
    account_no: Number
    bank_code: Code
    transfer_amount_fen: SomeFen
    transferred_at: datetime
    ask_fen: SomeFen
    currency: Currency
    case_no: Number
    ordinal: Annotated[int, Whole(1, MOST_STOPS)]
    legal_basis: Line
    proposer_badge: Number
    approver_badge: Number
    requested_at: datetime

    def __post_init__(self) -> None:
        super(StopRequest, self).__post_init__()
        if self.proposer_badge == self.approver_badge:
            raise wrong("approver_badge", "提请人与审批人不能是同一人")
        if self.transferred_at > self.requested_at:
            raise wrong("transferred_at", "转账时间晚于提请时间")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack(Shaped):
    """The partner has the message safely; nothing is decided yet. ``serial``: its own running number; ``repeated``: it
    had the same message before and did nothing new."""

    KIND: ClassVar[str] = "ack"
    VERSION: ClassVar[int] = 1

    received_at: datetime
    serial: Number
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardTransfer(Shaped):
    """Money that had already left the account when the stop came: the next place to look. Cash has no account."""

    to_account: Annotated[str, Text(64, r"\S*")]
    to_name: Annotated[str, Text(200, r".*")]
    to_bank: Annotated[str, Text(200, r".*")]
    amount_fen: SomeFen
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAnswer(Shaped):
    """What the bank did with one stop order.

    ``held_fen`` is what this order holds; ``balance_fen`` the account's balance at that moment, held money included.
    ``expires_at`` is at most 48 h after ``executed_at``. ``onward``: what left after the transfer and before the stop,
    oldest first; ``onward_omitted``: how many more did not fit.
    """

    KIND: ClassVar[str] = "stop_answer"
    VERSION: ClassVar[int] = 1

    order_no: Number
    outcome: StopOutcome
    serial: Number
    refusal_code: RefusalCode | None = None
    refusal_reason: Line | None = None
    executed_at: datetime | None = None
    expires_at: datetime | None = None
    held_fen: Fen = 0
    balance_fen: Fen | None = None
    onward: Annotated[tuple[OnwardTransfer, ...], Most(MOST_ONWARD)] = ()
    onward_omitted: Annotated[int, Whole(0, 10_000_000)] = 0

    def __post_init__(self) -> None:
        super(StopAnswer, self).__post_init__()
        if self.outcome is StopOutcome.REFUSED:
            if self.refusal_code is None or self.refusal_reason is None:
                raise wrong("refusal_code", "拒绝要写明原因")
            if self.held_fen or self.executed_at is not None or self.expires_at is not None:
                raise wrong("held_fen", "拒绝的指令不能有止付结果")
            return
        if self.refusal_code is not None or self.refusal_reason is not None:
            raise wrong("refusal_code", "已执行的指令不能有拒绝原因")
        if self.executed_at is None or self.expires_at is None or self.balance_fen is None:
            raise wrong("executed_at", "已执行的指令要有时间与余额")
        if not self.executed_at < self.expires_at <= self.executed_at + STOP_LASTS:
            raise wrong("expires_at", "止付期限不超过 48 小时")
        if self.held_fen > self.balance_fen:
            raise wrong("held_fen", "止付金额大于余额")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuery(Shaped):
    """Asks before a resend: has this order, sent in that message, arrived, and what became of it?"""

    KIND: ClassVar[str] = "status_query"
    VERSION: ClassVar[int] = 1

    order_no: Number
    asked_message_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAnswer(Shaped):
    """What the partner knows of an order. ``known`` False: it never arrived, so sending it again cannot double it."""

    KIND: ClassVar[str] = "status_answer"
    VERSION: ClassVar[int] = 1

    order_no: Number
    known: bool
    state: OrderState
    answer: StopAnswer | None = None

    def __post_init__(self) -> None:
        super(StatusAnswer, self).__post_init__()
        if self.known == (self.state is OrderState.UNKNOWN):
            raise wrong("state", "状态与是否收到不一致")
        ended = self.state in (OrderState.EXECUTED, OrderState.REFUSED)
        if ended != (self.answer is not None):
            raise wrong("answer", "状态与回执不一致")
        if self.answer is not None and (
            self.answer.outcome.value != self.state.value or self.answer.order_no != self.order_no
        ):
            raise wrong("answer", "状态与回执不一致")


Body = StopRequest | Ack | StopAnswer | StatusQuery | StatusAnswer
#: What can be said: (kind, version) → body.
BODIES: Final[Mapping[tuple[str, int], type[Body]]] = {
    (body.KIND, body.VERSION): body for body in (StopRequest, Ack, StopAnswer, StatusQuery, StatusAnswer)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One message: who says what to whom, and when. ``message_id`` stays the same over resends and is the idempotency
    key; ``sent_at`` is the moment of this sending. ``correlation_id``: the ``message_id`` this one answers."""

    message_id: UUID
    sender: str
    receiver: str
    sent_at: datetime
    correlation_id: UUID | None
    body: Body

    def __post_init__(self) -> None:
        check(self.message_id, UUID, "message_id")
        check(self.sender, Code, "sender")
        check(self.receiver, Code, "receiver")
        check(self.sent_at, datetime, "sent_at")
        check(self.correlation_id, UUID | None, "correlation_id")
        if type(self.body) not in BODIES.values():
            raise wrong("body", "类型不对")

    @property
    def kind(self) -> str:
        return self.body.KIND

    @property
    def version(self) -> int:
        return self.body.VERSION


@dataclass(frozen=True, slots=True)
class Signed:
    """A message ready to be sent: exact bytes and the headers that go with them."""

    content: bytes
    headers: Mapping[str, str]


class MessageFormat(Protocol):
    """A plug-in folder: how envelopes become signed bytes and come back.

    ``encode`` is deterministic. ``decode`` believes nothing before the signature fits, and raises UnknownKey,
    BadSignature, StaleMessage, Misdirected, UnsupportedVersion or MalformedMessage. ``keys``: key id → known key;
    ``receiver``: our own code; ``tolerance``: how far ``sent_at`` may lie from ``now`` in either direction. Whether the
    message was seen before is the caller's duty to know: ``message_id`` and ``body_digest`` tell.
    """

    @property
    def name(self) -> str: ...

    def encode(self, envelope: Envelope, key: SigningKey) -> Signed: ...

    def decode(
        self,
        content: bytes,
        headers: Mapping[str, str],
        keys: Mapping[str, KnownKey],
        *,
        receiver: str,
        now: datetime,
        tolerance: timedelta,
    ) -> Envelope: ...

    def body_digest(self, envelope: Envelope) -> str: ...
