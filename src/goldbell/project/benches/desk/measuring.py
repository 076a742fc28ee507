"""The measurements of the desk bench."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
from django.conf import settings

from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity.scope import acting
from goldbell.apps.interdiction import queries as orders
from goldbell.apps.interdiction import services as interdiction
from goldbell.common.errors import OutsideFailed
from goldbell.common.moments import utc_now
from goldbell.project.benches.rows import Row, median, percentile
from goldbell.project.sample import loading

_DESKS = 4
_GOES = 20


def orders_accepted(proposals: Sequence[int]) -> list[Row]:
    """Approve all from several desks at once; each is authorised, sealed, on record and durable when the call returns."""
    chief = loading.named("H0105")

    def approve(order_id: int) -> float:
        began = time.perf_counter()
        with acting(chief):
            interdiction.approve(by=chief, now=utc_now(), order_id=order_id)
        return time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(_DESKS) as desks:
        spans = list(desks.map(approve, proposals))
    took = time.perf_counter() - began
    rate = round(len(spans) / took, 1)
    return [
        Row(id="D1", work="orders accepted per second", rows=len(spans), value=rate, target="≥ 100/s"),
        Row(id="D1p50", work="order accepted, median", rows=len(spans), ours_s=round(median(spans), 4)),
        Row(
            id="D1p99",
            work="order accepted, p99",
            rows=len(spans),
            ours_s=round(percentile(spans, 0.99), 4),
            target="≤ 0.25 s",
        ),
    ]


def first_byte(count: int, *, patience: float) -> list[Row]:
    """From the approval (before its commit) to the moment the worker began to send, and whether all were answered."""
    by = loading.named("H0105")
    with acting(by):
        while True:
            totals = orders.totals(by)
            if (totals.orders >= count and not totals.open_fen) or time.monotonic() > patience:
                break
            time.sleep(0.5)
        if totals.open_fen:
            raise OutsideFailed("还有止付单没有答复，测不出首字节", retryable=True)
        spans = []
        for order in orders.orders(by).filter(approved_at__isnull=False):
            out = exchange.message_of(by, subject_kind="interdiction.order", subject_id=str(order.pk)).first()
            if out is not None and out.first_sent_at is not None and order.approved_at is not None:
                spans.append((out.first_sent_at - order.approved_at).total_seconds())
    asked = totals.asked_fen == totals.stopped_fen + totals.missed_fen
    return [
        Row(
            id="D2p50",
            work="approval → first byte at the bank, median, burst",
            rows=len(spans),
            ours_s=round(median(spans), 3),
        ),
        Row(
            id="D2p99",
            work="approval → first byte at the bank, p99, burst",
            rows=len(spans),
            ours_s=round(percentile(spans, 0.99), 3),
            target="≤ 2 s",
            conserved=asked,
        ),
    ]


def pages(address: str, reports: int) -> list[Row]:
    """What an officer waits for, over HTTP, signed in, one after the other."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as desk:
        _sign_in(desk, "H0107")
        made = [_page(desk, "D3", "board", "/", reports), _page(desk, "D4", "case list", "/cases/", reports)]
        made.append(_page(desk, "D5", "orders", "/orders/", reports))
        made.append(_search(desk, reports))
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


def _search(desk: httpx.Client, reports: int) -> Row:
    spans = []
    token = _token(desk.get("/cases/search/").text)
    for _ in range(_GOES):
        began = time.perf_counter()
        answer = desk.post(
            "/cases/search/", data={"q": "保障", "csrfmiddlewaretoken": token}, headers={"Referer": str(desk.base_url)}
        )
        spans.append(time.perf_counter() - began)
        answer.raise_for_status()
    return Row(
        id="D6",
        work="search of a two-character word, p95",
        rows=reports,
        ours_s=round(percentile(spans, 0.95), 3),
        target="≤ 0.3 s",
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
