"""The way out: one POST to a partner, guarded so that an address in a table cannot reach what it should not.

Only https (http on a private line), only hosts the partner's row names, no redirects, no proxies; the name is resolved
once and the checked address is the one we connect to, so a name cannot point elsewhere between check and call.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import httpx
from django.conf import settings

from goldbell.apps.exchange.addresses import permitted, place_of
from goldbell.apps.exchange.contracts import TERMS, Step
from goldbell.apps.exchange.models import Partner
from goldbell.common.errors import Forbidden, OutsideFailed

MOST_BYTES: Final = 256 * 1024


class AddressRefused(Forbidden):
    """The partner's address is not one we may call; nothing was sent."""

    code = "address_refused"


class Unreached(OutsideFailed):
    """No connection came about: certainly nothing arrived."""

    code = "unreached"


class Silent(OutsideFailed):
    """The connection broke or timed out after we began to speak: it may have arrived."""

    code = "silent"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: status, headers, at most 256 KiB of body."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@cache
def _client() -> httpx.Client:
    """One per process: keeps connections, follows nothing, trusts no environment."""
    seconds = httpx.Timeout(TERMS.read.total_seconds(), connect=TERMS.connect.total_seconds())
    return httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False)


def checked_address(partner: Partner, step: Step) -> tuple[httpx.URL, str]:
    """Where a partner takes messages or questions, its host already resolved, and the name for TLS and Host. Raises AddressRefused,
    Unreached when the name does not resolve."""
    url = plain_url(partner.status_endpoint or partner.endpoint if step == Step.ASK else partner.endpoint)
    if url is None or not (url.scheme == "https" or partner.private_network):
        raise AddressRefused("对接单位 %(code)s 的地址写得不对，没有发送", code=partner.code)
    if url.host.lower() not in {host.lower() for host in partner.hosts}:
        raise AddressRefused("对接单位 %(code)s 的地址不在登记的主机之内，没有发送", code=partner.code)
    return url.copy_with(host=_resolved(partner, url)), url.host


def plain_url(address: str) -> httpx.URL | None:
    """An address we can call: http or https, a host, no user in it; None for anything else."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        return None
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.fragment:
        return None
    return url if url.port is None or 1 <= url.port <= 65535 else None


def _resolved(partner: Partner, url: httpx.URL) -> str:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreached("找不到对接单位 %(code)s 的主机", code=partner.code, retryable=True) from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        loopback = settings.GOLDBELL_PARTNERS_ON_LOOPBACK
        if not permitted(place_of(address), private_network=partner.private_network, loopback=loopback):
            raise AddressRefused("对接单位 %(code)s 的主机指向内部地址，没有发送", code=partner.code)
    return addresses[0]


def post(partner: Partner, step: Step, content: bytes, headers: Mapping[str, str]) -> Heard:
    """Say ``content`` where the partner takes this step. Raises AddressRefused, Unreached, Silent."""
    url, name = checked_address(partner, step)
    host = name if url.port is None else f"{name}:{url.port}"
    try:
        request = _client().build_request(
            "POST", url, content=content, headers={**headers, "Host": host}, extensions={"sni_hostname": name}
        )
        response = _client().send(request, stream=True)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Unreached("没有连上对接单位 %(code)s", code=partner.code, retryable=True) from None
    except httpx.HTTPError:
        raise Silent("对接单位 %(code)s 没有回音", code=partner.code, retryable=True) from None
    try:
        return Heard(response.status_code, dict(response.headers), _read(response))
    except httpx.HTTPError:
        raise Silent("对接单位 %(code)s 的回音没有收完", code=partner.code, retryable=True) from None
    finally:
        response.close()


def _read(response: httpx.Response) -> bytes:
    """The body. One that grows too long or drips too slowly counts as no answer."""
    deadline = time.monotonic() + TERMS.read.total_seconds()
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > MOST_BYTES or time.monotonic() > deadline:
            raise httpx.ReadError("too long or too slow")
    return bytes(content)
