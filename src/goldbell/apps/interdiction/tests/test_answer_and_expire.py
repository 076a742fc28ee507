"""The bank's answer, on a real socket both ways: held and missed add up, late and double answers harm nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Envelope, RefusalCode, StopAnswer, StopOutcome
from goldbell.adapters.messages.keys import SigningKey
from goldbell.apps.audit.models import Entry
from goldbell.apps.exchange import rounds as exchange_rounds
from goldbell.apps.exchange import services as exchange
from goldbell.apps.exchange.models import InMessage, OutMessage
from goldbell.apps.exchange.tests.builders import running_bank
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.interdiction import services
from goldbell.apps.interdiction.contracts import DueKind, Finding, OrderState
from goldbell.apps.interdiction.failures import AskTooLarge, FactMissing, Moved, PersonalWords
from goldbell.apps.interdiction.models import Contradiction, OnwardLeg, OrderDue, StopOrder
from goldbell.apps.interdiction.tests.builders import BANK, OUR_CODE, Room, make_room, now
from goldbell.apps.privacy.sealing import unseal

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGE = format_named("goldbell_json")


def until(room: Room, order: StopOrder, *states: str, seconds: float = 15.0) -> StopOrder:
    """Let the worker's rounds run until the order is in one of the states."""
    end = time.monotonic() + seconds
    while room.order(order).state not in states:
        assert time.monotonic() < end, room.order(order).state
        exchange_rounds.send(now())
        exchange_rounds.sweep(now())
        time.sleep(0.02)
    return room.order(order)


@pytest.fixture
def bank_room(live_server: Any, tmp_path: Path) -> Iterator[tuple[Any, Room]]:
    callback = f"{live_server.url}/exchange/inbox/{{code}}/"
    with running_bank(tmp_path, callback=callback) as bank:
        yield bank, make_room(bank.address, bank.public_pem)


def test_an_order_is_executed_in_part_and_the_sum_adds_up(bank_room: tuple[Any, Room]) -> None:
    bank, room = bank_room
    order = room.propose()  # asks 90,000; 30,000 had left before
    room.approve(order)
    ended = until(room, order, OrderState.EXECUTED)
    assert (ended.ask_fen, ended.held_fen, ended.missed_fen) == (9_000_000, 7_000_000, 2_000_000)
    assert ended.sent_at is not None
    assert ended.expires_at == ended.executed_at + timedelta(hours=48)
    with scope.everything("test"):
        (leg,) = OnwardLeg.objects.all()
        assert (unseal(leg.to_account), leg.amount_fen) == ("6217000000000000025", 3_000_000)
        assert set(OrderDue.objects.values_list("kind", flat=True)) == set(DueKind)
        assert InMessage.objects.filter(kind="stop_answer", standing="taken").count() == 1
    assert len(bank.executions()) == 1


def test_a_name_that_does_not_match_is_refused_by_the_bank(bank_room: tuple[Any, Room]) -> None:
    _bank, room = bank_room
    order = room.propose(holder="马某某")
    room.approve(order)
    ended = until(room, order, OrderState.REFUSED)
    assert (ended.held_fen, ended.missed_fen, ended.refusal_code) == (0, 9_000_000, "name_mismatch")
    assert room.propose().state == OrderState.PROPOSED, "a refused order does not use up a stop"


def test_an_answer_that_comes_twice_counts_once(bank_room: tuple[Any, Room]) -> None:
    bank, room = bank_room
    bank.faults(twice_share=1.0)
    order = room.propose()
    room.approve(order)
    until(room, order, OrderState.EXECUTED)
    time.sleep(1.0)
    with scope.everything("test"):
        assert InMessage.objects.filter(kind="stop_answer").count() == 1
        assert Entry.objects.filter(action="interdiction.order.answer").count() == 1
        assert not Contradiction.objects.exists()


def test_a_bank_killed_in_the_middle_ends_well(bank_room: tuple[Any, Room]) -> None:
    bank, room = bank_room
    bank.faults(decide_seconds=1.5)
    order = room.propose()
    room.approve(order)
    until(room, order, OrderState.SENT)
    bank.kill()
    bank.revive()
    assert until(room, order, OrderState.EXECUTED).held_fen == 7_000_000
    assert len(bank.executions()) == 1


