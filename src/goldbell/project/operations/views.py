"""Alive, ready, figures for Prometheus, and the page of whoever keeps the machine running."""

from __future__ import annotations

import hmac
import ipaddress
import os
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from goldbell.apps.audit import queries as audit
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity.access import page, public
from goldbell.apps.identity.queries import unit_names
from goldbell.apps.identity.scope import everything
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.project.operations import metrics, watching
from goldbell.project.operations.naming import WORKER

#: A request that came through a proxy carries one of these; then the nearest address says nothing about who asks.
_THROUGH_A_PROXY: Final = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")


@public
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """The process can work: the database answers and its schema fits. It also tells whether the worker is there; pages
    can be served without it, so its absence is no reason to take no more reports."""
    from goldbell.project.database import schema

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = schema.check()
        worker = watching.worker_is_there()
    except (DatabaseError, GoldbellError) as error:
        return JsonResponse({"status": "not ready", "because": type(error).__name__}, status=503)
    if missing:
        return JsonResponse({"status": "not ready", "because": "migrations missing"}, status=503)
    return JsonResponse({"status": "ok", "worker": "there" if worker else "absent"})


@public
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for this machine itself or with the token of ``GOLDBELL_METRICS_TOKEN``."""
    if not _may_scrape(request):
        raise PermissionDenied("metrics are for this machine or with the token")
    return HttpResponse(metrics.page(utc_now()), content_type=CONTENT_TYPE_LATEST)


def _may_scrape(request: HttpRequest) -> bool:
    token = os.environ.get("GOLDBELL_METRICS_TOKEN", "")
    kind, _blank, presented = request.headers.get("Authorization", "").partition(" ")
    if presented:
        # A wrong token is refused even from here: whoever brings one wants to know whether it works.
        right = hmac.compare_digest(presented.strip().encode(), token.encode())
        return bool(token) and kind.lower() == "bearer" and right
    if any(name in request.headers for name in _THROUGH_A_PROXY):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False


@page("console.operations.read")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """运维: what is stuck, the queues to partners, the record's seals, who is connected. Ids and counts only."""
    now = utc_now()
    with everything("operations"):
        findings = watching.look(now)
        told = exchange.metrics(now)
        chain = audit.chain_status()
        lines = watching.sessions()
    names = unit_names({one.unit_id for one in told.partners})
    return render(
        request,
        "operations/desk.html",
        {
            "now": now,
            "stuck": sorted(findings, key=lambda one: (not one.count, one.stuck.code)),
            "partners": [(names[one.unit_id], one) for one in told.partners],
            "exchange": told,
            "chain": chain,
            "sessions": sorted(lines.items()),
            "worker": lines.get(WORKER, 0) > 0,
            "first": next((one for one in findings if one.count), None),
        },
    )
