"""银行应答: how long each partner takes to answer a stop request, and how many of its orders held money."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.contracts import MessageState
from goldbell.apps.identity.queries import unit_names
from goldbell.apps.insight.contracts import Figure, Group, Indicator, Line, Listing, Period, Reading, Record
from goldbell.apps.insight.medians import Median, median_of
from goldbell.apps.insight.queries.order_records import order_record
from goldbell.apps.interdiction.contracts import HELD, OPEN
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_KIND = "stop_request"
_GLYPHS = {"answered": "done", "unknown": "unknown", "abandoned": "refused"}


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    sent = exchange.messages(by).filter(
        kind=_KIND, first_sent_at__gte=period.since, first_sent_at__lt=period.until, queued_at__lt=period.until
    )
    answered = sent.filter(state=MessageState.ANSWERED).annotate(
        span=ExpressionWrapper(F("ended_at") - F("first_sent_at"), output_field=DurationField())
    )
    late = sent.exclude(state__in=(MessageState.ANSWERED, MessageState.CANCELLED)).filter(answer_due_at__lt=now)
    middle, count = median_of(answered)
    turn = partial(_message, now=now)
    overdue = late.count()
    late_figure = Figure("late", _("过时未答复"), overdue, "messages", "late")
    group, listings = _by_partner(by, answered, period, now)
    return Reading(
        figures=(
            Figure("answered", _("发出到答复，中位"), middle, "span"),
            Figure("answered", _("已答复的请求"), count, "messages", "done"),
            late_figure,
        ),
        listings=(
            Listing("answered", _("已答复的请求"), answered, turn),
            Listing("late", _("过时未答复"), late, turn),
            *listings,
        ),
        stands_on=count,
        groups=(group,),
        alarm=late_figure if overdue else None,
    )


def _by_partner(by: Actor, answered: QuerySet[Any], period: Period, now: datetime) -> tuple[Group, list[Listing]]:
    """One line a partner: median answer, and of the answered orders those that held money."""
    told: QuerySet[Any] = answered.order_by().values("partner_id", "partner__unit_id")
    spans = {row["partner_id"]: row for row in told.annotate(middle=Median("span"), n=Count("pk"))}
    orders: QuerySet[Any] = interdiction.asked(by, since=period.since, until=period.until).exclude(state__in=OPEN)
    good = Q(state__in=HELD, held_fen__gt=0)
    ends = orders.order_by().values("partner_id", "partner__unit_id").annotate(of=Count("pk"), good=Count("pk", good))
    outcomes = {row["partner_id"]: row for row in ends}
    both = spans | {key: row for key, row in outcomes.items() if key not in spans}
    names = unit_names({row["partner__unit_id"] for row in both.values()})
    lines, listings = [], []
    for key, row in sorted(both.items(), key=lambda item: names[item[1]["partner__unit_id"]]):
        label = names[row["partner__unit_id"]]
        mine = answered.filter(partner_id=key)
        listings.append(Listing(f"partner-{key}", label, mine, partial(_message, now=now)))
        held = orders.filter(good, partner_id=key).order_by("-approved_at", "-pk")
        listings.append(Listing(f"stopped-{key}", label, held, partial(order_record, now=now)))
        lines.append(_line(key, label, spans.get(key), outcomes.get(key)))
    return Group(_("按银行"), tuple(lines)), listings


def _line(key: int, label: str, span: dict[str, Any] | None, outcome: dict[str, Any] | None) -> Line:
    return Line(
        key=f"partner-{key}",
        label=label,
        count=span["n"] if span else 0,
        median=span["middle"] if span else None,
        good=outcome["good"] if outcome else None,
        of=outcome["of"] if outcome else None,
        good_key=f"stopped-{key}",
    )


def _message(row: Any, *, now: datetime) -> Record:
    began = row.first_sent_at or row.queued_at
    return Record(
        kind="exchange.message",
        id=row.pk,
        label=row.reference or str(row.pk),
        state=_GLYPHS.get(row.state, "sent"),
        word=row.get_state_display(),
        at=began,
        span=(row.ended_at or now) - began,
        dot="done" if row.state == MessageState.ANSWERED else "late",
        route="exchange:message",
        keys={"message_id": row.pk},
    )


INDICATOR = Indicator(
    code="partner_answers",
    order=70,
    name=_("银行应答：发出到答复"),
    short=_("银行应答"),
    span=_("发出 → 银行答复"),
    formula=_("每件止付请求：收到银行有效答复的时间 − 第一次发出的时间；取中位数。止住率：止住了钱的单 ÷ 已答复的单"),
    denominator=_("用时：期内发出并已答复的止付请求。止住率：期内批准并已答复的止付单"),
    cut_off=_("用时按第一次发出计入期内，止住率按批准计入期内"),
    left_out=_("没有送到的、结果不明的另列，不进中位数；人打电话问来的结果计入止住率，不计用时"),
    owner=_("反诈中心值班长"),
    unit="span",
    permission="exchange.message.read",
    read=_read,
)
