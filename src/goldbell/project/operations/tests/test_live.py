"""Live events for real: the web process on a socket, an officer's session, a commit, the event."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from django.db import connection, transaction
from django.test import Client

from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.common.live import TOPICS
from goldbell.common.moments import utc_now
from goldbell.project.events import _page_knows

pytestmark = pytest.mark.django_db(transaction=True)

#: The web process as it is, on the test's own database.
WEB = """
import sys, uvicorn
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from goldbell.project.asgi import application
uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[2]), log_config=None, timeout_graceful_shutdown=1)
"""


@pytest.fixture
def address() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "goldbell.project.settings"}
    words = [sys.executable, "-c", WEB, connection.settings_dict["NAME"], str(port)]
    web = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        here = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{here}/healthz", timeout=1).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield here
    finally:
        web.terminate()
        web.wait(10)


def test_a_commit_reaches_an_open_page_within_two_seconds(address, settings):
    cookies = _cookies_of_an_officer(settings)
    with httpx.stream("GET", f"{address}/events", cookies=cookies, timeout=10) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines).startswith("retry:")
        # the process begins to listen with its first page, and tells it all topics: it may have missed any of them
        assert {_next_event(lines) for _ in TOPICS} == TOPICS
        began = time.monotonic()
        with transaction.atomic():
            scope.tell("orders")
        assert _next_event(lines) == "orders"
        assert time.monotonic() - began < 2.0
        with transaction.atomic():
            scope.tell("cases")
            transaction.set_rollback(True)
        with transaction.atomic():
            scope.tell("messages")
        assert _next_event(lines) == "messages", "what was rolled back is not told"


def test_what_happened_between_a_pages_writing_and_its_line_is_told(address, settings):
    cookies = _cookies_of_an_officer(settings)
    with httpx.stream("GET", f"{address}/events", cookies=cookies, timeout=10) as first:
        lines = first.iter_lines()
        assert {_next_event(lines) for _ in TOPICS} == TOPICS
        with transaction.atomic():
            scope.tell("orders")
        assert _next_event(lines) == "orders"
        with httpx.stream("GET", f"{address}/events", cookies=cookies, timeout=10) as second:
            # written before the commit, joined after it
            heard = second.iter_lines()
            assert {_next_event(heard) for _ in TOPICS} == TOPICS
        later = (utc_now() + timedelta(seconds=1)).isoformat(timespec="milliseconds")
        time.sleep(2.5)
        with transaction.atomic():
            scope.tell("cases")
        assert _next_event(lines) == "cases"
        with httpx.stream(
            "GET", f"{address}/events", cookies=cookies, headers={"Last-Event-ID": later}, timeout=10
        ) as back:
            assert _next_event(back.iter_lines()) == "cases", "what was heard before is not told again"


@pytest.mark.parametrize(
    "told", [b"", b"no moment", b"\xff" * 50, b"2026-01-01T00:00:00", b"9999-12-31T23:59:59+00:00"]
)
def test_a_last_word_that_is_none_asks_for_a_page_age(told):
    now = utc_now()
    known = _page_knows({"headers": [(b"last-event-id", told)]}, now)
    assert now - timedelta(seconds=15) <= known <= now


def _next_event(lines: Iterator[str]) -> str:
    return next(line for line in lines if line.startswith("event:") and line != "event: now").removeprefix("event: ")


def _cookies_of_an_officer(settings) -> dict[str, str]:
    with scope.everything("test"):
        officer = make_officer(Role.DUTY_CHIEF, unit=make_district().centre)
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def test_a_stranger_hears_nothing(address, settings):
    for cookies in ({}, {settings.SESSION_COOKIE_NAME: "a" * 32}, {settings.SESSION_COOKIE_NAME: "'; DROP TABLE x --"}):
        assert httpx.get(f"{address}/events", cookies=cookies, timeout=5).status_code == 403
