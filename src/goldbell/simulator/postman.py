"""Brings answers to the centre, and again until it says it has them; survives being killed between any two steps."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import httpx

from goldbell.adapters.messages.contracts import Envelope, MessageFormat, StopAnswer
from goldbell.adapters.messages.keys import SigningKey
from goldbell.adapters.messages.shape import from_plain
from goldbell.common.crash_points import reach
from goldbell.simulator.store import ticks, writing

log = logging.getLogger("goldbell.simulator.postman")

MOST_AT_ONCE: Final = 16
_LONGEST_WAIT: Final = 30.0


def wait_after(attempts: int) -> timedelta:
    """Back-off before the next attempt: 0.25 s, doubled each time, at most 30 s."""
    return timedelta(seconds=min(0.25 * 2 ** min(attempts, 10), _LONGEST_WAIT))


class Postman:
    """Delivers due answers. ``callback``: the centre's address, ``{code}`` in it stands for the partner's code."""

    def __init__(
        self,
        store: sqlite3.Connection,
        *,
        keys: Mapping[str, SigningKey],
        language: MessageFormat,
        callback: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._keys = keys
        self._language = language
        self._callback = callback
        self._clock = clock
        # The centre's address is given by hand; a proxy of the environment has no business between the two.
        self._client = httpx.AsyncClient(timeout=5.0, trust_env=False)

    async def close(self) -> None:
        await self._client.aclose()

    async def deliver_due(self, is_down: Callable[[str], bool]) -> int:
        """Bring what is due, several at once; a partner that is down brings nothing. Returns how many arrived."""
        rows = self._store.execute(
            "SELECT answers.*, requests.sender, requests.message_id AS asked FROM answers"
            " JOIN requests ON requests.id = answers.request_id"
            " WHERE delivered < wanted AND due_at <= ? ORDER BY due_at, request_id LIMIT ?",
            (ticks(self._clock()), 4 * MOST_AT_ONCE),
        ).fetchall()
        up = [row for row in rows if not is_down(row["bank_code"])][:MOST_AT_ONCE]
        return sum(await asyncio.gather(*(self._deliver(row) for row in up)))

    async def _deliver(self, row: sqlite3.Row) -> bool:
        envelope = Envelope(
            message_id=UUID(row["message_id"]),
            sender=row["bank_code"],
            receiver=row["sender"],
            sent_at=self._clock(),
            correlation_id=UUID(row["asked"]),
            body=from_plain(StopAnswer, json.loads(row["body"])),
        )
        signed = self._language.encode(envelope, self._keys[row["bank_code"]])
        address = self._callback.replace("{code}", row["bank_code"])
        try:
            response = await self._client.post(address, content=signed.content, headers=dict(signed.headers))
            result, arrived = str(response.status_code), response.is_success
            reach("simulator.told")
        except httpx.HTTPError as failure:
            result, arrived = type(failure).__name__, False
        next_at = ticks(self._clock() + (timedelta(0) if arrived else wait_after(row["attempts"])))
        with writing(self._store):
            self._store.execute(
                "UPDATE answers SET delivered = delivered + ?, attempts = attempts + 1, last_result = ?, due_at = ?"
                " WHERE request_id = ?",
                (int(arrived), result, next_at, row["request_id"]),
            )
        log.info("answer %s of %s: %s", row["request_id"], row["bank_code"], result)
        return arrived
