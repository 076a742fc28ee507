"""One structured line per request: method, route, status, milliseconds, ids. Never a path with values, a query or a body."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from goldbell.project.operations.requests import note

log = structlog.get_logger("goldbell.request")


class RequestLog:
    """Gives each request an id, which its log lines, its error page and the ``X-Request-Id`` header share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        match, actor = request.resolver_match, getattr(request, "actor", None)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        seconds = time.perf_counter() - started
        route = match.view_name or match.route if match else "-"
        note(method=request.method or "", route=route, status=response.status_code, seconds=seconds)
        log.info(
            "request",
            request_id=request.request_id,  # type: ignore[attr-defined]
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            actor=actor.key if actor else None,
        )
        return response
