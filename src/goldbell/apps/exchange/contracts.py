"""Words of the exchange: states of a message and their legal moves, terms of sending, plug-ins of higher apps."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from goldbell.adapters.messages.contracts import Envelope
    from goldbell.apps.exchange.models import OutMessage
    from goldbell.common.actors import Actor


class MessageState(models.TextChoices):
    """Where a message to a partner stands (报文状态). UNKNOWN: it may have arrived; a person must find out."""

    WAITING = "waiting", _("待发")
    SENDING = "sending", _("正在发")
    DELIVERED = "delivered", _("已送达")
    ANSWERED = "answered", _("已答复")
    UNKNOWN = "unknown", _("结果不明")
    ABANDONED = "abandoned", _("没有送到")
    CANCELLED = "cancelled", _("已撤销")


#: Legal moves. An answer may overtake everything: it proves that the message arrived.
MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        MessageState.WAITING: frozenset(
            {
                MessageState.SENDING,
                MessageState.DELIVERED,
                MessageState.ANSWERED,
                MessageState.UNKNOWN,
                MessageState.ABANDONED,
                MessageState.CANCELLED,
            }
        ),
        MessageState.SENDING: frozenset(
            {
                MessageState.WAITING,
                MessageState.DELIVERED,
                MessageState.ANSWERED,
                MessageState.UNKNOWN,
                MessageState.ABANDONED,
            }
        ),
        MessageState.DELIVERED: frozenset({MessageState.ANSWERED, MessageState.WAITING, MessageState.UNKNOWN}),
        MessageState.UNKNOWN: frozenset({MessageState.ANSWERED, MessageState.WAITING}),
        MessageState.ABANDONED: frozenset({MessageState.ANSWERED, MessageState.WAITING}),
        MessageState.ANSWERED: frozenset(),
        MessageState.CANCELLED: frozenset(),
    }
)
#: Nothing more happens by itself.
ENDED: Final = frozenset({MessageState.ANSWERED, MessageState.UNKNOWN, MessageState.ABANDONED, MessageState.CANCELLED})


class Step(models.TextChoices):
    """What one try did: sent the message, or asked what became of it (查询)."""

    SEND = "send", _("发送")
    ASK = "ask", _("查询")


class Outcome(models.TextChoices):
    """How one try ended. Only UNREACHED proves that nothing arrived."""

    ACCEPTED = "accepted", _("对方已收")
    UNREACHED = "unreached", _("没有连上")
    SILENT = "silent", _("没有等到回音")
    BUSY = "busy", _("对方暂不能办")
    REFUSED = "refused", _("对方不收")
    UNREADABLE = "unreadable", _("回音读不懂")
    KNOWN = "known", _("对方有这一件")
    NOT_KNOWN = "not_known", _("对方没有这一件")
    CRASHED = "crashed", _("发送中断")
    WITHHELD = "withheld", _("内容已读不出，没有发送")


class ChangeState(models.TextChoices):
    """A change of a partner: asked for by one administrator, decided by another."""

    ASKED = "asked", _("待复核")
    DONE = "done", _("已生效")
    REFUSED = "refused", _("未同意")


class Standing(models.TextChoices):
    """What an inbound message was to us."""

    TAKEN = "taken", _("已采用")
    UNASKED = "unasked", _("没有对应的请求")
    UNUSED = "unused", _("与已记结果不一致")


class CircuitState(models.TextChoices):
    """Whether we call a partner now: yes, no, or one trial call at a time (熔断)."""

    CLOSED = "closed", _("畅通")
    OPEN = "open", _("暂停")
    HALF_OPEN = "half_open", _("试通")


def _span(name: str, seconds: float) -> timedelta:
    return timedelta(seconds=float(os.environ.get(f"GOLDBELL_EXCHANGE_{name}_SECONDS", seconds)))


@dataclass(frozen=True, slots=True)
class Terms:
    """How patiently we send. ``lease`` must outlast one try; the budgets end in a person's hands."""

    connect: timedelta
    read: timedelta
    lease: timedelta
    first_pause: timedelta
    longest_pause: timedelta
    send_budget: timedelta
    ask_budget: timedelta
    queue_alarm: timedelta
    clock_tolerance: timedelta
    failures_to_open: int = 5
    first_rest: timedelta = timedelta(seconds=2)
    longest_rest: timedelta = timedelta(seconds=60)


