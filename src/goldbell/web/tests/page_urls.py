"""Addresses for looking at the page parts alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import include, path

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


urlpatterns = [
    path("style/", include("goldbell.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("page/<path:name>", page),
]
