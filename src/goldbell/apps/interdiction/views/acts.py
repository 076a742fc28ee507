"""What officers do with orders: propose, sign, withdraw, find out. Each is one call of one service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldbell.apps.identity.access import ask_second_factor, page, second_factor_fresh
from goldbell.apps.interdiction import queries, services
from goldbell.apps.interdiction.failures import AlreadyPending
from goldbell.apps.interdiction.forms import ReasonForm, SettleForm
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.tracing import queries as tracing
from goldbell.common.errors import Conflict, Invalid
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@page("interdiction.order.propose")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a stop for one account of a trace: ``case_id``, ``trace_run`` and the account's place in its list."""
    by, now = request.actor, utc_now()  # type: ignore[attr-defined]
    case_id, run, place = (_whole(request, name) for name in ("case_id", "trace_run", "account"))
    view = tracing.trace_view(by, run)
    latest = tracing.latest_trace(by, case_id)
    if latest is None or latest.id != view.id or not 0 <= place < len(view.held):
        raise Stale("有更新的追踪结果，请刷新后再提出")
    account = view.held[place].account_no
    try:
        with transaction.atomic():
            order = services.propose_from_trace(by=by, now=now, case_id=case_id, account_no=account)
        messages.success(request, _("已提出，等另一人复核签字"))
    except AlreadyPending as error:
        # pressed twice, or a colleague was faster: what they want is the order that there is
        pending = queries.pending_on(by, case_id=case_id, account_no=account)
        if pending is None:
            raise
        order = pending
        messages.info(request, told(error))
    return redirect("interdiction:order", order_id=order.pk)


@page("interdiction.order.propose")
@require_POST
def propose_onward(request: HttpRequest, leg_id: int) -> HttpResponse:
    """Propose a stop where a bank's answer says the money went."""
    order = services.propose_onward(by=request.actor, now=utc_now(), leg_id=leg_id)  # type: ignore[attr-defined]
    messages.success(request, _("已提出，等另一人复核签字"))
    return redirect("interdiction:order", order_id=order.pk)


@page("interdiction.order.approve")
@require_POST
def approve(request: HttpRequest, order_id: int) -> HttpResponse:
    """Sign as the second officer, with a fresh second factor; then the next proposal comes up."""
    by = request.actor  # type: ignore[attr-defined]
    here = reverse("interdiction:order", args=[order_id])
    if not second_factor_fresh(request):
        return ask_second_factor(request, then=here)
    try:
        order = services.approve(by=by, now=utc_now(), order_id=order_id)
    except Conflict as error:
        messages.error(request, told(error))
        return redirect(here)
    messages.success(request, _("%(number)s 已签字，正在发往银行") % {"number": order.order_no})
    waiting = queries.next_to_approve(by)
    return redirect("interdiction:order", order_id=waiting.pk if waiting else order_id)


@page("interdiction.order.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take a proposal back, with the reason."""
    form = ReasonForm(request.POST or None)

    def act(order: StopOrder) -> None:
        services.withdraw(
            by=request.actor,  # type: ignore[attr-defined]
            now=utc_now(),
            order_id=order.pk,
            reason=form.cleaned_data["reason"],
        )

    return _asked(request, order_id, form, act, _("撤下止付建议"), _("撤下这张建议"), _("已撤下，记录还在"))


@page("interdiction.order.settle")
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, order_id: int) -> HttpResponse:
    """Write down what a person found out about an unknown outcome; it is a signature too."""
    if request.method == "POST" and not second_factor_fresh(request):
        return ask_second_factor(request, then=request.path)
    form = SettleForm(request.POST or None)

    def act(order: StopOrder) -> None:
        services.settle_unknown(
            by=request.actor,  # type: ignore[attr-defined]
            now=utc_now(),
            order_id=order.pk,
            finding=form.cleaned_data["finding"],
            reason=form.cleaned_data["reason"],
            held_fen=form.cleaned_data["held"],
            executed_at=form.executed,
        )

    return _asked(request, order_id, form, act, _("查明结果"), _("签字记下结果"), _("结果已记下"))


@page("interdiction.order.settle")
@require_POST
def look(request: HttpRequest, order_id: int, contradiction_id: int) -> HttpResponse:
    """Say what a contradicting answer turned out to be."""
    services.look_at(
        by=request.actor,  # type: ignore[attr-defined]
        now=utc_now(),
        contradiction_id=contradiction_id,
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("核对结果已记下"))
    return redirect("interdiction:order", order_id=order_id)


class Stale(Conflict):
    """The page showed an older trace than there is."""

    code = "stale_trace"


class NotAWhole(Invalid):
    """A number is missing in what the page sent."""

    code = "not_a_number"


def _whole(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise NotAWhole("页面送来的内容不完整，没有提出。请刷新后再试")
    return int(text)


def _asked(
    request: HttpRequest,
    order_id: int,
    form: Any,
    act: Callable[[StopOrder], None],
    title: str,
    button: str,
    done: str,
) -> HttpResponse:
    """Show the form, or act and go back to the order; what was typed stays when it does not fit."""
    order = queries.order(request.actor, order_id)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act(order)
            messages.success(request, done)
            return redirect("interdiction:order", order_id=order_id)
        except (Conflict, Invalid) as error:
            form.add_error(None, told(error))
    return render(request, "interdiction/form.html", {"form": form, "order": order, "form_title": title, "act": button})
