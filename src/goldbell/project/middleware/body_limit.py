"""Refuses what is too large to be taken by its announced length, before a byte of it fills our disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from goldbell.project.api_problems import PREFIX, bare_problem

#: Two files of the largest size that evidence may have.
MOST_BYTES: Final = 1 << 30


#: In both languages: this stands before anybody knows who reads.
_TOO_LARGE: Final = (
    "内容太大，没有受理。请分成几份再交\nThe content is too large, nothing was taken in. Send it in parts\n"
)


class BodyLimit:
    """413 for a request whose ``Content-Length`` is beyond what any page or program may send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > MOST_BYTES:
            if request.path.startswith(PREFIX):
                return bare_problem(request, 413)
            return HttpResponse(_TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
