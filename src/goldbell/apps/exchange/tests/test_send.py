"""A message reaches a real bank once, comes what may, and always ends where a person can see it."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from goldbell.apps.exchange import queries, rounds, services
from goldbell.apps.exchange.contracts import TERMS, CircuitState, MessageState, Outcome
from goldbell.apps.exchange.models import Attempt, InMessage, OutMessage, Partner, QueueAlarm
from goldbell.apps.exchange.tests.builders import HOLDER, MULE, Taken, make_world, now, running_bank
from goldbell.apps.identity import scope

pytestmark = pytest.mark.django_db(transaction=True)


def read(pk: int) -> OutMessage:
    with scope.everything("test"):
        return OutMessage.objects.get(pk=pk)


def outcomes(pk: int) -> list[str]:
    with scope.everything("test"):
        return list(Attempt.objects.filter(out=pk).values_list("outcome", flat=True))


def work(until: set[str], pk: int, seconds: float = 20.0) -> OutMessage:
    """Let the worker's rounds run until the message is in one of the states."""
    end = time.monotonic() + seconds
    while read(pk).state not in until:
        assert time.monotonic() < end, (read(pk).state, outcomes(pk))
        rounds.send(now())
        rounds.sweep(now())
        time.sleep(0.02)
    return read(pk)


def test_a_queued_message_is_delivered_and_its_answer_asked_for(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path) as bank:
        world = make_world(bank.address, bank.public_pem)
        out = world.queue(answer_within=timedelta(seconds=1))
        assert rounds.send(now()) == 1
        assert read(out.pk).state == MessageState.DELIVERED
        time.sleep(0.2)
        later = now() + timedelta(seconds=10)
        assert rounds.send(later) == 1
        assert read(out.pk).state == MessageState.ANSWERED
        assert [body.held_fen for body in taken.bodies] == [5_000_000]  # type: ignore[attr-defined]
        assert len(bank.executions()) == 1
    assert outcomes(out.pk) == [Outcome.ACCEPTED, Outcome.KNOWN]


def test_names_and_accounts_are_not_in_the_tables(tmp_path: Path, taken: Taken) -> None:
    from django.db import connection

    with running_bank(tmp_path) as bank:
        out = make_world(bank.address, bank.public_pem).queue()
        rounds.send(now())
    with scope.everything("test"), connection.cursor() as cursor:
        for table in ("exchange_outmessage", "exchange_inmessage", "exchange_attempt", "audit_entry"):
            cursor.execute(f"SELECT count(*), string_agg({table}::text, ' ') FROM {table}")
            count, text = cursor.fetchone()
            assert count
            for secret in (HOLDER, MULE, HOLDER.encode().hex(), MULE.encode().hex()):
                assert secret not in text
    assert read(out.pk).state == MessageState.DELIVERED


def test_a_bank_that_drops_the_line_is_not_asked_to_act_twice(tmp_path: Path, taken: Taken) -> None:
    """It acted and fell silent. One that knows repeats gets the same message; one that does not is asked first."""
    for deduplicates, steps in ((True, {"send"}), (False, {"send", "ask"})):
        folder = tmp_path / str(deduplicates)
        folder.mkdir()
        with running_bank(folder, deduplicates=deduplicates) as bank:
            bank.faults(drop_share=1.0)
            world = make_world(bank.address, bank.public_pem, deduplicates=deduplicates)
            out = world.queue(f"ZF-{deduplicates}")
            rounds.send(now())
            assert read(out.pk).state == MessageState.WAITING
            assert read(out.pk).doubtful
            bank.faults()
            ended = work({MessageState.DELIVERED, MessageState.ANSWERED}, out.pk)
            assert not ended.doubtful
            assert len(bank.executions()) == 1
        with scope.everything("test"):
            assert set(Attempt.objects.filter(out=out.pk).values_list("step", flat=True)) == steps
        _clear()


def _clear() -> None:
    from django.core.management import call_command

    from goldbell.project.database.schema import as_owner

    with as_owner():
        call_command("flush", verbosity=0, interactive=False)


def test_a_bank_that_kept_nothing_gets_it_again(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path, deduplicates=False) as bank:
        bank.faults(error_503_share=1.0)
        out = make_world(bank.address, bank.public_pem, deduplicates=False).queue()
        rounds.send(now())
        bank.faults()
        work({MessageState.DELIVERED}, out.pk)
        assert len(bank.executions()) == 1
    assert outcomes(out.pk) == [Outcome.BUSY, Outcome.NOT_KNOWN, Outcome.ACCEPTED]


