"""A genuine signature does not make nonsense true: what is signed is still held against the agreed shape."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from goldbell.adapters.messages.contracts import Envelope, OrderState, StatusAnswer, StopRequest
from goldbell.adapters.messages.failures import MalformedMessage, UnsupportedVersion
from goldbell.adapters.messages.goldbell_json.codec import FORMAT
from goldbell.adapters.messages.keys import BadKey, KnownKey, SigningKey
from goldbell.adapters.messages.tests import builders

KEY = SigningKey.create(owner="centre")


def read_signed(content: bytes, **headers: str) -> Envelope:
    """Decode bytes that the real key really signed, whatever they are."""
    told = {
        "Goldbell-Key": KEY.key_id,
        "Goldbell-Sent-At": "2026-03-04T04:13:32.000000Z",
        "Idempotency-Key": str(builders.MESSAGE),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lead = "\n".join(("goldbell-json-1", *told.values(), "")).encode()
    told["Goldbell-Signature"] = base64.b64encode(KEY.sign(lead + content)).decode()
    keys = {KEY.key_id: KEY.known}
    return FORMAT.decode(content, told, keys, receiver="bank-a", now=builders.NOON, tolerance=timedelta(minutes=5))


def plain() -> dict[str, Any]:
    """A good stop request as JSON can hold it; tests break it."""
    signed = FORMAT.encode(builders.envelope(builders.stop_request()), KEY)
    found: dict[str, Any] = json.loads(signed.content)
    return found


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def body_with(**changes: object) -> Callable[[], bytes]:
    def build() -> bytes:
        whole = plain()
        whole["body"].update(changes)
        return written(whole)

    return build


def test_the_unbroken_request_is_read() -> None:
    assert read_signed(written(plain())).body == builders.stop_request()


@pytest.mark.parametrize(
    "build",
    [
        body_with(ask_fen=0),
        body_with(ask_fen=-1),
        body_with(ask_fen=True),
        body_with(ask_fen="100"),
        body_with(ask_fen=10**15),
        body_with(ask_fen=2**63),
        body_with(ask_fen=1.5),
        body_with(ask_fen=1e3),
        body_with(ask_fen=float("nan")),
        body_with(ask_fen=None),
        body_with(ordinal=3),
        body_with(ordinal=0),
        body_with(currency="cny"),
        body_with(account_name=""),
        body_with(account_name="马" * 201),
        body_with(account_name="张三\u202e李四"),
        body_with(account_name="张三\n李四"),
        body_with(account_name=["张三"]),
        body_with(account_no="6222 0212"),
        body_with(bank_code="../admin"),
        body_with(transferred_at="2026-03-04T04:00:00"),
        body_with(transferred_at="2026-02-30T04:00:00Z"),
        body_with(transferred_at="0001-01-01T00:00:00+23:59"),
        body_with(transferred_at=1_772_597_612),
        body_with(transferred_at="2026-03-05T04:00:00Z"),
        body_with(approver_badge="010203"),
        body_with(extra="x"),
    ],
)
def test_a_signed_but_wrong_body_is_refused(build: Callable[[], bytes]) -> None:
    with pytest.raises(MalformedMessage):
        read_signed(build())


@pytest.mark.parametrize("missing", ["account_name", "account_no", "transfer_amount_fen", "transferred_at"])
def test_a_stop_without_one_of_the_four_fields_is_refused(missing: str) -> None:
    whole = plain()
    del whole["body"][missing]
    with pytest.raises(MalformedMessage):
        read_signed(written(whole))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b"{",
        b"[" * 200_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"kind":"stop_request","kind":"ack"}',
        b'{"version":' + b"9" * 6000 + b"}",
        b'{"sender":NaN}',
        b'{"sender":"\\ud800"}',
        b" " * (256 * 1024 + 1),
        "{}".encode("utf-16"),
    ],
)
def test_text_that_is_not_one_plain_object_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedMessage):
        read_signed(content)


def test_a_repeated_key_deep_inside_is_refused() -> None:
    doubled = written(plain()).replace(b'"ask_fen": 5000000', b'"ask_fen": 5000000, "ask_fen": 1')
    assert doubled.count(b"ask_fen") == 2
    with pytest.raises(MalformedMessage):
        read_signed(doubled)


@pytest.mark.parametrize(("field", "value"), [("kind", "confiscate"), ("version", 2), ("version", 0)])
def test_an_unknown_kind_or_version_is_told_apart(field: str, value: object) -> None:
    # A newer version may carry other fields; that must not read as a broken message.
    with pytest.raises(UnsupportedVersion):
        read_signed(written(plain() | {field: value, "new_in_2": 1}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", True),
        ("version", "1"),
        ("message_id", "7C9E6679-7425-40DE-944B-E07FC1F90AE7"),
        ("message_id", "00000000-0000-4000-8000-000000000000"),
        ("sent_at", "2026-03-04T04:13:33.000000Z"),
        ("sender", "two words"),
        ("correlation_id", "none"),
        ("extra", 1),
    ],
)
def test_a_wrong_envelope_is_refused(field: str, value: object) -> None:
    with pytest.raises(MalformedMessage):
        read_signed(written(plain() | {field: value}))


def test_two_headers_that_differ_in_case_only_are_refused() -> None:
    signed = FORMAT.encode(builders.envelope(builders.stop_request()), KEY)
    headers = {**signed.headers, "goldbell-key": "ed25519-other"}
    with pytest.raises(MalformedMessage):
        FORMAT.decode(
            signed.content,
            headers,
            {KEY.key_id: KEY.known},
            receiver="bank-a",
            now=builders.NOON,
            tolerance=timedelta(minutes=5),
        )


def test_times_of_any_zone_arrive_as_the_same_moment() -> None:
    shanghai = timezone(timedelta(hours=8))
    local = replace(builders.stop_request(), transferred_at=datetime(2026, 3, 4, 12, 1, 32, tzinfo=shanghai))
    signed = FORMAT.encode(builders.envelope(local), KEY)
    assert b"2026-03-04T04:01:32.000000Z" in signed.content
    body = read_signed(signed.content).body
    assert isinstance(body, StopRequest)
    assert body.transferred_at == local.transferred_at
    assert body.transferred_at.tzinfo is UTC


@pytest.mark.parametrize(
    "build",
    [
        lambda: builders.executed(held_fen=3_000_001),
        lambda: builders.executed(expires_at=builders.NOON + timedelta(hours=49)),
        lambda: builders.executed(executed_at=None),
        lambda: builders.executed(refusal_reason="其他"),
        lambda: builders.refused(held_fen=1),
        lambda: builders.refused(refusal_code=None),
        lambda: builders.executed(outcome="executed"),
        lambda: StatusAnswer(order_no="1", known=True, state=OrderState.UNKNOWN),
        lambda: StatusAnswer(order_no="1", known=True, state=OrderState.EXECUTED),
        lambda: StatusAnswer(order_no="another", known=True, state=OrderState.EXECUTED, answer=builders.executed()),
        lambda: builders.stop_request(transferred_at=datetime(2026, 3, 4)),
        lambda: builders.envelope("text"),  # type: ignore[arg-type]
    ],
)
def test_a_body_that_contradicts_itself_cannot_be_built(build: Callable[[], object]) -> None:
    with pytest.raises(MalformedMessage):
        build()


def test_refusals_never_repeat_what_was_in_the_message() -> None:
    with pytest.raises(MalformedMessage) as caught:
        read_signed(body_with(account_name="马䶮\u202e六二二二")())
    assert "马" not in str(caught.value)
    assert "马" not in str(dict(caught.value.facts))


def test_keys_go_through_files_and_only_ed25519_is_taken() -> None:
    again = SigningKey.from_pem(KEY.to_pem(password=b"word"), owner="centre", password=b"word")
    assert again.key_id == KEY.key_id
    assert KnownKey.from_pem(KEY.known.pem, owner="centre").key_id == KEY.key_id
    assert "PRIVATE" not in repr(KEY)
    for wrong in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", KEY.to_pem()):
        with pytest.raises(BadKey):
            KnownKey.from_pem(wrong, owner="centre")
    with pytest.raises(BadKey):
        SigningKey.from_pem(KEY.to_pem(password=b"word"), owner="centre")
