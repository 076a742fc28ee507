"""The codec of signed JSON. Believe the signature first, read the bytes after.

The signature covers the headers' key id, moment and idempotency key and the exact bytes, so none can be exchanged::

    goldbell-json-1 LF key-id LF sent-at LF idempotency-key LF bytes
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from goldbell.adapters.messages.contracts import BODIES, Body, Envelope, Signed
from goldbell.adapters.messages.failures import (
    BadSignature,
    MalformedMessage,
    Misdirected,
    StaleMessage,
    UnknownKey,
    UnsupportedVersion,
)
from goldbell.adapters.messages.goldbell_json import strict_json
from goldbell.adapters.messages.keys import KnownKey, SigningKey
from goldbell.adapters.messages.shape import Plain, from_plain, read_moment, read_uuid, to_plain, wrong

KEY: Final = "Goldbell-Key"
SIGNATURE: Final = "Goldbell-Signature"
SENT_AT: Final = "Goldbell-Sent-At"
IDEMPOTENCY: Final = "Idempotency-Key"

_FIELDS: Final = frozenset({"message_id", "kind", "version", "sender", "receiver", "sent_at", "correlation_id", "body"})


class GoldbellJson:
    """See ``MessageFormat`` for what each method promises."""

    name: Final = "goldbell_json"

    def encode(self, envelope: Envelope, key: SigningKey) -> Signed:
        """Write and sign. The key must be the sender's own. Raises BadSignature, MalformedMessage."""
        if key.owner != envelope.sender:
            raise BadSignature("签名密钥不属于发送方")
        sent_at = str(to_plain(envelope.sent_at))
        message_id = str(envelope.message_id)
        content = strict_json.write(
            {
                "message_id": message_id,
                "kind": envelope.kind,
                "version": envelope.version,
                "sender": envelope.sender,
                "receiver": envelope.receiver,
                "sent_at": sent_at,
                "correlation_id": to_plain(envelope.correlation_id),
                "body": to_plain(envelope.body),
            }
        )
        signature = key.sign(_signed_bytes(key.key_id, sent_at, message_id, content))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            KEY: key.key_id,
            SIGNATURE: base64.b64encode(signature).decode(),
            SENT_AT: sent_at,
            IDEMPOTENCY: message_id,
        }
        return Signed(content, headers)

    def decode(
        self,
        content: bytes,
        headers: Mapping[str, str],
        keys: Mapping[str, KnownKey],
        *,
        receiver: str,
        now: datetime,
        tolerance: timedelta,
    ) -> Envelope:
        """Verify, then read. Header names in any case."""
        if len(content) > strict_json.MOST_BYTES:
            raise MalformedMessage("报文过长，最多 %(most)s 字节", most=strict_json.MOST_BYTES)
        told = _told(headers)
        known = keys.get(told[KEY])
        if known is None:
            raise UnknownKey("报文使用了未登记的密钥")
        signed = _signed_bytes(told[KEY], told[SENT_AT], told[IDEMPOTENCY], content)
        if not known.verifies(_signature(told[SIGNATURE]), signed):
            raise BadSignature("报文签名不符，未采用")
        if abs(now - read_moment(told[SENT_AT], SENT_AT)) > tolerance:
            raise StaleMessage("报文发送时间与当前时间相差过大，未采用")
        envelope = _envelope(strict_json.read(content))
        if envelope.sender != known.owner:
            raise BadSignature("签名密钥不属于发送方")
        if envelope.receiver != receiver:
            raise Misdirected("报文的收件方不是本单位")
        if to_plain(envelope.sent_at) != told[SENT_AT] or str(envelope.message_id) != told[IDEMPOTENCY]:
            raise MalformedMessage("报文头与报文内容不一致")
        return envelope

    def body_digest(self, envelope: Envelope) -> str:
        """SHA-256 of kind, version and body: equal over resends, so the same id with another body is found out."""
        body: Plain = {"kind": envelope.kind, "version": envelope.version, "body": to_plain(envelope.body)}
        return hashlib.sha256(strict_json.write(body)).hexdigest()


def _signed_bytes(key_id: str, sent_at: str, idempotency_key: str, content: bytes) -> bytes:
    return "\n".join(("goldbell-json-1", key_id, sent_at, idempotency_key, "")).encode() + content


def _told(headers: Mapping[str, str]) -> dict[str, str]:
    """The four headers that count. Raises MalformedMessage if one is missing, repeated or not plain."""
    wanted = {name.lower(): name for name in (KEY, SIGNATURE, SENT_AT, IDEMPOTENCY)}
    told: dict[str, str] = {}
    for given, value in headers.items():
        name = wanted.get(given.lower())
        if name is None:
            continue
        if name in told or not value.isascii() or not value.isprintable() or len(value) > 200:
            raise wrong(name)
        told[name] = value
    for name in wanted.values():
        if name not in told:
            raise wrong(name, "缺少")
    return told


def _signature(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise BadSignature("报文签名不符，未采用") from None
    # Base64 has spare bits: only the one true spelling is taken.
    if len(raw) != 64 or base64.b64encode(raw).decode() != text:
        raise BadSignature("报文签名不符，未采用")
    return raw


def _body_type(kind: object, version: object) -> type[Body]:
    if not isinstance(kind, str) or type(version) is not int:
        raise wrong("kind")
    found = BODIES.get((kind, version))
    if found is None:
        raise UnsupportedVersion("不支持的报文种类或版本")
    return found


def _envelope(plain: dict[str, object]) -> Envelope:
    # The kind goes first: a newer version may have other fields, and that is no malformed message.
    body_type = _body_type(plain.get("kind"), plain.get("version"))
    if set(plain) != _FIELDS:
        raise wrong("envelope", "字段与约定不一致")
    sender, receiver = plain["sender"], plain["receiver"]
    if not isinstance(sender, str) or not isinstance(receiver, str):
        raise wrong("sender", "类型不对")
    answered = plain["correlation_id"]
    return Envelope(
        message_id=read_uuid(plain["message_id"], "message_id"),
        sender=sender,
        receiver=receiver,
        sent_at=read_moment(plain["sent_at"], "sent_at"),
        correlation_id=None if answered is None else read_uuid(answered, "correlation_id"),
        body=from_plain(body_type, plain["body"]),
    )


FORMAT: Final = GoldbellJson()