def test_a_bank_that_is_away_is_rested_then_probed_and_nothing_is_lost(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path) as bank:
        world = make_world(bank.address, bank.public_pem)
        bank.kill()
        out, at = world.queue(), now()
        for _ in range(TERMS.failures_to_open):
            at += timedelta(seconds=40)
            assert services.send_next(now=at)
        partner = Partner.objects.get()
        assert partner.circuit(at) == CircuitState.OPEN
        assert not services.send_next(now=at), "an open circuit was called"
        with scope.everything("test"):
            assert queries.metrics(at).partners[0].circuit == CircuitState.OPEN
            assert queries.metrics(at).waiting == 1
        bank.revive()
        at += timedelta(seconds=61)
        assert Partner.objects.get().circuit(at) == CircuitState.HALF_OPEN
        # The messages' moments run ahead of the bank's clock in this test; a real try is made at the real moment.
        with scope.everything("test"):
            OutMessage.objects.update(next_at=now())
            Partner.objects.update(rests_until=now())
        work({MessageState.DELIVERED}, out.pk)
        assert Partner.objects.get().circuit(now()) == CircuitState.CLOSED


def test_only_one_call_at_a_time_goes_to_a_failing_partner(tmp_path: Path) -> None:
    from goldbell.apps.exchange.services.claiming import claim

    world = make_world("http://127.0.0.1:9", _some_pem())
    first, second = world.queue("ZF-1"), world.queue("ZF-2")
    with scope.everything("test"):
        OutMessage.objects.filter(pk=second.pk).update(order_key="other")
        Partner.objects.update(failures=1)
    assert claim(now()) is not None
    assert claim(now()) is None
    with scope.everything("test"):
        Partner.objects.update(failures=0)
    taken = claim(now())
    assert taken is not None
    assert taken.out.pk == second.pk
    assert read(first.pk).state == MessageState.SENDING


def test_messages_about_one_account_go_one_after_the_other() -> None:
    from goldbell.apps.exchange.services.claiming import claim

    world = make_world("http://127.0.0.1:9", _some_pem())
    first = world.queue("ZF-1")
    world.queue("ZF-2")
    taken = claim(now())
    assert taken is not None
    assert taken.out.pk == first.pk
    assert claim(now()) is None, "the second overtook the first"


def test_what_never_arrived_is_abandoned_and_what_may_have_is_unknown() -> None:
    world = make_world("http://127.0.0.1:9", _some_pem())
    never, maybe = world.queue("ZF-1"), world.queue("ZF-2")
    with scope.everything("test"):
        OutMessage.objects.filter(pk=maybe.pk).update(doubtful=True)
    assert services.give_up(now=now() + TERMS.send_budget + timedelta(seconds=1)) == 2
    assert read(never.pk).state == MessageState.ABANDONED
    assert read(maybe.pk).state == MessageState.UNKNOWN
    with scope.acting(world.officer):
        assert {row.pk for row in queries.on_the_desk(world.officer)} == {never.pk, maybe.pk}


def test_an_answer_that_never_comes_ends_on_a_persons_desk(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path) as bank:
        bank.faults(decide_seconds=900)
        out = make_world(bank.address, bank.public_pem).queue(answer_within=timedelta(seconds=1))
        rounds.send(now())
        rounds.send(now() + timedelta(seconds=10))
    assert outcomes(out.pk) == [Outcome.ACCEPTED, Outcome.KNOWN]
    services.give_up(now=now() + timedelta(hours=1))
    assert read(out.pk).state == MessageState.UNKNOWN
    assert taken.bodies == []


def test_a_refusal_of_the_message_is_an_end_at_once(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path) as bank:
        world = make_world(bank.address, bank.public_pem)
        with scope.everything("test"):
            Partner.objects.update(our_code="SOMEBODY")
        out = world.queue()
        rounds.send(now())
        ended = read(out.pk)
        assert ended.state == MessageState.ABANDONED
        assert ended.failure_code == "bad_signature"
        assert bank.executions() == []


def test_an_old_queue_raises_an_alarm_that_ends_when_it_has_left() -> None:
    world = make_world("http://127.0.0.1:9", _some_pem())
    out = world.queue()
    services.watch_queues(now=now())
    assert not QueueAlarm.objects.exists()
    services.watch_queues(now=now() + timedelta(seconds=61))
    services.watch_queues(now=now() + timedelta(seconds=62))
    assert QueueAlarm.objects.filter(closed_at=None).count() == 1
    with scope.acting(world.officer):
        services.cancel(by=world.officer, now=now(), message_id=out.pk)
    services.watch_queues(now=now() + timedelta(seconds=63))
    assert not QueueAlarm.objects.filter(closed_at=None).exists()


def test_everything_the_bank_said_is_kept_as_it_came(tmp_path: Path, taken: Taken) -> None:
    with running_bank(tmp_path) as bank:
        out = make_world(bank.address, bank.public_pem).queue()
        rounds.send(now())
    with scope.everything("test"):
        kept = InMessage.objects.get()
    assert (kept.kind, kept.out_id) == ("ack", out.pk)
    assert kept.signature
    assert kept.key_id.startswith("ed25519-")


def _some_pem() -> bytes:
    from goldbell.adapters.messages.keys import SigningKey

    return SigningKey.create(owner="bank-a").known.pem
