"""The measurements of the desk bench."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
from django.conf import settings

from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity.scope import acting
from goldbell.apps.interdiction import queries as orders
from goldbell.apps.interdiction import services as interdiction
from goldbell.apps.interdiction.contracts import OPEN
from goldbell.common.errors import OutsideFailed
from goldbell.common.moments import utc_now
from goldbell.project.benches.rows import Row, median, percentile
from goldbell.project.sample import loading

_DESKS = 4
_GOES = 20


def accepted_alone(proposals: Sequence[int]) -> list[Row]:
    """Approvals while nothing is being sent: what accepting itself can do on this machine, and what it costs a core."""
    began, spent = time.perf_counter(), time.process_time()
    spans = _approve_all(proposals)
    took, cpu = time.perf_counter() - began, (time.process_time() - spent) / len(spans)
    return [
        _rate("D0", "orders accepted per second, sending at rest", spans, took),
        *_spans("D0", "order accepted, sending at rest", spans, "≤ 0.25 s"),
        Row(id="D0cpu", work="core time of one order in the accepting process", rows=len(spans), ours_s=round(cpu, 4)),
    ]


def orders_accepted(proposals: Sequence[int]) -> list[Row]:
    """Approve all from several desks at once; each is authorised, sealed, on record and durable when the call returns."""
    began = time.perf_counter()
    spans = _approve_all(proposals)
    took = time.perf_counter() - began
    return [
        _rate("D1", "orders accepted per second, everything at work", spans, took),
        *_spans("D1", "order accepted, everything at work", spans, "≤ 0.25 s"),
    ]


def orders_in_step(proposals: Sequence[int], *, every_seconds: float) -> list[Row]:
    """Approve one after the other at an even pace: the desk of a busy hour, not a burst."""
    spans = []
    for order_id in proposals:
        began = time.perf_counter()
        spans.append(_approve(order_id))
        time.sleep(max(0.0, every_seconds - (time.perf_counter() - began)))
    return _spans("D7", f"order accepted, {1 / every_seconds:.0f}/s while an import runs", spans, "≤ 0.25 s")


def _approve_all(proposals: Sequence[int]) -> list[float]:
    with ThreadPoolExecutor(_DESKS) as desks:
        return list(desks.map(_approve, proposals))


def _approve(order_id: int) -> float:
    chief = loading.named("H0105")
    began = time.perf_counter()
    with acting(chief):
        interdiction.approve(by=chief, now=utc_now(), order_id=order_id)
    return time.perf_counter() - began


def _rate(number: str, work: str, spans: Sequence[float], took: float) -> Row:
    return Row(id=number, work=work, rows=len(spans), value=round(len(spans) / took, 1), target="≥ 100/s")


def _spans(number: str, work: str, spans: Sequence[float], target: str) -> list[Row]:
    return [
        Row(id=f"{number}p50", work=f"{work}, median", rows=len(spans), ours_s=round(median(spans), 4)),
        Row(
            id=f"{number}p99",
            work=f"{work}, p99",
            rows=len(spans),
            ours_s=round(percentile(spans, 0.99), 4),
            target=target,
        ),
    ]


def first_byte(number: str, work: str, proposals: Sequence[int], *, patience: float) -> list[Row]:
    """From the approval (before its commit) to the moment the worker began to send, once all were answered."""
    by, wanted = loading.named("H0105"), set(proposals)
    _await_answers(wanted, patience)
    with acting(by):
        spans, ask, told = [], 0, 0
        for order in orders.orders(by).filter(pk__in=wanted):
            ask, told = ask + order.ask_fen, told + (order.held_fen or 0) + (order.missed_fen or 0)
            out = exchange.message_of(by, subject_kind="interdiction.order", subject_id=str(order.pk)).first()
            if out is not None and out.first_sent_at is not None and order.approved_at is not None:
                spans.append((out.first_sent_at - order.approved_at).total_seconds())
    made = _spans(number, work, spans, "≤ 2 s")
    return [made[0], replace(made[1], conserved=ask == told and len(spans) == len(wanted))]


def worked_off(proposals: Sequence[int], *, patience: float) -> list[Row]:
    """How fast a heap of waiting orders is sent and answered."""
    began = time.monotonic()
    _await_answers(set(proposals), patience)
    rate = round(len(proposals) / (time.monotonic() - began), 1)
    return [Row(id="D0out", work="waiting orders sent and answered per second", rows=len(proposals), value=rate)]


def _await_answers(wanted: set[int], patience: float) -> None:
    by = loading.named("H0105")
    while True:
        with acting(by):
            if not orders.orders(by).filter(pk__in=wanted, state__in=OPEN).exists():
                return
        if time.monotonic() > patience:
            raise OutsideFailed("还有止付单没有答复，测不下去", retryable=True)
        time.sleep(0.25)


def pages(address: str, reports: int) -> list[Row]:
    """What an officer waits for, over HTTP, signed in, one after the other."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as desk:
        _sign_in(desk, "H0107")
        made = [_page(desk, "D3", "board", "/", reports), _page(desk, "D4", "case list", "/cases/", reports)]
        made.append(_page(desk, "D5", "orders", "/orders/", reports))
        made.append(_page(desk, "D5f", "figures", "/figures/", reports))
        made.append(_search(desk, "D6", "客服", "common", reports))
        made.append(_search(desk, "D6r", "鑫龘", "in no report", reports))
        return made


def _page(desk: httpx.Client, number: str, work: str, path: str, reports: int) -> Row:
    spans = []
    for _ in range(_GOES):
        began = time.perf_counter()
        answer = desk.get(path)
        spans.append(time.perf_counter() - began)
        answer.raise_for_status()
    return Row(
        id=number, work=f"page {work}, p95", rows=reports, ours_s=round(percentile(spans, 0.95), 3), target="≤ 0.3 s"
    )


def _search(desk: httpx.Client, number: str, words: str, what: str, reports: int) -> Row:
    spans = []
    token = _token(desk.get("/cases/search/").text)
    for _ in range(_GOES):
        began = time.perf_counter()
        answer = desk.post(
            "/cases/search/", data={"q": words, "csrfmiddlewaretoken": token}, headers={"Referer": str(desk.base_url)}
        )
        spans.append(time.perf_counter() - began)
        answer.raise_for_status()
    return Row(
        id=number,
        work=f"search of a two-character word, {what}, p95",
        rows=reports,
        ours_s=round(percentile(spans, 0.95), 3),
        target="≤ 0.1 s at 1,000,000",
    )


def _sign_in(desk: httpx.Client, badge: str) -> None:
    token = _token(desk.get("/accounts/login/").text)
    said = {"login": badge, "password": settings.DEMO_PASSWORD, "csrfmiddlewaretoken": token}
    answer = desk.post("/accounts/login/", data=said, headers={"Referer": f"{desk.base_url}accounts/login/"})
    if "accounts/login" in str(answer.url):
        raise OutsideFailed("演示账号没有登录成功", retryable=False)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found.group(1) if found else ""
