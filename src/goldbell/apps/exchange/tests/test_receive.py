"""What partners say is believed only if it is signed, fresh and ours; it is kept as it came and taken once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from django.db import connection

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Ack, Envelope, RefusalCode, StopAnswer, StopOutcome
from goldbell.adapters.messages.keys import KnownKey, SigningKey
from goldbell.apps.audit.models import Entry
from goldbell.apps.exchange import queries, services
from goldbell.apps.exchange.contracts import MessageState, Standing
from goldbell.apps.exchange.models import InMessage, OutMessage, Partner, Refusal
from goldbell.apps.exchange.tests.builders import BANK, OUR_CODE, Taken, World, make_world, now
from goldbell.apps.identity import scope

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGE = format_named("goldbell_json")


class Door:
    """A bank that writes to the real socket of the web server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = SigningKey.create(owner=BANK)
        self.world: World = make_world("http://127.0.0.1:9", self.key.known.pem)

    def answer(self, out: OutMessage | None, **changes: Any) -> Envelope:
        body = StopAnswer(
            order_no="ZF-1",
            outcome=StopOutcome.REFUSED,
            serial="S1",
            refusal_code=RefusalCode.NAME_MISMATCH,
            refusal_reason=changes.pop("reason", "户名不符"),
        )
        told: dict[str, Any] = {
            "message_id": uuid4(),
            "sender": BANK,
            "receiver": OUR_CODE,
            "sent_at": now(),
            "correlation_id": out.uuid if out else None,
            "body": body,
        }
        return Envelope(**{**told, **changes})

    def post(self, envelope: Envelope, *, key: SigningKey | None = None, code: str = BANK) -> httpx.Response:
        signed = LANGUAGE.encode(envelope, key or self.key)
        return self.post_raw(signed.content, dict(signed.headers), code=code)

    def post_raw(self, content: bytes, headers: dict[str, str], *, code: str = BANK) -> httpx.Response:
        return httpx.post(f"{self.url}/exchange/inbox/{code}/", content=content, headers=headers, trust_env=False)

    def receipt(self, response: httpx.Response) -> Ack:
        ours = KnownKey.from_pem(queries.own_public_pem(), owner=OUR_CODE)
        envelope = LANGUAGE.decode(
            response.content,
            response.headers,
            {ours.key_id: ours},
            receiver=BANK,
            now=now(),
            tolerance=timedelta(minutes=1),
        )
        assert isinstance(envelope.body, Ack)
        return envelope.body


@pytest.fixture
def door(live_server: Any, taken: Taken) -> Door:
    return Door(live_server.url)


def state(out: OutMessage) -> str:
    with scope.everything("test"):
        return str(OutMessage.objects.get(pk=out.pk).state)


def test_an_answer_ends_its_message_and_gets_a_signed_receipt(door: Door, taken: Taken) -> None:
    out = door.world.queue()
    envelope = door.answer(out)
    response = door.post(envelope)
    assert response.status_code == 200, response.text
    assert not door.receipt(response).repeated
    assert state(out) == MessageState.ANSWERED
    assert len(taken.bodies) == 1
    with scope.everything("test"):
        entry = Entry.objects.get(action="exchange.message.receive")
        assert (entry.actor, entry.subject_id) == (f"partner:{door.world.partner.pk}", "ZF-1")


def test_the_same_message_twice_does_nothing_twice(door: Door, taken: Taken) -> None:
    envelope = door.answer(door.world.queue())
    first = door.receipt(door.post(envelope))
    again = door.receipt(door.post(envelope))
    later = door.receipt(door.post(door.answer(None, **_same(envelope))))
    assert [first.repeated, again.repeated, later.repeated] == [False, True, True]
    assert len({first.serial, again.serial, later.serial}) == 1
    assert len(taken.bodies) == 1
    with scope.everything("test"):
        assert InMessage.objects.count() == 1


def _same(envelope: Envelope) -> dict[str, Any]:
    return {
        "message_id": envelope.message_id,
        "correlation_id": envelope.correlation_id,
        "body": envelope.body,
        "sent_at": envelope.sent_at + timedelta(seconds=20),
    }


def test_ten_at_the_same_moment_are_one(door: Door, taken: Taken) -> None:
    envelope = door.answer(door.world.queue())
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(door.post(envelope).status_code)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 10
    assert len(taken.bodies) == 1


