"""对接单位: how each partner does; one partner with its keys; asking for a change and deciding about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldbell.apps.exchange import queries, services
from goldbell.apps.exchange.contracts import ChangeState, CircuitState, PartnerDraft
from goldbell.apps.exchange.forms import PartnerForm
from goldbell.apps.exchange.models import Partner, PartnerChange
from goldbell.apps.exchange.services.partners import NoSuchPartner
from goldbell.apps.exchange.views.messages import frame_of
from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import ask_second_factor, may, page, second_factor_fresh
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

_CIRCUIT_SHAPE: Final = {CircuitState.CLOSED: "done", CircuitState.OPEN: "late", CircuitState.HALF_OPEN: "doing"}
_CHANGE_SHAPE: Final = {ChangeState.ASKED: "half", ChangeState.DONE: "done", ChangeState.REFUSED: "refused"}
_MOST_CHANGES: Final = 20
_FIELDS: Final = {
    "code": gettext_lazy("代码"),
    "our_code": gettext_lazy("对方给我方的代码"),
    "message_format": gettext_lazy("报文格式"),
    "endpoint": gettext_lazy("收报文的地址"),
    "status_endpoint": gettext_lazy("查询地址"),
    "private_network": gettext_lazy("在专线或内网上"),
    "deduplicates": gettext_lazy("对方能识别重复的报文"),
    "prefixes": gettext_lazy("卡号前缀"),
    "aliases": gettext_lazy("流水里的名称"),
    "public_pem": gettext_lazy("对方的公钥"),
}


@page("exchange.partner.read")
@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """How each partner does, and what waits for the second administrator."""
    by, now = _by(request), utc_now()
    known = {one.pk: one for one in queries.known_partners(by)}
    rows = [
        {
            "partner": known[one.id],
            "standing": one,
            "shape": _CIRCUIT_SHAPE[CircuitState(one.circuit)],
            "word": CircuitState(one.circuit).label,
            "share": round(100 * one.succeeded / one.tries) if one.tries else None,
        }
        for one in queries.partner_standings(now)
        if one.id in known
    ]
    waiting = _told_changes(list(queries.partner_changes(by, open_only=True)))
    context = {
        "rows": rows,
        "now": now,
        "waiting": waiting,
        "to_decide": sum(row["change"].asked_by != by.key for row in waiting),
        **_rights(by),
        **frame_of(by),
    }
    return render(request, "exchange/partners.html", context)


@page("exchange.partner.read")
@require_GET
def partner(request: HttpRequest, partner_id: int) -> HttpResponse:
    """One partner: where it is, its keys, what was changed, and how to stop it."""
    by = _by(request)
    found = _partner(by, partner_id)
    changes = queries.partner_changes(by, unit_id=found.unit_id)[:_MOST_CHANGES]
    context = {
        "partner": found,
        "keys": queries.partner_keys(by, found.pk),
        "changes": _told_changes(list(changes)),
        "own_pem": queries.own_public_pem().decode(),
        "now": utc_now(),
        **_rights(by),
    }
    return render(request, "exchange/partner.html", context)


@page("exchange.partner.propose")
@require_http_methods(["GET", "POST"])
def partner_add(request: HttpRequest) -> HttpResponse:
    """Ask for a new partner to be registered."""
    by = _by(request)
    registered = set(Partner.objects.values_list("unit_id", flat=True))
    units = [(one.pk, one.name) for one in identity.units(by=by) if one.is_partner and one.pk not in registered]
    form = PartnerForm(units, request.POST or None)
    return _asked(request, by, form, {"units": units})


@page("exchange.partner.propose")
@require_http_methods(["GET", "POST"])
def partner_change(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Ask for a partner to be changed."""
    by = _by(request)
    found = _partner(by, partner_id)
    names = ("our_code", "message_format", "endpoint", "status_endpoint", "private_network", "deduplicates")
    start = {name: getattr(found, name) for name in names}
    start |= {"prefixes": "\n".join(found.prefixes), "aliases": "\n".join(found.aliases)}
    form = PartnerForm([], request.POST or None, partner=found, initial=start)
    return _asked(request, by, form, {"partner": found})


