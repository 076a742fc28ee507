"""One conformance suite for every message format found: samples still read, round trip, no flipped byte believed."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib.resources import files
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.adapters.messages import format_named, formats
from goldbell.adapters.messages.contracts import Envelope, MessageFormat
from goldbell.adapters.messages.failures import (
    BadSignature,
    MalformedMessage,
    Misdirected,
    StaleMessage,
    UnknownFormat,
    UnknownKey,
)
from goldbell.adapters.messages.keys import KnownKey, SigningKey
from goldbell.adapters.messages.tests import builders
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import parse_moment

KEY = SigningKey.create(owner="centre")
OTHER = SigningKey.create(owner="bank-b")
KEYS = {KEY.key_id: KEY.known, OTHER.key_id: OTHER.known}
MINUTES = timedelta(minutes=5)

each_format = pytest.mark.parametrize("language", formats().values(), ids=list(formats()))
each_body = pytest.mark.parametrize("body", builders.BODIES.values(), ids=list(builders.BODIES))


def back(language: MessageFormat, content: bytes, headers: dict[str, str], **changes: object) -> Envelope:
    facts: dict[str, object] = {"receiver": "bank-a", "now": builders.NOON, "tolerance": MINUTES}
    return language.decode(content, headers, KEYS, **{**facts, **changes})  # type: ignore[arg-type]


def test_goldbells_own_format_is_found_and_unknown_names_are_told() -> None:
    assert "goldbell_json" in formats()
    with pytest.raises(UnknownFormat):
        format_named("../secrets")


@each_format
@each_body
def test_what_is_sent_is_what_arrives(language: MessageFormat, body: object) -> None:
    sent = builders.envelope(body, correlation_id=builders.MESSAGE)  # type: ignore[arg-type]
    signed = language.encode(sent, KEY)
    assert back(language, signed.content, dict(signed.headers)) == sent
    assert language.encode(sent, KEY) == signed
    shouted = {name.upper(): value for name, value in signed.headers.items()}
    assert back(language, signed.content, shouted) == sent


@each_format
def test_samples_written_earlier_are_still_read_to_the_byte(language: MessageFormat) -> None:
    folder = files("goldbell.adapters.messages") / language.name / "samples"
    keys = {
        key_id: KnownKey.from_pem(known["pem"].encode(), owner=known["owner"])
        for key_id, known in json.loads((folder / "keys.json").read_text("utf-8")).items()
    }
    assert all(known.key_id == key_id for key_id, known in keys.items())
    found = sorted(item.name for item in folder.iterdir() if item.name.endswith(".message"))
    assert {name.removesuffix(".message") for name in found} == set(builders.BODIES)
    for name in found:
        headers = json.loads((folder / name.replace(".message", ".headers.json")).read_text("utf-8"))
        content = (folder / name).read_bytes()
        read = language.decode(
            content,
            headers,
            keys,
            receiver="bank-a",
            now=parse_moment(headers["Goldbell-Sent-At"]),
            tolerance=timedelta(0),
        )
        assert read.body == builders.BODIES[name.removesuffix(".message")]
        # Written again the same bytes come out: a codec that drifts from what partners hold is found here.
        assert language.encode(read, SigningKey.create(owner=read.sender)).content == content


@each_format
@settings(max_examples=300, deadline=None)
@given(place=st.integers(min_value=0), mask=st.integers(1, 255))
def test_no_flipped_byte_is_believed(language: MessageFormat, place: int, mask: int) -> None:
    signed = language.encode(builders.envelope(builders.executed()), KEY)
    changed = bytearray(signed.content)
    changed[place % len(changed)] ^= mask
    with pytest.raises(BadSignature):
        back(language, bytes(changed), dict(signed.headers))


@each_format
@settings(max_examples=300, deadline=None)
@given(
    header=st.sampled_from(["Goldbell-Key", "Goldbell-Signature", "Goldbell-Sent-At", "Idempotency-Key"]),
    place=st.integers(min_value=0),
    sign=st.characters(),
)
def test_no_changed_header_is_believed(language: MessageFormat, header: str, place: int, sign: str) -> None:
    signed = language.encode(builders.envelope(builders.stop_request()), KEY)
    headers = dict(signed.headers)
    text = headers[header]
    place %= len(text)
    headers[header] = text[:place] + sign + text[place + 1 :]
    if headers[header] == text:
        return
    with pytest.raises((BadSignature, UnknownKey, MalformedMessage)):
        back(language, signed.content, headers)


@each_format
@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=400), values=st.lists(st.text(max_size=120), min_size=4, max_size=4))
def test_noise_only_ever_meets_a_named_refusal(language: MessageFormat, content: bytes, values: list[str]) -> None:
    names = ["Goldbell-Key", "Goldbell-Signature", "Goldbell-Sent-At", "Idempotency-Key"]
    with pytest.raises(GoldbellError):
        back(language, content, dict(zip(names, values, strict=True)))


@each_format
def test_a_header_short_is_a_refusal(language: MessageFormat) -> None:
    signed = language.encode(builders.envelope(builders.stop_request()), KEY)
    for name in ("Goldbell-Key", "Goldbell-Signature", "Goldbell-Sent-At", "Idempotency-Key"):
        headers = {other: value for other, value in signed.headers.items() if other != name}
        with pytest.raises(MalformedMessage):
            back(language, signed.content, headers)


@each_format
def test_a_bank_cannot_speak_in_the_centres_name(language: MessageFormat) -> None:
    with pytest.raises(BadSignature):
        language.encode(builders.envelope(builders.stop_request()), OTHER)
    # An attacker who owns a genuine key and writes his own code around ours.
    forger = SigningKey("centre", OTHER.private)
    forged = language.encode(builders.envelope(builders.stop_request()), forger)
    with pytest.raises(BadSignature):
        back(language, forged.content, dict(forged.headers))


@each_format
def test_a_key_nobody_agreed_is_refused(language: MessageFormat) -> None:
    stranger = SigningKey.create(owner="centre")
    signed = language.encode(builders.envelope(builders.stop_request()), stranger)
    with pytest.raises(UnknownKey):
        back(language, signed.content, dict(signed.headers))


@each_format
@pytest.mark.parametrize("shift", [timedelta(minutes=5, seconds=1), -timedelta(minutes=5, seconds=1)])
def test_old_and_future_messages_are_refused(language: MessageFormat, shift: timedelta) -> None:
    signed = language.encode(builders.envelope(builders.stop_request()), KEY)
    with pytest.raises(StaleMessage):
        back(language, signed.content, dict(signed.headers), now=builders.NOON + shift)


@each_format
def test_a_message_to_another_bank_cannot_be_replayed_here(language: MessageFormat) -> None:
    signed = language.encode(builders.envelope(builders.stop_request(), receiver="bank-b"), KEY)
    with pytest.raises(Misdirected):
        back(language, signed.content, dict(signed.headers))


@each_format
def test_a_resend_keeps_its_digest_and_another_body_does_not(language: MessageFormat) -> None:
    first = builders.envelope(builders.stop_request())
    again = builders.envelope(builders.stop_request(), sent_at=builders.NOON + MINUTES)
    other = builders.envelope(builders.stop_request(ask_fen=1))
    assert language.body_digest(first) == language.body_digest(again) != language.body_digest(other)
    assert language.encode(first, KEY).headers["Idempotency-Key"] == str(UUID(str(first.message_id)))
