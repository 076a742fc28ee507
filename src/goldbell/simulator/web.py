"""The socket of all simulated partners: one small ASGI application, a path per partner, no framework."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final, cast
from uuid import uuid4

from uvicorn.protocols.http.h11_impl import H11Protocol

from goldbell.adapters.messages.contracts import Ack, Envelope, Signed, StatusAnswer, StatusQuery, StopRequest
from goldbell.adapters.messages.failures import UnsupportedVersion
from goldbell.common.crash_points import reach
from goldbell.common.errors import GoldbellError, Invalid, NotFound
from goldbell.simulator import admin, desk
from goldbell.simulator.faults import Reception
from goldbell.simulator.floor import Floor
from goldbell.simulator.store import writing

log = logging.getLogger("goldbell.simulator.web")

MOST_MESSAGE_BYTES: Final = 256 * 1024
MOST_ADMIN_BYTES: Final = 64 * 1024 * 1024

Scope = Mapping[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_open: dict[tuple[str, int], asyncio.Transport] = {}


class DroppingProtocol(H11Protocol):
    """HTTP/1.1 whose connections can be cut by address: a bank that acts, then falls silent, is the hardest case."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        _open[transport.get_extra_info("peername")[:2]] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        _open.pop(self.transport.get_extra_info("peername")[:2], None)
        super().connection_lost(exc)


class TooLong(Invalid):
    """More bytes than a message may have."""

    code = "too_long"
    status = 413


class Dropped(Exception):
    """The connection is to be cut without a word."""


class PartnerSocket:
    """ASGI application over one floor of partners."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError("only HTTP is spoken here")
        try:
            reply = await self._reply(scope, receive)
        except Dropped:
            transport = _open.get(tuple(scope["client"]))
            if transport is not None:
                transport.abort()
                # Returning before the server has seen the cut would make it write an error into the log.
                while (await receive())["type"] != "http.disconnect":
                    pass
            return
        except GoldbellError as failure:
            log.info("%s refused: %s", scope["path"], failure.code)
            reply = _json(failure.status, {"code": failure.code, "message": str(failure)})
        status, content, headers = reply
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        raw.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": content})

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        parts = scope["path"].strip("/").split("/")
        match (scope["method"], *parts):
            case ("POST", "partners", code, "messages"):
                return await self._take_order(scope, code, receive)
            case ("POST", "partners", code, "status"):
                return await self._tell_status(scope, code, receive)
            case ("GET", "partners", code, "key"):
                pem = self._floor.key_of(code).known.pem
                return 200, pem, {"Content-Type": "application/x-pem-file"}
            case ("GET", "partners"):
                return _json(200, {"partners": self._floor.partners()})
            case ("GET", "healthz"):
                return _json(200, {"state": "up", "partners": len(self._floor.partners())})
            case (method, "admin", what):
                admin.only_from_here(scope)
                content = await _content(receive, MOST_ADMIN_BYTES) if method == "POST" else b""
                return _json(200, admin.answer(self._floor, method, what, content))
        raise NotFound("没有这个地址")

    async def _read(self, scope: Scope, code: str, receive: Receive) -> Envelope:
        self._floor.key_of(code)
        if self._floor.is_down(code):
            raise Dropped
        content = await _content(receive, MOST_MESSAGE_BYTES)
        headers: dict[str, str] = {}
        for raw_name, raw_value in scope["headers"]:
            name = raw_name.decode("latin-1")
            # Twice the same header is two claims; the second is kept apart so that the codec sees and refuses it.
            headers[name if name not in headers else name.upper()] = raw_value.decode("latin-1")
        return self._floor.language.decode(
            content,
            headers,
            self._floor.centre_keys,
            receiver=code,
            now=self._floor.clock(),
            tolerance=self._floor.message_tolerance,
        )

    async def _take_order(self, scope: Scope, code: str, receive: Receive) -> Reply:
        envelope = await self._read(scope, code, receive)
        request = envelope.body
        if not isinstance(request, StopRequest):
            raise UnsupportedVersion("不支持的报文种类或版本")
        floor, store, order_no = self._floor, self._floor.store, request.order_no
        faults = floor.script.of(code)
        with writing(store):
            turn = desk.count_arrival(store, code, order_no)
            how = floor.script.reception(code, order_no, turn)
            if how is Reception.ERROR_503:
                return _json(503, {"code": "busy", "message": "系统繁忙"}, {"Retry-After": "1"})
            wait = faults.decide_seconds.seconds(floor.script.share(code, order_no, turn, "decide"))
            taken = desk.take(
                store,
                envelope,
                request,
                digest=floor.language.body_digest(envelope),
                deduplicates=floor.deduplicates(code),
                turn=turn,
                decide_after=timedelta(0) if how is Reception.DROP_AFTER else timedelta(seconds=wait),
                now=floor.clock(),
            )
        reach("simulator.taken")
        if how is Reception.DROP_AFTER:
            floor.decide_due()
            raise Dropped
        await asyncio.sleep(faults.slow_seconds.seconds(floor.script.share(code, order_no, turn, "slow")))
        if how is Reception.ERROR_500:
            return _json(500, {"code": "failed", "message": "系统故障"})
        serial = f"{code}-{taken.request_id}"
        return self._signed(envelope, Ack(received_at=floor.clock(), serial=serial, repeated=taken.repeated))

    async def _tell_status(self, scope: Scope, code: str, receive: Receive) -> Reply:
        envelope = await self._read(scope, code, receive)
        query = envelope.body
        if not isinstance(query, StatusQuery):
            raise UnsupportedVersion("不支持的报文种类或版本")
        wait = self._floor.script.of(code).slow_seconds
        await asyncio.sleep(wait.seconds(self._floor.script.share(code, query.order_no, 0, "slow_status")))
        return self._signed(envelope, desk.status_of(self._floor.store, code, query.order_no))

    def _signed(self, asked: Envelope, body: Ack | StatusAnswer) -> Reply:
        envelope = Envelope(
            message_id=uuid4(),
            sender=asked.receiver,
            receiver=asked.sender,
            sent_at=self._floor.clock(),
            correlation_id=asked.message_id,
            body=body,
        )
        signed: Signed = self._floor.language.encode(envelope, self._floor.key_of(asked.receiver))
        return 200, signed.content, signed.headers


Reply = tuple[int, bytes, Mapping[str, str]]


def _json(status: int, value: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Reply:
    content = json.dumps(value, ensure_ascii=False).encode()
    return status, content, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}


async def _content(receive: Receive, most: int) -> bytes:
    content = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Dropped
        content += cast("bytes", message.get("body", b""))
        if len(content) > most:
            raise TooLong("报文过长，最多 %(most)s 字节", most=most)
        more = bool(message.get("more_body", False))
    return bytes(content)
