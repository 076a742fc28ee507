"""The simulator as a process: starts, serves, works through what is due, and ends without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import uvicorn

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.keys import KnownKey
from goldbell.common.errors import Invalid
from goldbell.common.moments import utc_now
from goldbell.simulator.book import add_to_book, read_book
from goldbell.simulator.faults import Script, read_script
from goldbell.simulator.floor import Floor
from goldbell.simulator.postman import Postman
from goldbell.simulator.store import claim, open_store
from goldbell.simulator.web import DroppingProtocol, PartnerSocket

log = logging.getLogger("goldbell.simulator")

ROUND_SECONDS: Final = 0.05


class OpenToNetwork(Invalid):
    """Asked to listen where other machines could reach it, without having been told that this is meant."""

    code = "open_to_network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to run. ``port`` 0: any free one. ``callback`` None: answers wait until there is one. ``until``: asked each
    round whether to end."""

    seed: int
    folder: Path
    centre_key: Path
    centre_code: str = "centre"
    book: Path | None = None
    script: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    callback: str | None = None
    open_to_network: bool = False
    match_within: timedelta = timedelta(seconds=120)
    message_tolerance: timedelta = timedelta(minutes=5)
    message_format: str = "goldbell_json"
    until: Callable[[], bool] = lambda: False


def run(settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM, SIGINT or ``until``; then finish what is in hand and close the store.

    ``ready`` is called with the base address once connections are taken. Raises StoreInUse, BadBook, BadScript, BadKey,
    OpenToNetwork.
    """
    if not ipaddress.ip_address(settings.host).is_loopback and not settings.open_to_network:
        raise OpenToNetwork("模拟银行默认只在本机监听；确实要对外开放时，请另加 --open-to-network")
    lock = claim(settings.folder)
    try:
        floor = _build(settings)
        try:
            asyncio.run(_serve(settings, floor, ready))
        finally:
            floor.store.close()
    finally:
        os.close(lock)


def parent_ended() -> Callable[[], bool]:
    """True once the process that started this one is gone, so that no bank is left behind when a desk is killed."""
    parent = os.getppid()
    return lambda: os.getppid() != parent


def _build(settings: Settings) -> Floor:
    centre = KnownKey.from_pem(settings.centre_key.read_bytes(), owner=settings.centre_code)
    script = Script(settings.seed)
    if settings.script is not None:
        script = read_script(settings.script.read_text("utf-8"), seed=settings.seed)
    started = time.monotonic()
    floor = Floor(
        store=open_store(settings.folder / "partners.sqlite3"),
        folder=settings.folder,
        script=script,
        language=format_named(settings.message_format),
        centre_keys={centre.key_id: centre},
        match_within=settings.match_within,
        message_tolerance=settings.message_tolerance,
        clock=utc_now,
        seconds_up=lambda: time.monotonic() - started,
    )
    if settings.book is not None:
        add_to_book(floor.store, read_book(settings.book.read_text("utf-8")))
    floor.learn_partners()
    return floor


async def _serve(settings: Settings, floor: Floor, ready: Callable[[str], None]) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.host, settings.port))
    server = uvicorn.Server(
        uvicorn.Config(
            PartnerSocket(floor),
            http=DroppingProtocol,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    )

    def end(*_: object) -> None:
        server.should_exit = True

    # uvicorn raises the signal again when it is done; with these in place that ends in a clean exit, not a kill.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(listener.close)
        rounds = [asyncio.create_task(_decide(settings, floor, server))]
        if settings.callback is not None:
            postman = Postman(
                floor.store, keys=floor.keys, language=floor.language, callback=settings.callback, clock=floor.clock
            )
            stack.push_async_callback(postman.close)
            rounds.append(asyncio.create_task(_deliver(postman, floor, server)))
        for round_ in rounds:
            # A failing round ends the process visibly: a bank must not look alive and do nothing.
            round_.add_done_callback(end)
        listener.listen(512)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        ready(f"http://{host}:{listener.getsockname()[1]}")
        await server.serve(sockets=[listener])
        await asyncio.gather(*rounds)


async def _decide(settings: Settings, floor: Floor, server: uvicorn.Server) -> None:
    while not server.should_exit:
        if settings.until():
            server.should_exit = True
        await asyncio.sleep(0 if floor.decide_due() else ROUND_SECONDS)


async def _deliver(postman: Postman, floor: Floor, server: uvicorn.Server) -> None:
    while not server.should_exit:
        await asyncio.sleep(0 if await postman.deliver_due(floor.is_down) else ROUND_SECONDS)
