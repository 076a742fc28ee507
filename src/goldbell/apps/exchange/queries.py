"""Reads of the exchange: who handles a card, where messages stand, how the partners do."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import Count, Min, Q, QuerySet

from goldbell.apps.exchange import own_key
from goldbell.apps.exchange.contracts import (
    ChangeState,
    ExchangeMetrics,
    MessageState,
    Outcome,
    PartnerStanding,
    Step,
)
from goldbell.apps.exchange.models import (
    Attempt,
    InMessage,
    OutMessage,
    Partner,
    PartnerChange,
    PartnerKey,
    QueueAlarm,
)
from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor

_WAITING = (MessageState.WAITING, MessageState.SENDING)
_DESK = (MessageState.UNKNOWN, MessageState.ABANDONED)


#: For the type annotations of higher apps, which may not look into our models.
__all__ = [
    "OutMessage",
    "Partner",
    "attempts",
    "inbound",
    "known_partners",
    "message_of",
    "messages",
    "metrics",
    "on_the_desk",
    "open_alarms",
    "own_public_pem",
    "partner",
    "partner_changes",
    "partner_for",
    "partner_keys",
    "partner_standings",
    "partners",
]


def own_public_pem() -> bytes:
    """Our public key, for partners."""
    return own_key.public_pem()


def partner(partner_id: int) -> Partner | None:
    """A registered partner that is switched on."""
    return Partner.objects.filter(pk=partner_id, enabled=True).first()


def partners() -> QuerySet[Partner]:
    """All registered partners with their units."""
    return Partner.objects.select_related("unit")


def known_partners(by: Actor) -> QuerySet[Partner]:
    """Partners the asker may look at: police and administrators all, a partner's own people their own."""
    require(by, "exchange.partner.read")
    return Partner.objects.select_related("unit").filter(unit__in=identity.units(by=by))


def partner_keys(by: Actor, partner_id: int) -> list[PartnerKey]:
    """A partner's keys, those in use first, newest first."""
    require(by, "exchange.partner.read")
    return sorted(
        PartnerKey.objects.filter(partner_id=partner_id).order_by("-added_at"), key=lambda one: bool(one.withdrawn_at)
    )


def partner_changes(by: Actor, *, unit_id: int | None = None, open_only: bool = False) -> QuerySet[PartnerChange]:
    """Changes of partners that were asked for, newest first."""
    require(by, "exchange.partner.read")
    found = PartnerChange.objects.select_related("partner_unit").filter(partner_unit__in=identity.units(by=by))
    if unit_id is not None:
        found = found.filter(partner_unit_id=unit_id)
    return found.filter(state=ChangeState.ASKED) if open_only else found


def partner_for(*, bank_name: str = "", account_no: str = "") -> Partner | None:
    """The partner that keeps an account: by the longest card prefix, else by the bank's name as statements write it."""
    return partners_for([account_no], bank_names={account_no: bank_name}).get(account_no)


def partners_for(
    accounts: Iterable[str], *, bank_names: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Partner]:
    """The partners that keep these accounts, by account, with their units; accounts that nobody keeps are left out.

    ``bank_names``: names by account as statements write them, for those whose prefix tells nothing."""
    known = list(Partner.objects.filter(enabled=True).select_related("unit"))
    found = {one: _by_prefix(known, one) or _by_name(known, bank_names.get(one, "")) for one in accounts}
    return {account: partner for account, partner in found.items() if partner is not None}


def _by_name(known: Iterable[Partner], bank_name: str) -> Partner | None:
    name = "".join(bank_name.split())
    named = [(len(alias), partner) for partner in known for alias in partner.aliases if alias and alias in name]
    return max(named, key=lambda found: found[0])[1] if named else None


def _by_prefix(known: Iterable[Partner], account_no: str) -> Partner | None:
    digits = re.sub(r"\D", "", account_no)
    fitting = [(len(prefix), partner) for partner in known for prefix in partner.prefixes if _fits(prefix, digits)]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None


