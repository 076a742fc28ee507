"""Every operation of the API at a server that runs: whatever comes over the socket, no answer is a fault of ours, and the
server goes on."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from goldbell.project.api import api
from tests.story.caller import Caller
from tests.story.house import House

_SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/"))
_OPERATIONS = [found.ok() for found in _SCHEMA.get_all_operations()]
_BOUNDS = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    room = Path(tempfile.mkdtemp(prefix="goldbell-socket-"))
    room.chmod(0o755)
    running = House(room / "home")
    try:
        running.hear("就绪 ready")
        yield running
    finally:
        running.stop()
        shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="module")
def callers(house: House) -> list[dict[str, str]]:
    """The duty chief, the security administrator, the auditor, and a stranger with a key that is none."""
    found = []
    for badge in ("H0105", "A0002", "H0002"):
        one = Caller(house.url, badge)
        cookie = "; ".join(f"{name}={value}" for name, value in one.http.cookies.items())
        found.append(one.headers | {"Cookie": cookie})
    return [*found, {"Authorization": "Bearer gbt_00000000_nothing"}]


@pytest.mark.timeout(900)
def test_no_answer_over_the_socket_is_a_server_fault(house: House, callers: list[dict[str, str]]) -> None:
    seen: Counter[int] = Counter()
    faults: list[str] = []

    def asked(operation: Any) -> None:
        @given(case=operation.as_strategy())
        @_BOUNDS
        def ask(case: Any) -> None:
            for headers in callers:
                answer = case.call(headers={**(case.headers or {}), **headers}, base_url=house.url)
                seen[answer.status_code] += 1
                kind = answer.headers["content-type"][0]
                if answer.status_code >= 500 or (answer.status_code >= 400 and "problem+json" not in kind):
                    faults.append(f"{case.method} {case.path} {answer.status_code} {answer.content[:200]!r}")

        ask()

    for operation in _OPERATIONS:
        asked(operation)
    assert not faults, "\n".join(sorted(set(faults))[:20])
    assert sum(seen.values()) > 8 * len(_OPERATIONS)
    assert seen[200] > 50, seen
    assert {401, 403, 404, 422} <= set(seen), seen
    assert httpx.get(f"{house.url}/readyz", timeout=10).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/me HTTP/1.1\r\n\r\n",
        b"POST /api/reports HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/reports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n0123456789",
        b"POST /api/reports HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzzzz",
        b"GET /api/cases?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /api/cases HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"GET /api/\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /api/%ff%fe%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"BREW /api/me HTCPCP/1.0\r\n\r\n",
    ],
    ids=range(11),
)
def test_bytes_that_are_no_request_leave_the_server_standing(house: House, sent: bytes) -> None:
    host, _, port = house.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(10)
        try:
            answer = line.recv(2000)
        except ConnectionError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 5"), answer[:200]
    assert httpx.get(f"{house.url}/healthz", timeout=10).status_code < 500