@page("exchange.partner.decide")
@require_POST
def change_decide(request: HttpRequest, change_id: int) -> HttpResponse:
    """Let a change become true, or say no."""
    yes = request.POST.get("answer") == "yes"
    if yes and not second_factor_fresh(request):
        return ask_second_factor(request, then=reverse("exchange:partners"))
    answer = services.approve_change if yes else services.refuse_change
    done = _("已生效，下一件报文就按新的发") if yes else _("没有同意，登记不变")
    return _act(request, lambda: answer(by=_by(request), now=utc_now(), change_id=change_id), done)


@page("exchange.partner.switch")
@require_POST
def partner_switch(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Switch a partner off, or on again."""
    by, on = _by(request), request.POST.get("enabled") == "yes"
    _partner(by, partner_id)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        lambda: services.enable_partner(by=by, now=utc_now(), partner_id=partner_id, enabled=on, reason=reason),
        _("已启用") if on else _("已停用。排队的报文留着，启用以后再发"),
        partner_id,
    )


@page("exchange.partner.switch")
@require_POST
def key_withdraw(request: HttpRequest, partner_id: int, key_id: int) -> HttpResponse:
    """Take a key out of use at once."""
    by = _by(request)
    _partner(by, partner_id)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        lambda: services.withdraw_key(by=by, now=utc_now(), partner_id=partner_id, key_id=key_id, reason=reason),
        _("密钥已收回。用它签的报文从现在起不再采信"),
        partner_id,
    )


def _asked(request: HttpRequest, by: Actor, form: PartnerForm, context: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        keys = queries.partner_keys(by, form.partner.pk) if form.partner else []
        current = next((one.public_pem for one in keys if one.withdrawn_at is None), "")
        try:
            services.propose_partner(
                by=by, now=utc_now(), draft=form.draft(current), reason=form.cleaned_data["reason"]
            )
        except GoldbellError as error:
            form.add_error(None, told(error))
        else:
            notes.success(request, _("已申请。安全管理员复核以后生效"))
            return redirect("exchange:partners")
    status = 422 if request.method == "POST" else 200
    return render(request, "exchange/partner_form.html", {"form": form, **context}, status=status)


def _act(request: HttpRequest, act: Callable[[], Any], done: str, partner_id: int | None = None) -> HttpResponse:
    try:
        act()
    except GoldbellError as error:
        notes.error(request, told(error))
    else:
        notes.success(request, done)
    return redirect("exchange:partner", partner_id) if partner_id else redirect("exchange:partners")


def _told_changes(changes: list[PartnerChange]) -> list[dict[str, Any]]:
    people = identity.officers_by_key({key for one in changes for key in (one.asked_by, one.decided_by)})
    return [
        {
            "change": one,
            "shape": _CHANGE_SHAPE[ChangeState(one.state)],
            "asked_by": people.get(one.asked_by),
            "decided_by": people.get(one.decided_by),
            "lines": _lines(one) if one.state == ChangeState.ASKED else [],
        }
        for one in changes
    ]


def _lines(change: PartnerChange) -> list[tuple[str, str, str]]:
    """What would change: the field, what is true now, what would be."""
    found = services.differences(PartnerDraft.read(change.draft))
    return [(str(_FIELDS[name]), _shown(before), _shown(after)) for name, (before, after) in found.items()]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return " ".join(map(str, value)) or "–"
    return str(value) if value else "–"


def _rights(by: Actor) -> dict[str, Any]:
    return {
        "may_propose": may(by, "exchange.partner.propose"),
        "may_decide": may(by, "exchange.partner.decide"),
        "may_switch": may(by, "exchange.partner.switch"),
        "me": by.key,
    }


def _partner(by: Actor, partner_id: int) -> Partner:
    found = queries.known_partners(by).filter(pk=partner_id).first()
    if found is None:
        raise NoSuchPartner("没有这个对接单位")
    return found


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by