#: Shipped terms; each may be set by the environment, e.g. ``GOLDBELL_EXCHANGE_READ_SECONDS=15``.
TERMS: Final = Terms(
    connect=_span("CONNECT", 3),
    read=_span("READ", 8),
    lease=_span("LEASE", 20),
    first_pause=_span("FIRST_PAUSE", 0.5),
    longest_pause=_span("LONGEST_PAUSE", 30),
    send_budget=_span("SEND_BUDGET", 1800),
    ask_budget=_span("ASK_BUDGET", 900),
    queue_alarm=_span("QUEUE_ALARM", 60),
    clock_tolerance=_span("CLOCK_TOLERANCE", 300),
)


class ReplyTaker(Protocol):
    """What a higher app does with an answer, in the transaction that keeps it. ``out``: what it answers, or None.

    Returns how the answer stands; an expected failure (GoldbellError) refuses the message to the partner.
    """

    def __call__(self, *, by: Actor, now: datetime, envelope: Envelope, out: OutMessage | None) -> Standing: ...


class EndingTaker(Protocol):
    """What a higher app does when its message was delivered (``delivered``) or ended without an answer."""

    def __call__(self, *, by: Actor, now: datetime, out: OutMessage) -> None: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """A kind of inbound message and who takes it; declared as ``REPLIES`` in an app's ``exchange_replies.py``."""

    kind: str
    subject_kind: str
    handle: ReplyTaker


@dataclass(frozen=True, slots=True)
class Ending:
    """Who is told when a message about ``subject_kind`` was delivered, stays unknown or is abandoned (``ENDINGS``)."""

    subject_kind: str
    handle: EndingTaker


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """What the system administrator enters about a partner. ``our_code``: what the partner calls us; ``prefixes``: card
    prefixes, ``622588`` or ``622588/16`` with the length; ``aliases``: the bank's names in statements."""

    unit_id: int
    code: str
    our_code: str
    endpoint: str
    public_pem: bytes
    deduplicates: bool = True
    private_network: bool = False
    prefixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    message_format: str = "goldbell_json"
    status_endpoint: str = ""

    def written(self) -> dict[str, object]:
        """As it is kept until a second person has decided; version 1."""
        plain = asdict(self) | {"version": 1, "public_pem": self.public_pem.decode()}
        return plain | {"prefixes": list(self.prefixes), "aliases": list(self.aliases)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> PartnerDraft:
        """The draft again. ValueError for a version this program does not know."""
        told = dict(kept)
        if told.pop("version", None) != 1:
            raise ValueError("a partner's draft of an unknown version")
        told |= {"public_pem": told["public_pem"].encode()}
        return cls(**told | {"prefixes": tuple(told["prefixes"]), "aliases": tuple(told["aliases"])})


@dataclass(frozen=True, slots=True)
class PartnerStanding:
    """One partner as the page and the metrics show it; times in milliseconds over the last day."""

    id: int
    code: str
    unit_id: int
    circuit: str
    waiting: int
    oldest_seconds: float
    unknown: int
    tries: int
    succeeded: int
    median_ms: int | None


@dataclass(frozen=True, slots=True)
class ExchangeMetrics:
    """The exchange at a moment, for Prometheus and the board."""

    waiting: int
    oldest_seconds: float
    sending: int
    unanswered: int
    unknown: int
    alarms_open: int
    partners: tuple[PartnerStanding, ...]
