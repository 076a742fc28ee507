"""The way out under attack: an address in a table must not make us call this machine, its cloud, or a stranger."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from goldbell.apps.exchange import outbound
from goldbell.apps.exchange.addresses import NetworkPlace, permitted, place_of
from goldbell.apps.exchange.contracts import Step
from goldbell.apps.exchange.models import Partner


@pytest.fixture(autouse=True)
def _a_real_site(settings: Any) -> None:
    settings.GOLDBELL_PARTNERS_ON_LOOPBACK = False


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("8.8.8.8", NetworkPlace.GLOBAL),
        ("2001:4860:4860::8888", NetworkPlace.GLOBAL),
        ("10.1.2.3", NetworkPlace.PRIVATE),
        ("172.31.255.1", NetworkPlace.PRIVATE),
        ("192.168.0.9", NetworkPlace.PRIVATE),
        ("fd12:3456::1", NetworkPlace.PRIVATE),
        ("127.0.0.1", NetworkPlace.LOOPBACK),
        ("127.255.255.254", NetworkPlace.LOOPBACK),
        ("::1", NetworkPlace.LOOPBACK),
        ("::ffff:127.0.0.1", NetworkPlace.LOOPBACK),
        ("::127.0.0.1", NetworkPlace.LOOPBACK),
        ("64:ff9b::7f00:1", NetworkPlace.LOOPBACK),
        ("2002:7f00:1::", NetworkPlace.LOOPBACK),
        ("::ffff:10.0.0.1", NetworkPlace.PRIVATE),
        ("169.254.169.254", NetworkPlace.NOWHERE),
        ("::ffff:169.254.169.254", NetworkPlace.NOWHERE),
        ("64:ff9b::a9fe:a9fe", NetworkPlace.NOWHERE),
        ("100.100.100.200", NetworkPlace.NOWHERE),
        ("fd00:ec2::254", NetworkPlace.NOWHERE),
        ("169.254.1.1", NetworkPlace.NOWHERE),
        ("fe80::1%eth0", NetworkPlace.NOWHERE),
        ("0.0.0.0", NetworkPlace.NOWHERE),
        ("::", NetworkPlace.NOWHERE),
        ("224.0.0.1", NetworkPlace.NOWHERE),
        ("ff02::1", NetworkPlace.NOWHERE),
        ("255.255.255.255", NetworkPlace.NOWHERE),
        ("240.0.0.1", NetworkPlace.NOWHERE),
        ("100.64.0.1", NetworkPlace.NOWHERE),
        ("198.18.0.1", NetworkPlace.NOWHERE),
        ("192.0.2.1", NetworkPlace.NOWHERE),
        ("not an address", NetworkPlace.NOWHERE),
        ("", NetworkPlace.NOWHERE),
    ],
)
def test_what_an_address_is(address: str, place: NetworkPlace) -> None:
    assert place_of(address) == place


def test_who_is_called() -> None:
    allowed = {
        (place, line, loopback)
        for place in NetworkPlace
        for line in (False, True)
        for loopback in (False, True)
        if permitted(place, private_network=line, loopback=loopback)
    }
    assert allowed == {
        *((NetworkPlace.GLOBAL, line, loopback) for line in (False, True) for loopback in (False, True)),
        (NetworkPlace.PRIVATE, True, False),
        (NetworkPlace.PRIVATE, True, True),
        (NetworkPlace.LOOPBACK, True, True),
    }


def partner(endpoint: str, *hosts: str, private: bool = True) -> Partner:
    return Partner(code="bank-x", endpoint=endpoint, hosts=list(hosts), private_network=private)


@pytest.mark.parametrize(
    ("endpoint", "host"),
    [
        ("https://127.0.0.1/m", "127.0.0.1"),
        ("https://127.1/m", "127.1"),
        ("https://2130706433/m", "2130706433"),
        ("https://0x7f000001/m", "0x7f000001"),
        ("https://017700000001/m", "017700000001"),
        ("https://[::1]/m", "::1"),
        ("https://[::ffff:127.0.0.1]/m", "::ffff:127.0.0.1"),
        ("https://[::ffff:7f00:1]/m", "::ffff:7f00:1"),
        ("https://localhost/m", "localhost"),
        ("https://localhost./m", "localhost."),
        ("https://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("https://2852039166/", "2852039166"),
        ("https://0/m", "0"),
        ("https://0.0.0.0/m", "0.0.0.0"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_this_machine_is_not_called_however_it_is_written(endpoint: str, host: str, private: bool) -> None:
    with pytest.raises((outbound.AddressRefused, outbound.Unreached)):
        outbound.checked_address(partner(endpoint, host, private=private), Step.SEND)


@pytest.mark.parametrize(
    "endpoint",
    [
        "ftp://bank.example/m",
        "file:///etc/passwd",
        "gopher://bank.example:70/_POST",
        "javascript:alert(1)",
        "//bank.example/m",
        "bank.example/m",
        "https://",
        "https://user@bank.example/m",
        "https://user:secret@bank.example/m",
        "https://bank.example@evil.example/m",
        "https://bank.example#@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bank.example:99999/m",
        "https://bank .example/m",
        "https://bank.example\r\nHost: evil/m",
        "",
        "https://" + "a" * 70_000,
    ],
)
def test_other_schemes_users_and_riddles_are_refused(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("nothing was to be looked up"))
    with pytest.raises(outbound.AddressRefused):
        outbound.checked_address(partner(endpoint, "bank.example", private=False), Step.SEND)


def test_without_tls_only_on_a_private_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [_found("10.0.0.7")])
    url, name = outbound.checked_address(partner("http://bank.line/m", "bank.line"), Step.SEND)
    assert (url.host, name) == ("10.0.0.7", "bank.line")
    with pytest.raises(outbound.AddressRefused):
        outbound.checked_address(partner("http://bank.line/m", "bank.line", private=False), Step.SEND)


def _found(address: str) -> tuple[Any, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, 6, "", (address, 443))


@pytest.mark.parametrize("bad", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.1.1"])
def test_a_name_with_one_good_and_one_bad_address_is_refused(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [_found("8.8.8.8"), _found(bad)])
    with pytest.raises(outbound.AddressRefused):
        outbound.checked_address(partner("https://bank.example/m", "bank.example", private=False), Step.SEND)


class _Redirecting(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))  # type: ignore[attr-defined]
        self.send_response(307)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Redirecting)
    running.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def test_a_redirect_is_not_followed(server: ThreadingHTTPServer, settings: Any) -> None:
    settings.GOLDBELL_PARTNERS_ON_LOOPBACK = True
    heard = outbound.post(partner(f"http://127.0.0.1:{server.server_address[1]}/m", "127.0.0.1"), Step.SEND, b"{}", {})
    assert heard.status == 307
    assert [path for path, _host in server.asked] == ["/m"]  # type: ignore[attr-defined]


def test_a_name_cannot_point_elsewhere_between_check_and_call(
    server: ThreadingHTTPServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: the first answer passes the check, the second is this machine. There is no second question."""
    port, asked = server.server_address[1], []
    answers = iter(["10.255.255.1", "127.0.0.1", "127.0.0.1"])
    plain = socket.getaddrinfo

    def rebinding(host: str, *args: Any, **kwargs: Any) -> Any:
        if host != "bank.line":
            return plain(host, *args, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    called: list[str] = []

    def refuse(self: Any, request: Any, **_: Any) -> Any:
        called.append(request.url.host)
        raise outbound.httpx.ConnectError("no line here")

    monkeypatch.setattr(outbound.httpx.Client, "send", refuse)
    with pytest.raises(outbound.Unreached):
        outbound.post(partner(f"http://bank.line:{port}/m", "bank.line"), Step.SEND, b"{}", {})
    assert asked == ["bank.line"]
    assert called == ["10.255.255.1"]
    assert server.asked == []  # type: ignore[attr-defined]


def test_the_simulated_banks_are_called_where_the_site_says_so(server: ThreadingHTTPServer, settings: Any) -> None:
    bank = partner(f"http://127.0.0.1:{server.server_address[1]}/m", "127.0.0.1")
    with pytest.raises(outbound.AddressRefused):
        outbound.post(bank, Step.SEND, b"{}", {})
    assert server.asked == []  # type: ignore[attr-defined]
    settings.GOLDBELL_PARTNERS_ON_LOOPBACK = True
    assert outbound.post(bank, Step.SEND, b"{}", {}).status == 307
    bank.private_network = False
    with pytest.raises(outbound.AddressRefused):
        outbound.post(bank, Step.SEND, b"{}", {})


def test_an_environment_proxy_is_not_used(
    server: ThreadingHTTPServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GOLDBELL_PARTNERS_ON_LOOPBACK = True
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_address[1]}")
    outbound._client.cache_clear()
    with pytest.raises(outbound.Unreached):
        outbound.post(partner("http://127.0.0.1:9/m", "127.0.0.1"), Step.SEND, b"{}", {})
    assert server.asked == []  # type: ignore[attr-defined]
