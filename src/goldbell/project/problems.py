"""The one place where failures become HTTP and text: pages for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.common.errors import Forbidden, GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

log = structlog.get_logger("goldbell.problem")


def problem_json(error: GoldbellError, *, request_id: str = "") -> JsonResponse:
    """The failure as application/problem+json."""
    body = {
        "type": f"/problems/{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": told(error),
        "code": error.code,
        "instance": request_id,
    }
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


class ProblemMiddleware:
    """Turns named failures into answers and writes refusals into the audit, after the failed work was rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        refused = getattr(request, "refused", None)
        actor = getattr(request, "actor", None)
        if refused is not None and actor is not None:
            match = request.resolver_match
            audit.record(
                by=actor,
                now=utc_now(),
                action="audit.page.refuse",
                subject=Subject(kind="page", id=(match.view_name or "-")[:60] if match else "-"),
                facts={"code": refused.code},
            )
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer expected failures; leave surprises to Django, whose log line and page carry no values."""
        if not isinstance(error, GoldbellError):
            return None
        request.failed = True  # type: ignore[attr-defined]
        if isinstance(error, Forbidden):
            request.refused = error  # type: ignore[attr-defined]
        request_id = getattr(request, "request_id", "")
        log.info("problem", code=error.code, status=error.status)
        if request.path.startswith("/api/"):
            return problem_json(error, request_id=request_id)
        return render(request, "problem.html", _page(request, error), status=error.status)


def _page(request: HttpRequest, error: GoldbellError) -> dict[str, object]:
    # The page before, without what stood behind its question mark: an address may have been pasted by anybody.
    back = request.headers.get("Referer", "").partition("?")[0]
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return {
        "text": told(error),
        "then": _ADVICE[error.status](),
        "back": back if here else "/",
        "error": error,
        "request_id": getattr(request, "request_id", ""),
    }


#: What to do next, by meaning of the failure.
_ADVICE: dict[int, Callable[[], str]] = {
    422: lambda: _("回到上一页，改正后再做一次。"),
    404: lambda: _("核对编号；也可能不在你的管辖范围内，请找案件所在单位。"),
    403: lambda: _("请有这项权限的同事来做；这次尝试已记入审计。"),
    409: lambda: _("回到上一页重新打开，看看现在的状态再决定。"),
    410: lambda: _("期限已过，请看这件事还允许哪一步。"),
    502: lambda: _("稍后再试；急事请直接打对方专线。"),
    500: lambda: _("请把下面的编号告诉系统管理员。"),
}


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token, usually after signing in again in another window."""
    log.info("csrf", reason=reason)
    return render(request, "403.html", status=403)