def _fits(prefix: str, digits: str) -> bool:
    start, _, length = prefix.partition("/")
    return digits.startswith(start) and (not length or len(digits) == int(length))


def messages(by: Actor) -> QuerySet[OutMessage]:
    """Messages ``by`` may see (row scope holds): newest first."""
    require(by, "exchange.message.read")
    return OutMessage.objects.select_related("partner__unit").order_by("-pk")


def message_of(by: Actor, *, subject_kind: str, subject_id: str) -> QuerySet[OutMessage]:
    """Messages about one subject, oldest first."""
    require(by, "exchange.message.read")
    found = OutMessage.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return found.select_related("partner__unit").order_by("pk")


def attempts(by: Actor, out_ids: list[int]) -> QuerySet[Attempt]:
    """The tries of messages, oldest first."""
    require(by, "exchange.message.read")
    return Attempt.objects.filter(out__in=out_ids).order_by("at", "pk")


def inbound(by: Actor, out_ids: list[int]) -> QuerySet[InMessage]:
    """What came back to messages, oldest first."""
    require(by, "exchange.message.read")
    return InMessage.objects.filter(out__in=out_ids).order_by("received_at", "pk")


def on_the_desk(by: Actor) -> QuerySet[OutMessage]:
    """Messages whose outcome a person must find out, oldest first."""
    return messages(by).filter(state__in=_DESK, settled_at=None).order_by("ended_at")


def open_alarms() -> QuerySet[QueueAlarm]:
    """Queues that are too old now."""
    return QueueAlarm.objects.filter(closed_at=None).select_related("partner__unit")


def partner_standings(now: datetime) -> tuple[PartnerStanding, ...]:
    """How each partner does: circuit, queue, last day's tries. Counts only; call in a scope that sees the rows."""
    queues = {
        row["partner"]: row
        for row in OutMessage.objects.order_by()
        .values("partner")
        .annotate(
            waiting=Count("pk", filter=Q(state__in=_WAITING)),
            oldest=Min("queued_at", filter=Q(state__in=_WAITING)),
            unknown=Count("pk", filter=Q(state__in=_DESK, settled_at=None)),
        )
    }
    tries: dict[int, list[tuple[bool, int]]] = {}
    day = Attempt.objects.filter(at__gt=now - timedelta(days=1), step=Step.SEND).order_by("-at")
    for partner, outcome, ms in day.values_list("partner", "outcome", "ms")[:20_000]:
        tries.setdefault(partner, []).append((outcome == Outcome.ACCEPTED, ms))
    return tuple(_standing(one, now, queues.get(one.pk), tries.get(one.pk, [])) for one in Partner.objects.all())


def _standing(
    partner: Partner, now: datetime, queue: Mapping[str, object] | None, tries: list[tuple[bool, int]]
) -> PartnerStanding:
    told = queue or {}
    oldest = told.get("oldest")
    taken = [ms for ok, ms in tries if ok]
    return PartnerStanding(
        id=partner.pk,
        code=partner.code,
        unit_id=partner.unit_id,
        circuit=partner.circuit(now).value,
        waiting=_count(told.get("waiting")),
        oldest_seconds=(now - oldest).total_seconds() if isinstance(oldest, datetime) else 0.0,
        unknown=_count(told.get("unknown")),
        tries=len(tries),
        succeeded=len(taken),
        median_ms=round(statistics.median(taken)) if taken else None,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def metrics(now: datetime) -> ExchangeMetrics:
    """Queue sizes, oldest age, unknowns and circuits; call inside ``scope.everything``."""
    standings = partner_standings(now)
    states = dict(OutMessage.objects.order_by().values_list("state").annotate(Count("pk")))
    return ExchangeMetrics(
        waiting=states.get(MessageState.WAITING, 0),
        oldest_seconds=max((one.oldest_seconds for one in standings), default=0.0),
        sending=states.get(MessageState.SENDING, 0),
        unanswered=states.get(MessageState.DELIVERED, 0),
        unknown=sum(one.unknown for one in standings),
        alarms_open=QueueAlarm.objects.filter(closed_at=None).count(),
        partners=standings,
    )
