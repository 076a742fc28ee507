"""Data keys in use: unwrapped for a moment, in this process only."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goldbell.apps.privacy import keyring
from goldbell.apps.privacy.models import DataKey
from goldbell.common.errors import Conflict, NotFound

#: Another process learns of an erasure at the latest after this many seconds.
REMEMBERED_SECONDS: Final = 15.0
_MOST_REMEMBERED: Final = 20_000
_NONCE: Final = 12


class Erased(NotFound):
    """The person's key was destroyed; what it sealed cannot be read by anybody."""

    code = "erased"


class KeyUnknown(NotFound):
    """No such data key."""

    code = "key_unknown"


class WrapBroken(Conflict):
    """A wrapped key was altered in the database."""

    code = "wrap_broken"


_known: dict[UUID, tuple[float, bytes]] = {}
_lock = threading.Lock()


def wrap(key: UUID, plain: bytes) -> tuple[bytes, int]:
    """The key as it may lie in the database, and the id of the master key that wrapped it."""
    number = keyring.newest_master()
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(keyring.master(number)).encrypt(nonce, plain, _bound(key, number)), number


def unwrap(row: DataKey) -> bytes:
    """The plain key. Raises Erased, WrapBroken, and KeyMissing when the master key's file is gone."""
    if row.wrapped is None:
        raise Erased("这个人的信息已按规定销毁，没有人能再读出")
    wrapped = bytes(row.wrapped)
    try:
        return AESGCM(keyring.master(row.master)).decrypt(
            wrapped[:_NONCE], wrapped[_NONCE:], _bound(row.pk, row.master)
        )
    except InvalidTag:
        raise WrapBroken("一把数据密钥在数据库里被改动过，请通知安全管理员") from None


def plain_key(key: UUID) -> bytes:
    """The plain data key, from memory or the database. Raises Erased, KeyUnknown, WrapBroken."""
    remembered = _known.get(key)
    if remembered is not None and remembered[0] > time.monotonic():
        return remembered[1]
    row = DataKey.objects.filter(pk=key).first()
    if row is None:
        raise KeyUnknown("没有这把数据密钥")
    return _remember(key, unwrap(row))


def warm(keys: Iterable[UUID]) -> None:
    """Fetch many keys with one question, before a list of people is shown. Erased and unknown ones are passed over."""
    now = time.monotonic()
    missing = {key for key in keys if key not in _known or _known[key][0] <= now}
    for row in DataKey.objects.filter(pk__in=missing, wrapped__isnull=False) if missing else ():
        _remember(row.pk, unwrap(row))


def forget(key: UUID | None = None) -> None:
    """Drop one key, or all, from this process's memory."""
    with _lock:
        if key is None:
            _known.clear()
        else:
            _known.pop(key, None)


def _remember(key: UUID, plain: bytes) -> bytes:
    with _lock:
        if len(_known) >= _MOST_REMEMBERED:
            _known.clear()
        _known[key] = (time.monotonic() + REMEMBERED_SECONDS, plain)
    return plain


def _bound(key: UUID, master: int) -> bytes:
    """Binds a wrapped key to its row and its master, so that rows cannot be swapped."""
    return b"goldbell data key\x00" + key.bytes + master.to_bytes(4, "big")
