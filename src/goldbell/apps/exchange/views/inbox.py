"""The door for partners: they post signed messages here. The signature is their sign-in; there is no session."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from goldbell.apps.exchange import services
from goldbell.apps.identity.access import public
from goldbell.common.errors import GoldbellError, Invalid
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

MOST_BYTES = 256 * 1024


class NotAPost(Invalid):
    """Messages are posted."""

    code = "method_not_allowed"
    status = 405


class TooLong(Invalid):
    """More bytes than a message may have; it was not read."""

    code = "too_long"
    status = 413


@csrf_exempt
@public
def inbox(request: HttpRequest, code: str) -> HttpResponse:
    """Take in one message; 200 with our signed receipt, or problem+json that says why not."""
    now = utc_now()
    content = b""
    try:
        if request.method != "POST":
            raise NotAPost("报文要用 POST 送来")
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLong("报文过长，最多 %(most)s 字节", most=MOST_BYTES)
        content = request.body
        receipt = services.receive(now=now, code=code, content=content, headers=request.headers)
    except GoldbellError as error:
        services.note_refusal(now=now, code=code, content=content, error=error)
        return _problem(error)
    return HttpResponse(receipt.content, headers=dict(receipt.headers))


def _problem(error: GoldbellError) -> JsonResponse:
    answer = {
        "type": f"/problems/{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "code": error.code,
        "detail": told(error),
    }
    return JsonResponse(answer, status=error.status, content_type="application/problem+json")
