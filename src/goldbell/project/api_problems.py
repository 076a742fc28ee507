"""Every failure under /api/ is a problem document (RFC 9457), also those that never reach an operation."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

PREFIX: Final = "/api/"
_BODIES: Final = ("application/json", "multipart/form-data")
_PROBLEM: Final = "application/problem+json"


def bare_problem(request: HttpRequest, status: int, **more: object) -> JsonResponse:
    """A problem without a named failure behind it: unknown path, unfit content, no key."""
    known = {one.value: one for one in HTTPStatus}
    body = {
        "type": f"/problems/{known[status].name.lower()}",
        "title": known[status].phrase,
        "status": status,
        "detail": _texts().get(status, known[status].phrase),
        "code": known[status].name.lower(),
        "instance": getattr(request, "request_id", ""),
        **more,
    }
    return JsonResponse(body, status=status, content_type=_PROBLEM)


class ApiProblems:
    """Refuses bodies of a kind nobody reads here, and dresses bare errors as problems. Stands outside Django's own error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        refused = _unfit(request)
        if refused:
            return bare_problem(request, refused)
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(_PROBLEM):
            return response
        problem = bare_problem(request, response.status_code)
        for name in ("Allow", "WWW-Authenticate", "Retry-After"):
            if name in response.headers:
                problem[name] = response.headers[name]
        return problem


def _unfit(request: HttpRequest) -> int:
    """The status with which a request is refused before anybody looks at it, or 0."""
    # NUL is legal in an address and a form, and no PostgreSQL text can hold it.
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return 400
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit():
        return 400
    if int(length) and request.method not in {"GET", "HEAD", "OPTIONS"} and request.content_type not in _BODIES:
        return 415
    return 0


def _texts() -> dict[int, str]:
    return {
        400: _("内容读不懂，没有受理。请核对 JSON 的写法"),
        401: _("没有登录，或者令牌无效、过期、已吊销"),
        403: _("没有受理：没有这项权限，或者缺少页面的防伪标记"),
        404: _("没有这个地址，或者没有你能看到的这件事"),
        405: _("这个地址不接受这种方法"),
        413: _("内容太大，没有受理"),
        415: _("只接受 application/json 和 multipart/form-data"),
        422: _("内容不符合接口说明，没有受理。errors 里写明了哪一处"),
        429: _("问得太密，请稍后再试"),
        500: _("服务器出了意外，没有受理。请把 instance 编号告诉系统管理员"),
        503: _("服务器正在准备，请稍后再试"),
    }
