"""``/events``: what just changed, as server-sent events. The only native ASGI page: 300 open screens need no thread each.

One PostgreSQL listener a process hears the topics; each open page gets their names, never content: it then fetches its
regions anew through the ordinary pages, with the officer's own rights.

Between a page's being written and its line's being heard something may happen: each line therefore begins with the
topics that rang since the page's last word (``Last-Event-ID``), or shortly before the line came.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection, connections

from goldbell.common.live import LIVE_CHANNEL, TOPICS
from goldbell.common.moments import utc_now

log = structlog.get_logger("goldbell.events")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: Topics of one burst are told together: a page that is fetched four times a second helps nobody.
_GATHER_SECONDS = 0.25
_BEAT_SECONDS = 15.0
_MOST_STREAMS = 1000
#: A page without a last word of ours was written at most this long ago; an older one asks for little too much.
_PAGE_AGE = timedelta(seconds=15)
#: Our clock and a message's way may differ by this.
_SLACK = timedelta(seconds=1)


class Bell:
    """Hears PostgreSQL and rings every open page of this process."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[str]] = set()
        self._hearing: asyncio.Task[None] | None = None
        self._heard_from: datetime | None = None
        self._rang_at: dict[str, datetime] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one GET /events."""
        if not await signed_in(scope):
            await _plain(send, 403)
            return
        if len(self._pages) >= _MOST_STREAMS:
            await _plain(send, 503)
            return
        if self._hearing is None or self._hearing.done():
            self._hearing = asyncio.create_task(self._hear())
        page: asyncio.Queue[str] = asyncio.Queue()
        for topic in self.missed(_page_knows(scope, utc_now())):
            page.put_nowait(topic)
        self._pages.add(page)
        try:
            await _head(send)
            telling = asyncio.create_task(_tell(page, send))
            await _left(receive)
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await telling
        finally:
            self._pages.discard(page)

    def missed(self, since: datetime) -> list[str]:
        """Topics that rang after ``since``; while nobody hears, none: then all ring as soon as somebody does."""
        if self._heard_from is None:
            return []
        if since < self._heard_from:
            return sorted(TOPICS)
        return sorted(topic for topic, at in self._rang_at.items() if at >= since)

    def ring(self, topic: str, at: datetime) -> None:
        """Tell every open page."""
        self._rang_at[topic] = at
        for page in self._pages:
            page.put_nowait(topic)

    async def _hear(self) -> None:
        words = await sync_to_async(_link_words)()
        while self._pages:
            try:
                async with await psycopg.AsyncConnection.connect(**words, autocommit=True) as link:
                    await link.execute(f"LISTEN {LIVE_CHANNEL}")
                    self._heard_from = utc_now()
                    for topic in TOPICS:  # what happened while nobody heard
                        self.ring(topic, self._heard_from)
                    async for note in link.notifies():
                        if note.payload in TOPICS:
                            self.ring(note.payload, utc_now())
            except psycopg.Error:
                self._heard_from = None
                await asyncio.sleep(1.0)
        self._heard_from = None


async def signed_in(scope: Scope) -> bool:
    """Whether the request's session belongs to an officer."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    cookies = dict(part.strip().partition("=")[::2] for part in headers.get("cookie", "").split(";") if "=" in part)
    key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    return bool(key) and await sync_to_async(_session_has_officer)(key)


def _page_knows(scope: Scope, now: datetime) -> datetime:
    """Up to when the page has heard everything: our last word to it, or a little before it can have been written."""
    told = next((value for name, value in scope["headers"] if name == b"last-event-id"), b"")
    try:
        heard_at = datetime.fromisoformat(told[:40].decode("ascii"))
    except ValueError:
        return now - _PAGE_AGE
    if heard_at.tzinfo is None:
        return now - _PAGE_AGE
    return min(heard_at.astimezone(UTC), now) - _SLACK


def _session_has_officer(key: str) -> bool:
    from django.contrib.sessions.backends.db import SessionStore

    try:
        return bool(SessionStore(session_key=key).get(SESSION_KEY))
    finally:
        connections.close_all()


def _link_words() -> dict[str, Any]:
    words = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        words.pop(name, None)
    return words


async def _head(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"retry: 2000\n\n" + _clock(), "more_body": True})


def _beat() -> bytes:
    """The server's clock: corrects the page's own, and shows that the line is alive and that nothing was missed."""
    now = utc_now().isoformat(timespec="milliseconds")
    return f"id: {now}\n".encode() + _clock()


def _clock() -> bytes:
    return f"event: now\ndata: {utc_now().isoformat(timespec='milliseconds')}\n\n".encode()


async def _tell(page: asyncio.Queue[str], send: Send) -> None:
    while True:
        try:
            topics = {await asyncio.wait_for(page.get(), _BEAT_SECONDS)}
        except TimeoutError:
            await send({"type": "http.response.body", "body": _beat(), "more_body": True})
            continue
        await asyncio.sleep(_GATHER_SECONDS)
        while not page.empty():
            topics.add(page.get_nowait())
        # gathered above up to this moment: a later line begins from here
        told = f"id: {utc_now().isoformat(timespec='milliseconds')}\n"
        body = told + "".join(f"event: {topic}\ndata: {topic}\n\n" for topic in sorted(topics))
        await send({"type": "http.response.body", "body": body.encode(), "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _plain(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b""})
