"""All simulated partners together: their keys, store, clock and faults, as socket, postman and admin share them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from goldbell.adapters.messages.contracts import MessageFormat
from goldbell.adapters.messages.keys import KnownKey, SigningKey
from goldbell.common.errors import NotFound
from goldbell.simulator import desk
from goldbell.simulator.faults import Script


@dataclass(slots=True)
class Floor:
    """``centre_keys``: whose orders are believed. ``match_within``: how far a transfer's time may lie from the order's.
    ``message_tolerance``: how old a message may be. ``seconds_up``: since the process started."""

    store: sqlite3.Connection
    folder: Path
    script: Script
    language: MessageFormat
    centre_keys: Mapping[str, KnownKey]
    match_within: timedelta
    message_tolerance: timedelta
    clock: Callable[[], datetime]
    seconds_up: Callable[[], float]
    keys: dict[str, SigningKey] = field(default_factory=dict)

    def partners(self) -> list[dict[str, object]]:
        """The partners as set-up wants them."""
        rows = self.store.execute("SELECT * FROM partners ORDER BY code").fetchall()
        return [{**dict(row), "deduplicates": bool(row["deduplicates"])} for row in rows]

    def deduplicates(self, code: str) -> bool:
        row = self.store.execute("SELECT deduplicates FROM partners WHERE code = ?", (code,)).fetchone()
        return bool(row["deduplicates"])

    def is_down(self, code: str) -> bool:
        return self.script.of(code).is_down(self.seconds_up())

    def key_of(self, code: str) -> SigningKey:
        """The partner's key. Raises NotFound for a code that is not simulated here."""
        try:
            return self.keys[code]
        except KeyError:
            raise NotFound("没有这个机构") from None

    def learn_partners(self) -> None:
        """Read each partner's key, or make it the first time; called again after partners were added."""
        folder = self.folder / "keys"
        folder.mkdir(mode=0o700, exist_ok=True)
        for partner in self.partners():
            code = str(partner["code"])
            if code not in self.keys:
                self.keys[code] = _key_in(folder / f"{code}.pem", code)

    def decide_due(self) -> int:
        """Decide what is due at partners that are up. Returns how many."""
        rows = [row for row in desk.due_requests(self.store, self.clock()) if not self.is_down(row["bank_code"])]
        for row in rows:
            desk.decide(self.store, row, self.script, match_within=self.match_within, now=self.clock())
        return len(rows)


def _key_in(path: Path, owner: str) -> SigningKey:
    if path.exists():
        return SigningKey.from_pem(path.read_bytes(), owner=owner)
    key = SigningKey.create(owner=owner)
    # Written aside and renamed: a kill in between must not leave half a key that the centre already trusts.
    aside = path.with_suffix(".new")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.to_pem())
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return key
