"""对接: messages, the desk for unknown outcomes, partners."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.exchange import queries, services
from goldbell.apps.exchange.contracts import MessageState, Outcome
from goldbell.apps.exchange.forms import MessageFilterForm
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.exchange.services.desk import NoSuchMessage
from goldbell.apps.identity.access import may, page
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

PER_PAGE: Final = 50
#: Which shape of the states vocabulary each state is drawn with.
SHAPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        MessageState.WAITING: "todo",
        MessageState.SENDING: "doing",
        MessageState.DELIVERED: "sent",
        MessageState.ANSWERED: "done",
        MessageState.UNKNOWN: "unknown",
        MessageState.ABANDONED: "refused",
        MessageState.CANCELLED: "expired",
    }
)
_GOOD: Final = (Outcome.ACCEPTED, Outcome.KNOWN, Outcome.NOT_KNOWN)


@page("exchange.message.read")
@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """The list of messages in scope."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    form = MessageFilterForm(request.GET)
    found = form.narrowed(queries.messages(by), request.GET.get("sort", ""))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_of": shown,
        "rows": [(one, SHAPE[one.state], kind_word(one.kind)) for one in shown],
        "now": now,
        **frame_of(by),
    }
    return render(request, "exchange/messages.html", context)


@page("exchange.message.read")
@require_GET
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message: its tries, what came back, and what a person can do."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    found = _message(by, message_id)
    open_end = found.state in (MessageState.UNKNOWN, MessageState.ABANDONED) and found.settled_at is None
    context = {
        "message": found,
        "shape": SHAPE[found.state],
        "kind": kind_word(found.kind),
        "log": _log(by, found),
        "inbound": list(queries.inbound(by, [found.pk])),
        "may_settle": open_end and may(by, "exchange.message.settle"),
        "now": now,
    }
    return render(request, "exchange/message.html", context)


@page("exchange.message.read")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Outcomes that a person must find out, oldest first."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    shown = Paginator(queries.on_the_desk(by), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, SHAPE[one.state], kind_word(one.kind)) for one in shown]
    context = {"page_of": shown, "rows": rows, "first": rows[0][0] if rows else None, "now": now, **frame_of(by)}
    return render(request, "exchange/desk.html", context)


@page("exchange.message.settle")
@require_POST
def retry(request: HttpRequest, message_id: int) -> HttpResponse:
    """Try again; what may have arrived is asked about first."""
    by = request.actor  # type: ignore[attr-defined]
    _message(by, message_id)
    return _acted(
        request, message_id, lambda: services.retry(by=by, now=utc_now(), message_id=message_id), _("已重新排队")
    )


@page("exchange.message.settle")
@require_POST
def settle(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take a message off the desk with the reason."""
    by = request.actor  # type: ignore[attr-defined]
    _message(by, message_id)
    reason = request.POST.get("reason", "")
    return _acted(
        request,
        message_id,
        lambda: services.settle(by=by, now=utc_now(), message_id=message_id, reason=reason),
        _("已记下，这条报文不再要人查"),
    )


def kind_word(kind: str) -> str:
    """A kind of message in words."""
    return {"stop_request": _("止付请求"), "stop_answer": _("止付答复"), "ack": _("受理回执")}.get(kind, kind)


def _acted(request: HttpRequest, message_id: int, act: Any, done: str) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
        notes.success(request, done)
    except (Conflict, Invalid) as error:
        notes.error(request, told(error))
    return redirect("exchange:message", message_id=message_id)


def _message(by: Actor, message_id: int) -> OutMessage:
    found = queries.messages(by).filter(pk=message_id).first()
    if found is None:
        raise NoSuchMessage("没有这条报文")
    return found


def frame_of(by: Actor) -> dict[str, Any]:
    """What all pages of the exchange carry: open alarms and the count on the desk."""
    return {
        "alarms": list(queries.open_alarms()),
        "on_desk": queries.on_the_desk(by).count() if may(by, "exchange.message.read") else 0,
        "may_read_partners": may(by, "exchange.partner.read"),
        "may_read_messages": may(by, "exchange.message.read"),
    }


def _log(by: Actor, found: OutMessage) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {
            "at": one.at,
            "icon": "out",
            "title": one.get_step_display(),
            "text": _("%(seconds)s 秒") % {"seconds": f"{one.ms / 1000:.1f}"},
            "detail": " ".join(
                part for part in (f"HTTP {one.http_status}" if one.http_status else "", one.code) if part
            ),
            "state": "done" if one.outcome in _GOOD else "late",
            "word": one.get_outcome_display(),
        }
        for one in queries.attempts(by, [found.pk])
    ]
    lines += [
        {
            "at": one.received_at,
            "icon": "in",
            "title": kind_word(one.kind),
            "text": _("已验签，原文密封留存"),
            "word": one.get_standing_display(),
        }
        for one in queries.inbound(by, [found.pk])
    ]
    return sorted(lines, key=lambda line: line["at"])