class Pen:
    """A bank's key, to write answers the simulator would not."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = SigningKey.create(owner=BANK)
        self.room = make_room("http://127.0.0.1:9", self.key.known.pem)

    def order(self, *, sent: bool = True) -> StopOrder:
        order = self.room.approve(self.room.propose())
        if sent:
            with scope.everything("test") as by:
                out = OutMessage.objects.get(subject_id=str(order.pk))
                out.state = "delivered"
                services.take_ending(by=by, now=now(), out=out)
        return self.room.order(order)

    def executed(self, order: StopOrder, held: int, **changes: Any) -> StopAnswer:
        at = changes.pop("at", now())
        told: dict[str, Any] = {"serial": "S1", "balance_fen": max(held, 0), **changes}
        return StopAnswer(
            order_no=order.order_no,
            outcome=StopOutcome.EXECUTED,
            executed_at=at,
            expires_at=at + timedelta(hours=48),
            held_fen=held,
            **told,
        )

    def refused(self, order: StopOrder) -> StopAnswer:
        return StopAnswer(
            order_no=order.order_no,
            outcome=StopOutcome.REFUSED,
            serial="S9",
            refusal_code=RefusalCode.NOT_ACCEPTED,
            refusal_reason="不予受理",
        )

    def say(self, order: StopOrder, body: StopAnswer) -> httpx.Response:
        with scope.everything("test"):
            out = OutMessage.objects.get(subject_id=str(order.pk))
        envelope = Envelope(
            message_id=uuid4(), sender=BANK, receiver=OUR_CODE, sent_at=now(), correlation_id=out.uuid, body=body
        )
        signed = LANGUAGE.encode(envelope, self.key)
        return httpx.post(
            f"{self.url}/exchange/inbox/{BANK}/", content=signed.content, headers=dict(signed.headers), trust_env=False
        )

    def lost(self) -> StopOrder:
        """An order nobody knows the outcome of."""
        order = self.order()
        with scope.everything("test"):
            OutMessage.objects.filter(subject_id=str(order.pk)).update(doubtful=True)
        exchange.give_up(now=now() + timedelta(hours=2))
        assert self.room.order(order).state == OrderState.UNKNOWN
        return order

    def standings(self) -> list[str]:
        with scope.everything("test"):
            return list(InMessage.objects.order_by("pk").values_list("standing", flat=True))


@pytest.fixture
def pen(live_server: Any) -> Pen:
    return Pen(live_server.url)


def test_an_answer_may_overtake_the_receipt(pen: Pen) -> None:
    order = pen.order(sent=False)
    assert pen.say(order, pen.executed(order, 100)).status_code == 200
    assert pen.room.order(order).state == OrderState.EXECUTED


def test_a_late_answer_ends_an_unknown(pen: Pen) -> None:
    order = pen.lost()
    assert pen.say(order, pen.executed(order, 5_000_000)).status_code == 200
    ended = pen.room.order(order)
    assert (ended.state, ended.held_fen, ended.missed_fen) == (OrderState.EXECUTED, 5_000_000, 4_000_000)
    with scope.everything("test"):
        assert Entry.objects.get(action="interdiction.order.answer").facts["late"] is True


def test_what_does_not_fit_the_record_changes_nothing_and_is_shown(pen: Pen) -> None:
    order = pen.order()
    pen.say(order, pen.refused(order))
    assert pen.say(order, pen.executed(order, 100)).status_code == 200
    pen.say(order, pen.executed(order, 100))
    kept = pen.room.order(order)
    assert (kept.state, kept.held_fen) == (OrderState.REFUSED, 0)
    assert pen.standings() == ["taken", "unused", "unused"]
    with scope.everything("test"):
        (row,) = Contradiction.objects.all()
    assert row.reason == "already_refused"
    with scope.acting(pen.room.chief):
        services.look_at(by=pen.room.chief, now=now(), contradiction_id=row.pk, reason="银行两个系统各办一次，已更正")
        with pytest.raises(Moved):
            services.look_at(by=pen.room.chief, now=now(), contradiction_id=row.pk, reason="再核")


def test_a_bank_that_holds_more_than_asked_is_not_believed(pen: Pen) -> None:
    order = pen.order()
    assert pen.say(order, pen.executed(order, order.ask_fen + 1)).status_code == 200
    assert pen.room.order(order).state == OrderState.SENT
    assert pen.standings() == ["unused"]
    assert pen.say(order, pen.executed(order, order.ask_fen, serial="S2")).status_code == 200
    assert pen.room.order(order).missed_fen == 0


def test_an_answer_to_an_unknown_order_is_kept_as_unasked(pen: Pen) -> None:
    order = pen.order()
    pen.say(order, replace(pen.executed(order, 1), order_no="Z-NOBODY-1"))
    assert pen.standings() == ["unasked"]
    assert pen.room.order(order).state == OrderState.SENT


def test_two_different_answers_at_the_same_moment_are_one_and_a_contradiction(pen: Pen) -> None:
    order = pen.order()
    answers = [pen.executed(order, 100, serial="A"), pen.refused(order)]
    threads = [threading.Thread(target=pen.say, args=(order, body)) for body in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(pen.standings()) == ["taken", "unused"]


def test_a_person_settles_an_unknown_with_a_reason(pen: Pen) -> None:
    order, chief = pen.lost(), pen.room.chief
    told: dict[str, Any] = {"by": chief, "order_id": order.pk, "finding": Finding.EXECUTED, "reason": "与联络员通话"}
    for wrong, error in (
        ({"reason": " "}, FactMissing),
        ({"reason": "电话 139 0417 2716 告知"}, PersonalWords),
        ({}, FactMissing),
        ({"executed_at": now() + timedelta(hours=1)}, FactMissing),
        ({"executed_at": now() - timedelta(minutes=1), "held_fen": order.ask_fen + 1}, AskTooLarge),
        ({"by": pen.room.analyst}, NotAllowed),
    ):
        with pytest.raises(error), scope.acting(chief):
            services.settle_unknown(now=now(), **{**told, **wrong})
    with scope.acting(chief):
        services.settle_unknown(now=now(), executed_at=now() - timedelta(minutes=1), held_fen=9_000_000, **told)
    ended = pen.room.order(order)
    assert (ended.state, ended.missed_fen, ended.settled_by) == (OrderState.EXECUTED, 0, chief.key)
    with scope.everything("test"):
        assert OutMessage.objects.get().settled_by == chief.key
    with pytest.raises(Moved), scope.acting(chief):
        services.settle_unknown(now=now(), executed_at=now() - timedelta(minutes=1), **told)
    pen.say(order, pen.executed(order, 9_000_000))
    assert pen.standings() == ["taken"], "the bank says what the person was told"


def test_what_never_arrived_gives_the_stop_back(pen: Pen) -> None:
    order, chief = pen.lost(), pen.room.chief
    with scope.acting(chief):
        services.settle_unknown(
            by=chief, now=now(), order_id=order.pk, finding=Finding.NOT_ARRIVED, reason="银行确认没有收到"
        )
    assert pen.room.order(order).state == OrderState.WITHDRAWN
    again = pen.room.approve(pen.room.propose())
    assert again.ordinal == 1


def test_the_48_hours_end_once_and_a_clock_that_jumps_changes_nothing(pen: Pen) -> None:
    order = pen.order()
    pen.say(order, pen.executed(order, 100))
    end = pen.room.order(order).expires_at
    assert end is not None
    assert services.fire_due(now=end - timedelta(hours=13)) == 0
    assert services.fire_due(now=end - timedelta(seconds=1)) == 2
    assert pen.room.order(order).state == OrderState.EXECUTED
    assert services.fire_due(now=end) == 1
    assert pen.room.order(order).state == OrderState.EXPIRED
    assert services.fire_due(now=end - timedelta(hours=40)) == 0
    assert services.fire_due(now=end + timedelta(days=400)) == 0
    with scope.everything("test"):
        assert Entry.objects.filter(action="interdiction.order.expire").count() == 3


def test_two_workers_fire_each_moment_once(pen: Pen) -> None:
    order = pen.order()
    pen.say(order, pen.executed(order, 100))
    later = now() + timedelta(hours=49)
    done: list[int] = []
    threads = [threading.Thread(target=lambda: done.append(services.fire_due(now=later))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 3
    with scope.everything("test"):
        assert Entry.objects.filter(action="interdiction.order.expire").count() == 3


def test_following_the_money_proposes_where_the_bank_says_it_went(bank_room: tuple[Any, Room]) -> None:
    from goldbell.apps.exchange.models import Partner

    _bank, room = bank_room
    order = room.propose()
    room.approve(order)
    until(room, order, OrderState.EXECUTED)
    with scope.everything("test"):
        leg = OnwardLeg.objects.get()
        Partner.objects.update(prefixes=["6222", "6217"])
    with scope.acting(room.analyst):
        further = services.propose_onward(by=room.analyst, now=now(), leg_id=leg.pk)
    assert (further.ask_fen, further.basis, further.clock_paid_at) == (3_000_000, "onward", order.clock_paid_at)
