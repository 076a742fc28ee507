"""The API: one OpenAPI 3.1 document over the routers that the apps bring in their ``api.py``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ContentError
from ninja.openapi.docs import DocsBase

from goldbell import __version__
from goldbell.apps.identity.access import PUBLIC, SIGNED_IN, require
from goldbell.common.actors import Actor
from goldbell.project.api_auth import OfficerSession, PartnerToken
from goldbell.project.api_problems import bare_problem
from goldbell.project.api_reading import StrictReader


class PlainDocs(DocsBase):
    """A list of all operations, drawn on the server: the strict content policy lets no foreign script in."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """One section per duty, each operation with its path, its words and the right it asks for."""
        schema = api.get_openapi_schema(path_params=kwargs)
        sections: dict[str, list[dict[str, object]]] = {}
        for path, methods in schema["paths"].items():
            for method, operation in methods.items():
                line = {"method": method.upper(), "path": path, **operation}
                sections.setdefault((operation.get("tags") or ["–"])[0], []).append(line)
        return render(request, "api_docs.html", {"sections": sorted(sections.items()), "api": api})


def known_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The document is for those who may call: officers and partners, not for strangers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            if request.path.endswith(".json"):
                return bare_problem(request, 401)
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = SIGNED_IN  # type: ignore[attr-defined]
    return guarded


api = NinjaAPI(
    title="Goldbell 金钟",
    version=__version__,
    description="反诈中心业务系统的接口。Operations of an anti-scam centre, from the report to the money back with its owner.",
    urls_namespace="api",
    docs=PlainDocs(),
    docs_url="/docs",
    openapi_url="/openapi.json",
    docs_decorator=known_only,
    auth=[PartnerToken(), OfficerSession()],
    parser=StrictReader(),
)


@api.exception_handler(ContentError)
def content_error(request: HttpRequest, error: ContentError) -> HttpResponse:
    """The content does not fit the document: say where and why, never repeat what was sent."""
    places = [
        {
            "at": "/".join(map(str, one.get("loc", ()))),
            "because": str(one.get("type", "")),
            "text": str(one.get("msg", "")),
        }
        for one in error.errors
    ]
    return bare_problem(request, 422, errors=places)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No session and no valid key."""
    response = bare_problem(request, 401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Malformed bodies and refused forgery tokens."""
    return bare_problem(request, error.status_code)


def right_first(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask for the operation's right before reading the content: who may not do it learns nothing of its form."""
    operation = inspect.unwrap(run).__self__
    code = getattr(operation.view_func, "access", SIGNED_IN)

    @wraps(run)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by: Actor | None = getattr(request, "actor", None)
        if by is not None and code not in {SIGNED_IN, PUBLIC}:
            require(by, code)
        return run(request, *args, **kwargs)

    return answer


api.add_decorator(right_first, mode="view")


def _gather() -> None:
    for app in settings.DUTIES:
        if find_spec(f"{app}.api") is not None:
            api.add_router("", import_module(f"{app}.api").router)


_gather()
