"""Calls that may be repeated without doing the act twice. A tool for every app's ``api.py``.

A program that heard no answer calls again with the same ``Idempotency-Key``. The kept answer commits in the act's own
transaction: either both are there or neither, also after a kill. Two equal calls at once: the second waits for the first.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from goldbell.apps.identity.models import KeptAnswer
from goldbell.apps.identity.scope import everything
from goldbell.apps.identity.sealing import program_key, seal_bytes, unseal_bytes
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid
from goldbell.common.moments import utc_now

_KEY: Final = re.compile(r"[\x21-\x7e]{1,80}")
#: How long the same call gets the same answer.
KEPT_FOR: Final = timedelta(days=7)
_PARAMETER: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "同一键加同一内容只办一次，再问得到原来的回答；同一键加不同内容得 409。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"^[\x21-\x7e]+$"},
}

Run = Callable[..., HttpResponseBase]
F = TypeVar("F", bound=Callable[..., Any])


class KeyReused(Conflict):
    """The key came before with another content; nothing was done."""

    code = "idempotency_key_reused"


class BadKey(Invalid):
    """The key is empty, too long or holds blanks."""

    code = "bad_idempotency_key"


def idempotent(operation: F) -> F:
    """Mark an API operation, directly under the router's decorator: the same key and content act once."""
    contribute_operation_callback(operation, _describe)
    marked: F = decorate_view(_once)(operation)
    return marked


def forget_old_answers(now: datetime) -> int:
    """Drop answers that nobody will ask for again; how many."""
    with everything("identity"):
        dropped, _by_table = KeptAnswer.objects.filter(at__lt=now - KEPT_FOR).delete()
    return dropped


def _once(run: Run) -> Run:
    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by: Actor | None = getattr(request, "actor", None)
        key = request.headers.get("Idempotency-Key")
        if key is None or by is None or by.unit_id is None:
            return run(request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            raise BadKey(_("Idempotency-Key 要是 1 到 80 个可见的 ASCII 字符"))
        row, first = _claim(by, by.unit_id, key, _fingerprint(request))
        if not first:
            return _kept(row)
        response = run(request, *args, **kwargs)
        if response.status_code < 400 and isinstance(response, HttpResponse):
            row.status, row.content_type = response.status_code, response.headers["Content-Type"]
            row.body = seal_bytes(response.content, use="kept answer", bound_to=_bound(row))
            row.save(update_fields=["status", "content_type", "body"])
        # A refusal keeps nothing: the request's transaction rolls back, and the claim with it.
        return response

    return answer


def _claim(by: Actor, unit_id: int, key: str, fingerprint: bytes) -> tuple[KeptAnswer, bool]:
    KeptAnswer.objects.bulk_create(
        [KeptAnswer(unit_id=unit_id, actor=by.key, key=key, fingerprint=fingerprint, at=utc_now())],
        ignore_conflicts=True,  # waits for a call in flight with the same key, then yields to it
    )
    row = KeptAnswer.objects.select_for_update().get(actor=by.key, key=key)
    if not hmac.compare_digest(bytes(row.fingerprint), fingerprint):
        raise KeyReused(_("这个 Idempotency-Key 已用于另一份内容，没有受理。请换一个键"))
    return row, row.status == 0


def _kept(row: KeptAnswer) -> HttpResponse:
    body = unseal_bytes(bytes(row.body), use="kept answer", bound_to=_bound(row))
    response = HttpResponse(body, status=row.status, content_type=row.content_type)
    response["Idempotency-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> bytes:
    told = hmac.new(
        program_key("kept answer fingerprint"), f"{request.method} {request.get_full_path()}\n".encode(), hashlib.sha256
    )
    if (request.content_type or "").startswith("multipart/"):
        # The boundary differs from call to call: compare the parts themselves.
        for name, values in sorted(request.POST.lists()):
            told.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                told.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    told.update(chunk)
                file.seek(0)
    else:
        told.update(request.body)
    return told.digest()


def _bound(row: KeptAnswer) -> str:
    return f"{row.actor} {row.key}"


def _describe(operation: Operation) -> None:
    extra = operation.openapi_extra or {}
    operation.openapi_extra = extra | {"parameters": [*extra.get("parameters", []), _PARAMETER]}
