"""The web process: Django's synchronous pages in threads, and live events natively.

Django under ASGI with persistent connections leaks them, hence threads (docs/decisions/0001-processes.md).
"""

from __future__ import annotations

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from goldbell.project.wsgi import application as pages

from goldbell.project.events import Bell  # isort: skip – after Django is set up

THREADS = int(os.environ.get("GOLDBELL_THREADS", "12"))
_pages = WSGIMiddleware(cast("Any", pages), workers=THREADS)
_bell = Bell()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Route one connection."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/events":
        await _bell(scope, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
