"""Alive and ready."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from goldbell.apps.identity.access import public


@public
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """The process can work: the database answers and its schema fits."""
    from goldbell.common.errors import GoldbellError
    from goldbell.project.database import schema

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = schema.check()
    except (DatabaseError, GoldbellError) as error:
        return JsonResponse({"status": "not ready", "because": type(error).__name__}, status=503)
    if missing:
        return JsonResponse({"status": "not ready", "because": "migrations missing"}, status=503)
    return JsonResponse({"status": "ok"})
