"""The bank's own memory: one SQLite file that survives being killed, because an acknowledged order must not be lost.

Money is integer fen; moments are microseconds since 1970 UTC, so they sort and compare exactly.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from goldbell.common.errors import Conflict

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS partners (
  code TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, kind TEXT NOT NULL,
  deduplicates INTEGER NOT NULL CHECK (deduplicates IN (0, 1))
) STRICT;
CREATE TABLE IF NOT EXISTS accounts (
  account_no TEXT PRIMARY KEY, bank_code TEXT NOT NULL REFERENCES partners, holder TEXT NOT NULL,
  currency TEXT NOT NULL, frozen_at INTEGER,
  opening_fen INTEGER NOT NULL CHECK (opening_fen >= 0), balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0)
) STRICT;
-- One row per transfer however many ends of it are in the book: what is blocked at one end never arrives at the other.
CREATE TABLE IF NOT EXISTS transfers (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  from_account TEXT NOT NULL, from_name TEXT NOT NULL, from_bank TEXT NOT NULL,
  to_account TEXT NOT NULL, to_name TEXT NOT NULL, to_bank TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('coming', 'done', 'blocked'))
) STRICT;
CREATE INDEX IF NOT EXISTS transfers_coming ON transfers (at, id) WHERE state = 'coming';
CREATE INDEX IF NOT EXISTS transfers_out ON transfers (from_account, at);
CREATE INDEX IF NOT EXISTS transfers_in ON transfers (to_account, at);
CREATE TABLE IF NOT EXISTS arrivals (
  bank_code TEXT NOT NULL, about TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (bank_code, about)
) STRICT;
-- once_message and once_order are filled only where the bank de-duplicates; NULLs never collide.
CREATE TABLE IF NOT EXISTS requests (
  id INTEGER PRIMARY KEY, bank_code TEXT NOT NULL, message_id TEXT NOT NULL, order_no TEXT NOT NULL,
  body_digest TEXT NOT NULL, body TEXT NOT NULL, sender TEXT NOT NULL, turn INTEGER NOT NULL,
  received_at INTEGER NOT NULL, decide_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'executed', 'refused')),
  once_message TEXT, once_order TEXT,
  UNIQUE (bank_code, once_message), UNIQUE (bank_code, once_order)
) STRICT;
CREATE INDEX IF NOT EXISTS requests_due ON requests (decide_at) WHERE state = 'received';
CREATE INDEX IF NOT EXISTS requests_order ON requests (bank_code, order_no);
CREATE TABLE IF NOT EXISTS executions (
  id INTEGER PRIMARY KEY, request_id INTEGER NOT NULL UNIQUE REFERENCES requests, bank_code TEXT NOT NULL,
  order_no TEXT NOT NULL, account_no TEXT NOT NULL REFERENCES accounts,
  executed_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, held_fen INTEGER NOT NULL CHECK (held_fen >= 0)
) STRICT;
CREATE INDEX IF NOT EXISTS executions_account ON executions (account_no);
CREATE TABLE IF NOT EXISTS answers (
  request_id INTEGER PRIMARY KEY REFERENCES requests, bank_code TEXT NOT NULL, message_id TEXT NOT NULL,
  body TEXT NOT NULL, due_at INTEGER, wanted INTEGER NOT NULL, delivered INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, last_result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS answers_due ON answers (due_at) WHERE delivered < wanted;
"""


class StoreInUse(Conflict):
    """Another simulator works with this folder."""

    code = "simulator_store_in_use"


def ticks(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _TICK


def moment_of(microseconds: int) -> datetime:
    """The moment back, in UTC."""
    return _EPOCH + microseconds * _TICK


def claim(folder: Path) -> int:
    """Take the folder for this process, released by the kernel however the process ends. Raises StoreInUse."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise StoreInUse("另一个模拟银行进程正在使用这个文件夹") from None
    return lock


def open_store(path: Path | str) -> sqlite3.Connection:
    """Open, creating what is missing. Every commit is on disk before it returns."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(SCHEMA)
    return connection


@contextmanager
def writing(store: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it is kept, or nothing."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")
