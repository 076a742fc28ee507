"""How an order looks: its shape and word, its life, its sum, its 48 hours, its talk with the bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.contracts import Outcome, Step
from goldbell.apps.identity.access import may
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.interdiction.contracts import BEFORE_END, DueKind, OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.services.orders import SUBJECT
from goldbell.common.actors import Actor

#: Which shape of the states vocabulary each state is drawn with.
SHAPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        OrderState.PROPOSED: "half",
        OrderState.APPROVED: "approved",
        OrderState.SENT: "sent",
        OrderState.EXECUTED: "executed",
        OrderState.REFUSED: "refused",
        OrderState.UNKNOWN: "unknown",
        OrderState.EXPIRED: "expired",
        OrderState.WITHDRAWN: "expired",
    }
)
_HOLD_WIDTH: Final = 960


class Person(Protocol):
    """Somebody who signed."""

    name: str
    badge: str


def state_word(order: StopOrder) -> str:
    """The state with the next fact."""
    held = order.held_fen or 0
    words = {
        OrderState.PROPOSED: _("待复核"),
        OrderState.APPROVED: _("已批准，正在发出"),
        OrderState.SENT: _("已发出，等银行"),
        OrderState.REFUSED: _("被银行拒绝"),
        OrderState.UNKNOWN: _("结果不明，要人问"),
        OrderState.EXPIRED: _("已到期"),
        OrderState.WITHDRAWN: _("已撤下"),
    }
    if order.state == OrderState.EXECUTED:
        return (
            _("已执行，没有余额")
            if not held
            else _("已执行，全部止住")
            if not order.missed_fen
            else _("已执行，部分止住")
        )
    return words[OrderState(order.state)]


def refusal_word(code: str) -> str:
    """Why a bank refused, and what can be done."""
    words = {
        "no_such_account": _("没有这个账户，请核对账号和开户行"),
        "name_mismatch": _("户名与账号不符，请核对户名"),
        "amount_mismatch": _("金额不符，请核对转入金额"),
        "time_mismatch": _("时间不符，请核对转入时间"),
        "no_such_transfer": _("没有这笔转入，请核对账号、金额和时间"),
        "third_stop": _("该账户已止付过两次，请办理冻结"),
        "already_frozen": _("余额已被其他机关冻结或止付，请办轮候"),
        "not_accepted": _("银行没有受理，请打银行专线问原因"),
        "told": _("银行在电话里答复没有止付"),
    }
    return words.get(code, code)


def life(order: StopOrder, people: Mapping[str, Person]) -> list[dict[str, Any]]:
    """The order's life in steps."""
    executed = order.executed_at is not None
    ended = _("被拒绝") if order.state == OrderState.REFUSED else _("执行")
    steps: list[tuple[str, datetime | None, str]] = [
        (_("提出"), order.proposed_at, name(people, order.proposed_by)),
        (_("批准"), order.approved_at, name(people, order.approved_by)),
        (_("发出"), order.sent_at or (order.executed_at and order.approved_at), order.partner.unit.name),
        (ended, order.executed_at or order.ended_at if order.held_fen is not None else None, ""),
        (_("48 小时到期"), order.ended_at if order.state == OrderState.EXPIRED else None, ""),
    ]
    current = max((place for place, step in enumerate(steps) if step[1] is not None), default=0)
    told = []
    for place, (title, at, detail) in enumerate(steps):
        when = f"{timezone.localtime(at):%m-%d %H:%M:%S}" if at else ""
        if place == 4 and executed and order.expires_at and at is None:
            when = f"{timezone.localtime(order.expires_at):%m-%d %H:%M}"
        told.append(
            {"title": title, "when": when, "detail": detail, "done": at is not None, "current": place == current}
        )
    return told


def sum_parts(order: StopOrder) -> list[tuple[str, int, str]]:
    """要求 ＝ 止住 ＋ 未止住; what is not answered yet says so."""
    asked = (_("要求"), order.ask_fen, "")
    if order.held_fen is None:
        return [asked, (_("待答复"), order.ask_fen, "pending")]
    return [asked, (_("止住"), order.held_fen, "stopped"), (_("未止住"), order.missed_fen or 0, "left")]


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on the bar of 48 hours."""

    x: int
    word: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class HoldBar:
    """The 48 hours as geometry: how far they have run, and their marks."""

    run: int
    now_x: int
    begin: str
    end: str
    alarms: tuple[Mark, ...]


def hold_bar(order: StopOrder, now: datetime) -> HoldBar | None:
    """The bar of an executed order, or None."""
    if order.executed_at is None or order.expires_at is None:
        return None
    whole = order.expires_at - order.executed_at
    words = {DueKind.REMIND: _("36 时 提醒"), DueKind.REPORT: _("44 时 报中心")}

    def place(moment: datetime) -> int:
        part = (moment - (order.executed_at or moment)) / whole
        return round(min(max(part, 0.0), 1.0) * (_HOLD_WIDTH - 1))

    alarms = tuple(Mark(place(order.expires_at - BEFORE_END[kind]), word) for kind, word in words.items())
    return HoldBar(
        run=place(now),
        now_x=place(now),
        begin=f"{timezone.localtime(order.executed_at):%m-%d %H:%M:%S}",
        end=f"{timezone.localtime(order.expires_at):%m-%d %H:%M}",
        alarms=alarms,
    )


def people_of(*orders: StopOrder) -> Mapping[str, Person]:
    """Everybody who signed on the orders."""
    keys = {
        key for one in orders for key in (one.proposed_by, one.approved_by, one.settled_by, one.withdrawn_by) if key
    }
    return officers_by_key(keys)


def name(people: Mapping[str, Person], key: str) -> str:
    """An officer's name, or the key of a part of the house."""
    officer = people.get(key)
    return officer.name if officer else key


def talk(by: Actor, order: StopOrder) -> list[dict[str, Any]]:
    """What was said to the bank and what came back, by time; empty for who may not read messages."""
    if not may(by, "exchange.message.read"):
        return []
    outs = list(exchange.message_of(by, subject_kind=SUBJECT, subject_id=str(order.pk)))
    ids = [out.pk for out in outs]
    lines: list[dict[str, Any]] = []
    for one in exchange.attempts(by, ids):
        title = _("发出止付请求") if one.step == Step.SEND else _("查询结果")
        good = one.outcome in (Outcome.ACCEPTED, Outcome.KNOWN, Outcome.NOT_KNOWN)
        seconds = _("%(seconds)s 秒") % {"seconds": f"{one.ms / 1000:.1f}"}
        lines.append(
            {
                "at": one.at,
                "icon": "out",
                "title": title,
                "text": seconds,
                "state": "done" if good else "late",
                "word": one.get_outcome_display(),
            }
        )
    kinds = {"ack": _("银行已受理"), "stop_answer": _("银行答复"), "status_answer": _("查询答复")}
    lines += [
        {
            "at": kept.received_at + timedelta(milliseconds=1),
            "icon": "in",
            "title": kinds.get(kept.kind, kept.kind),
            "text": _("已验签，原文密封留存"),
            "word": kept.get_standing_display(),
        }
        for kept in exchange.inbound(by, ids)
    ]
    return sorted(lines, key=lambda line: line["at"])
