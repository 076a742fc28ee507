"""Sealing and opening personal values inside the house.

A sealed value is version, kind, data key id, nonce and AES-GCM text; version, kind and key are bound into the seal, so
a value cannot pass for another kind or another person's. Lengths are rounded up to 16 bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from goldbell.apps.privacy import datakeys
from goldbell.apps.privacy.blind import blind, blind_lexemes, blind_words, word_query
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.masks import mask
from goldbell.common.errors import Conflict, GoldbellError

__all__ = ["SealBroken", "Sealed", "blind", "blind_lexemes", "blind_words", "seal", "unseal", "warm", "word_query"]

log = structlog.get_logger("goldbell.privacy")
_VERSION: Final = 1
_HEAD: Final = 18  # version, kind, key id
_NONCE: Final = 12
_BLOCK: Final = 16
_KINDS: Final = (Kind.NAME, Kind.PHONE, Kind.ID_NUMBER, Kind.ACCOUNT, Kind.ADDRESS, Kind.WORDS, Kind.FILE, Kind.OTHER)


class SealBroken(Conflict):
    """The sealed bytes were altered, cut or moved."""

    code = "seal_broken"


class Sealed:
    """A personal value that shows only its mask. ``str()`` is the mask; ``repr()`` names kind and key, never content.

    Two are equal when their sealed bytes are; compare values with ``blind``. SealBroken for bytes that are no seal."""

    __slots__ = ("_mask", "raw")

    def __init__(self, raw: bytes) -> None:
        if len(raw) < _HEAD + _NONCE + _BLOCK or raw[0] != _VERSION or raw[1] >= len(_KINDS):
            raise SealBroken("一项密封的内容已损坏，读不出来，请通知安全管理员")
        object.__setattr__(self, "raw", bytes(raw))
        object.__setattr__(self, "_mask", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a sealed value does not change")

    raw: bytes
    _mask: str | None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return _KINDS[self.raw[1]]

    @property
    def key(self) -> UUID:
        """The data key of the person or case it belongs to."""
        return UUID(bytes=self.raw[2:_HEAD])

    @property
    def masked(self) -> str:
        """What may be shown without asking. An erased value says so; so does one that cannot be read."""
        if self._mask is None:
            object.__setattr__(self, "_mask", self._masked())
        return self._mask or ""

    def _masked(self) -> str:
        try:
            return mask(self.kind, unseal(self))
        except datakeys.Erased:
            return _("〔已销毁〕")
        except GoldbellError as error:  # one damaged value must not close the whole page
            log.error("sealed value unreadable", key=str(self.key), code=error.code)
            return _("〔读不出〕")

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<Sealed {self.kind.value} of {self.key}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __reduce__(self) -> tuple[type[Sealed], tuple[bytes]]:
        return Sealed, (self.raw,)


def seal(key: UUID, kind: Kind, text: str) -> Sealed:
    """Seal a value under the person's or case's data key. Raises datakeys.Erased and KeyUnknown."""
    head = bytes((_VERSION, _KINDS.index(Kind(kind)))) + key.bytes
    nonce = os.urandom(_NONCE)
    plain = text.encode() + b"\x80"
    plain += bytes(-len(plain) % _BLOCK)
    return Sealed(head + nonce + AESGCM(_field_key(key)).encrypt(nonce, plain, head))


def unseal(sealed: Sealed) -> str:
    """The plain value, for services that compose a message or match; never for showing (that is ``services.reveal``).

    Raises SealBroken, datakeys.Erased."""
    head, nonce, text = sealed.raw[:_HEAD], sealed.raw[_HEAD : _HEAD + _NONCE], sealed.raw[_HEAD + _NONCE :]
    try:
        plain = AESGCM(_field_key(sealed.key)).decrypt(nonce, text, head)
    except InvalidTag:
        raise SealBroken("一项密封的内容被改动过，读不出来，请通知安全管理员") from None
    return plain[: plain.rindex(b"\x80")].decode()


def warm(values: Iterable[Sealed | None]) -> None:
    """Before a list is shown: fetch the keys of all its values with one question instead of one each."""
    datakeys.warm({value.key for value in values if value is not None})


def _field_key(key: UUID) -> bytes:
    """Fields and files of one person use different keys, both derived from the person's."""
    return HKDF(SHA256(), 32, salt=None, info=b"goldbell field").derive(datakeys.plain_key(key))