def test_the_same_id_with_another_body_is_refused_and_the_first_stands(door: Door, taken: Taken) -> None:
    out = door.world.queue()
    first = door.answer(out)
    assert door.post(first).status_code == 200
    response = door.post(door.answer(out, message_id=first.message_id, reason="其他原因"))
    assert response.status_code == 409
    assert response.json()["code"] == "same_id_other_body"
    assert response.headers["content-type"] == "application/problem+json"
    assert len(taken.bodies) == 1
    assert _refusals() == ["same_id_other_body"]


def _refusals() -> list[str]:
    with scope.everything("test"):
        return list(Refusal.objects.values_list("code", flat=True))


def test_an_answer_nobody_asked_for_is_kept_and_marked(door: Door, taken: Taken) -> None:
    taken.standing = Standing.UNASKED
    assert door.post(door.answer(None, correlation_id=uuid4())).status_code == 200
    with scope.everything("test"):
        kept = InMessage.objects.get()
    assert (kept.standing, kept.out_id) == (Standing.UNASKED, None)


def test_a_late_answer_ends_an_unknown(door: Door, taken: Taken) -> None:
    out = door.world.queue()
    with scope.everything("test"):
        OutMessage.objects.filter(pk=out.pk).update(doubtful=True)
    services.give_up(now=now() + timedelta(hours=2))
    assert state(out) == MessageState.UNKNOWN
    assert door.post(door.answer(out)).status_code == 200
    assert state(out) == MessageState.ANSWERED


Break = Callable[[Door, Envelope], httpx.Response]
_BREAKS: dict[str, tuple[Break, int, str]] = {
    "unknown key": (lambda d, e: d.post(e, key=SigningKey.create(owner=BANK)), 403, "unknown_key"),
    "unknown partner": (lambda d, e: d.post(e, code="nobody"), 404, "unknown_partner"),
    "old": (lambda d, e: d.post(_changed(d, e, sent_at=now() - timedelta(minutes=6))), 410, "stale_message"),
    "from the future": (
        lambda d, e: d.post(_changed(d, e, sent_at=now() + timedelta(minutes=6))),
        410,
        "stale_message",
    ),
    "for somebody else": (lambda d, e: d.post(_changed(d, e, receiver="OTHER")), 403, "misdirected"),
    "a kind we do not take": (
        lambda d, e: d.post(_changed(d, e, body=Ack(received_at=now(), serial="1", repeated=False))),
        422,
        "unsupported_version",
    ),
    "no headers": (lambda d, e: d.post_raw(b"{}", {}), 422, "malformed_message"),
    "garbage": (lambda d, e: d.post_raw(b"\xff\x00" * 500, {"Goldbell-Key": "x"}), 422, "malformed_message"),
    "too long": (lambda d, e: d.post_raw(b"x" * 300_000, {}), 413, "too_long"),
}


def _changed(door: Door, envelope: Envelope, **changes: Any) -> Envelope:
    return door.answer(None, **{"correlation_id": envelope.correlation_id, **changes})


@pytest.mark.parametrize("name", _BREAKS)
def test_what_cannot_be_believed_is_refused_clearly_and_leaves_a_trace(door: Door, taken: Taken, name: str) -> None:
    out = door.world.queue()
    send, status, code = _BREAKS[name]
    response = send(door, door.answer(out))
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert _refusals() == [code]
    assert taken.bodies == []
    assert state(out) == MessageState.WAITING


def test_a_partner_cannot_answer_for_another(door: Door, taken: Taken) -> None:
    """Its key is genuine, but the message it answers went to somebody else."""
    out = door.world.queue()
    with scope.everything("test"):
        other = Partner.objects.get()
        other.pk, other.code, other.unit_id = None, "bank-b", door.world.district.banks[1].pk
        other.save()
        OutMessage.objects.filter(pk=out.pk).update(partner=other)
    taken.standing = Standing.UNASKED
    assert door.post(door.answer(out)).status_code == 200
    assert state(out) == MessageState.WAITING


def test_the_door_opens_for_posts_only(door: Door) -> None:
    response = httpx.get(f"{door.url}/exchange/inbox/{BANK}/")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


def test_refusals_hold_nothing_of_what_was_refused(door: Door) -> None:
    door.post_raw("户名马䶮6222020000000000017".encode(), {"Goldbell-Key": "k"})
    with scope.everything("test"), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(exchange_refusal::text, ' ') FROM exchange_refusal")
        (text,) = cursor.fetchone()
    assert "马" not in text
    assert "6222020000000000017" not in text
    assert UUID(int=0) not in (text,)
