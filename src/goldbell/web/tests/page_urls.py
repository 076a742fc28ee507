"""Addresses for looking at the page parts alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.html import escape

from goldbell.common.moments import utc_now
from goldbell.web.frame import Frame, RailItem


def frame(_request: HttpRequest) -> dict[str, object]:
    words = ("值班", "接警", "追踪", "止付", "返还", "预警", "串并", "断卡", "指标", "申诉", "审计")
    waiting = {"止付": 7, "返还": 3, "预警": 2, "申诉": 1}
    return {
        "rail": [RailItem(word, f"#{i}", word == "值班", waiting.get(word, 0)) for i, word in enumerate(words)],
        "frame": Frame(
            unit="河湾分局反诈中心·夜班",
            officer="沈静",
            duty="值班员",
            search_url="/search/",
            live_url="/events",
            sign_out_url="/out/",
            account_url="/account/",
            style_url="/style/",
        ),
    }


def strict_policy(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The policy of the platform, so that a page that would break there breaks here."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        return response

    return answer


def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, name)


#: Ages in minutes, away from the borders between phases, so that a second more or less changes no phase.
AGES = (
    ("instant", 3.2),
    ("instant", 26.0),
    ("instant", 95.0),
    ("atm", 700.0),
    ("ordinary", 110.0),
    ("instant", 3000.0),
)
_state = {"count": 0, "draft": "", "refuse": False}
_changed = threading.Condition()


def live(request: HttpRequest) -> HttpResponse:
    """A page that lives: a region that follows an event, a draft, a place for files, clocks of all phases."""
    now = utc_now()
    clocks = [{"way": way, "paid_at": now - timedelta(minutes=age)} for way, age in AGES]
    return render(request, "live.html", {"now": now, "clocks": clocks, "count": _state["count"]})


def region(request: HttpRequest) -> HttpResponse:
    return render(request, "region.html", {"count": _state["count"]})


def events(_request: HttpRequest) -> StreamingHttpResponse:
    def stream() -> Iterator[str]:
        yield f"event: now\ndata: {utc_now().isoformat()}\n\n"
        seen = _state["count"]
        while True:
            with _changed:
                _changed.wait(timeout=1)
            if _state["count"] != seen:
                seen = _state["count"]
                yield "event: orders\ndata: {}\n\n"
            else:
                yield ": still here\n\n"

    return StreamingHttpResponse(stream(), content_type="text/event-stream")


def poke(_request: HttpRequest) -> HttpResponse:
    with _changed:
        _state["count"] = int(_state["count"]) + 1
        _changed.notify_all()
    return HttpResponse("")


def draft(request: HttpRequest) -> HttpResponse:
    """Keeps what was typed; ``?refuse=1`` and ``?refuse=0`` switch it off and on; GET shows what was kept."""
    if "refuse" in request.GET:
        _state["refuse"] = request.GET["refuse"] == "1"
    if request.method == "POST":
        if _state["refuse"]:
            return HttpResponse(status=503)
        _state["draft"] = request.POST["words"]
    return HttpResponse(str(_state["draft"]), content_type="text/plain; charset=utf-8")


def drop(request: HttpRequest) -> HttpResponse:
    file = request.FILES["statement"]
    assert isinstance(file, UploadedFile)
    if file.name == "bad.csv":
        return JsonResponse({"detail": "第 3 行金额不是数字"}, status=409)
    return HttpResponse(f"<li>{escape(file.name or '')} {file.size}</li>")


def sheet(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h2>查看姓名</h2><form method='post'><input class='gb-input' name='purpose'></form>")


urlpatterns = [
    path("live/", live),
    path("region/", region),
    path("events", events),
    path("poke/", poke),
    path("draft/", draft),
    path("drop/", drop),
    path("sheet/", sheet),
    path("style/", include("goldbell.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("page/<path:name>", page),
]
