"""The vault: evidence files sealed in chunks outside the database, safe on disk before anybody is told so.

File: magic, key id, salt; then chunks of 1 MiB, each AES-GCM under a key of this file alone, its nonce counting the
chunks and marking the last, so that no chunk can be cut off, moved or repeated. Chunk 0 holds the file's name.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from goldbell.apps.privacy import datakeys
from goldbell.apps.privacy.contracts import StoredFile
from goldbell.apps.privacy.sealing import SealBroken
from goldbell.common.errors import NotFound
from goldbell.common.secret_files import fsync_folder

CHUNK: Final = 1024 * 1024
_TAG: Final = 16
_MAGIC: Final = b"goldbell vault 1"
_SALT: Final = 16
_HEAD: Final = len(_MAGIC) + 16 + _SALT
_PATH_ID: Final = re.compile(r"[0-9a-f]{32}")


class FileGone(NotFound):
    """The vault has no such file: it was erased, or the evidence folder was not restored."""

    code = "file_gone"


def store(key: UUID, source: bytes | BinaryIO, name: str) -> StoredFile:
    """Seal a file under a data key, fsynced before this returns. ``name`` is kept inside the seal.

    If the caller's transaction fails later, the file stays as an unreadable orphan: nothing was promised."""
    path_id = secrets.token_hex(16)
    place = _place(path_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as target:
            digest, size = _write(target, key, io.BytesIO(source) if isinstance(source, bytes) else source, name)
            target.flush()
            os.fsync(target.fileno())
        os.rename(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    fsync_folder(place.parent)
    fsync_folder(place.parent.parent)
    return StoredFile(sha256=digest, size=size, path_id=path_id)


def open_(path_id: str, key: UUID) -> bytes:
    """The whole file. Raises FileGone, SealBroken (altered, cut, or another key's), datakeys.Erased."""
    return b"".join(stream(path_id, key))


def stream(path_id: str, key: UUID) -> Iterator[bytes]:
    """The file in chunks of up to 1 MiB; each was checked before it is given, the end when the last one is."""
    chunks = _chunks(path_id, key)
    next(chunks)  # the name
    yield from chunks


def opened(path_id: str, key: UUID) -> Iterator[bytes]:
    """As ``stream``, but what can be known at once is checked at once: that the file is there, its key, head and first
    chunk. For a page that sends it: after the first byte went out nobody can be told anything any more."""
    chunks = stream(path_id, key)
    first = next(chunks, b"")
    return chain((first,), chunks)


def name_of(path_id: str, key: UUID) -> str:
    """The name the file came with."""
    return next(_chunks(path_id, key)).decode()


def remove(path_id: str) -> None:
    """Take a file out of the vault; gone already is fine."""
    _place(path_id).unlink(missing_ok=True)


def _write(target: BinaryIO, key: UUID, source: BinaryIO, name: str) -> tuple[str, int]:
    salt = os.urandom(_SALT)
    head = _MAGIC + key.bytes + salt
    target.write(head)
    cipher = AESGCM(_file_key(key, salt))
    digest, size, number = hashlib.sha256(), 0, 1
    target.write(_framed(cipher, head, 0, name.encode(), last=False))
    chunk = source.read(CHUNK)
    while True:
        following = source.read(CHUNK) if chunk else b""
        digest.update(chunk)
        size += len(chunk)
        target.write(_framed(cipher, head, number, chunk, last=not following))
        if not following:
            return digest.hexdigest(), size
        chunk, number = following, number + 1


def _framed(cipher: AESGCM, head: bytes, number: int, chunk: bytes, *, last: bool) -> bytes:
    sealed = cipher.encrypt(_nonce(number, last), chunk, head)
    return len(sealed).to_bytes(4, "big") + sealed


def _chunks(path_id: str, key: UUID) -> Iterator[bytes]:
    try:
        source = _place(path_id).open("rb")
    except FileNotFoundError:
        raise FileGone("证据库里没有这个文件：已按规定销毁，或者证据目录没有恢复") from None
    with source:
        head = source.read(_HEAD)
        if len(head) != _HEAD or not head.startswith(_MAGIC) or head[len(_MAGIC) : len(_MAGIC) + 16] != key.bytes:
            raise SealBroken("证据文件的封头不对，读不出来，请通知安全管理员")
        cipher = AESGCM(_file_key(key, head[-_SALT:]))
        number, last = 0, False
        while not last:
            last, chunk = _read_chunk(source, cipher, head, number)
            yield chunk
            number += 1


def _read_chunk(source: BinaryIO, cipher: AESGCM, head: bytes, number: int) -> tuple[bool, bytes]:
    length = int.from_bytes(source.read(4), "big")
    sealed = source.read(length) if _TAG <= length <= CHUNK + _TAG else b""
    last = len(sealed) == length and not source.peek(1) if isinstance(source, io.BufferedReader) else False
    try:
        return last, cipher.decrypt(_nonce(number, last), sealed, head)
    except (InvalidTag, ValueError):
        raise SealBroken("证据文件被改动或截断过，读不出来，请通知安全管理员") from None


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _file_key(key: UUID, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=b"goldbell file").derive(datakeys.plain_key(key))


def _place(path_id: str) -> Path:
    if not _PATH_ID.fullmatch(path_id):
        raise FileGone("证据库里没有这个文件")
    return Path(settings.GOLDBELL_VAULT) / path_id[:2] / path_id
