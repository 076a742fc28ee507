"""Two people, one payment on record, at most two stops: what is not so cannot become an order."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from goldbell.apps.audit.models import Entry
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.interdiction import services
from goldbell.apps.interdiction.contracts import OrderState, legal_basis
from goldbell.apps.interdiction.failures import (
    AlreadyPending,
    AskTooLarge,
    FactMissing,
    Moved,
    NeverPaid,
    NoPartner,
    PersonalWords,
    SamePerson,
    ThirdStop,
)
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.builders import HOLDER, MULE, PAID_FEN, Room, make_room, now
from goldbell.common.errors import GoldbellError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Room:
    return make_room()


def test_an_approved_order_leaves_with_the_second_signature(room: Room) -> None:
    order = room.propose()
    assert order.order_no.startswith(f"Z-{room.district.centre.code}-")
    approved = room.approve(order)
    assert (approved.state, approved.ordinal) == (OrderState.APPROVED, 1)
    with scope.acting(room.chief):
        (message,) = exchange.message_of(room.chief, subject_kind="interdiction.order", subject_id=str(order.pk))
        assert (message.state, message.reference) == ("waiting", order.order_no)
    with scope.everything("test"):
        actions = list(Entry.objects.filter(subject_kind="interdiction.order").values_list("action", flat=True))
    assert actions == ["interdiction.order.propose", "exchange.message.queue", "interdiction.order.approve"]


def test_the_message_carries_the_four_facts_and_both_badges(room: Room) -> None:
    from goldbell.adapters.messages.contracts import StopRequest
    from goldbell.apps.exchange.bodies import opened_body

    room.approve(room.propose())
    with scope.everything("test"):
        body = opened_body(OutMessage.objects.get().body)
    assert isinstance(body, StopRequest)
    assert (body.account_name, body.account_no) == (HOLDER, MULE)
    assert (body.transfer_amount_fen, body.transferred_at) == (PAID_FEN, room.paid_at)
    assert body.proposer_badge != body.approver_badge
    assert "第二十条" in body.legal_basis


_WRONG: list[tuple[dict[str, Any], type[GoldbellError]]] = [
    ({"transfer_fen": PAID_FEN + 1}, NeverPaid),
    ({"account_no": "6222020000000000025"}, NeverPaid),
    ({"transfer_fen": 0}, NeverPaid),
    ({"transfer_fen": -PAID_FEN}, NeverPaid),
    ({"ask_fen": 0}, NeverPaid),
    ({"ask_fen": -1}, NeverPaid),
    ({"ask_fen": PAID_FEN + 1}, AskTooLarge),
    ({"ask_fen": 2**62}, AskTooLarge),
    ({"holder": " "}, FactMissing),
    ({"account_no": "\t"}, FactMissing),
    ({"reasons": ("钱在6222020000000000017上",)}, PersonalWords),
    ({"partner_id": 2**31 - 1}, NoPartner),
]


@pytest.mark.parametrize(("changes", "error"), _WRONG)
def test_a_stop_that_rests_on_nothing_is_refused(
    room: Room, changes: dict[str, Any], error: type[GoldbellError]
) -> None:
    with pytest.raises(error):
        room.propose(**changes)
    with scope.everything("test"):
        assert not StopOrder.objects.exists()


def test_a_payment_at_another_time_or_in_the_future_was_never_made(room: Room) -> None:
    for moment in (room.paid_at - timedelta(hours=1), now() + timedelta(minutes=1)):
        with pytest.raises(NeverPaid):
            room.propose(transferred_at=moment)


def test_an_account_nobody_knows_needs_a_bank_named(room: Room) -> None:
    with pytest.raises(NoPartner):
        room.propose(account_no="9999000011112222", bank_name="不知名银行")


def test_who_proposed_cannot_approve(room: Room) -> None:
    with scope.acting(room.chief):
        order = services.propose(by=room.chief, now=now(), draft=room.draft())
    with pytest.raises(SamePerson):
        room.approve(order, room.chief)
    with pytest.raises(NotAllowed):
        room.approve(order, room.analyst)
    assert room.order(order).state == OrderState.PROPOSED
    assert room.approve(order, room.second_chief).state == OrderState.APPROVED


def test_two_officers_approving_at_once_are_one_order(room: Room) -> None:
    order = room.propose()
    found: list[str] = []
    start = threading.Barrier(2)

    def sign(by: Any) -> None:
        start.wait()
        try:
            found.append(room.approve(order, by).approved_by)
        except Moved as error:
            found.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=(by,)) for by in (room.chief, room.second_chief)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found)[0] == "moved"
    assert len(set(found)) == 2
    with scope.everything("test"):
        assert OutMessage.objects.count() == 1


def test_a_case_has_one_pending_order_on_an_account(room: Room) -> None:
    room.propose()
    with pytest.raises(AlreadyPending):
        room.propose(ask_fen=1)


def _executed(room: Room, case_id: int) -> StopOrder:
    order = room.propose(case_id=case_id)
    room.approve(order)
    with scope.everything("test"):
        StopOrder.objects.filter(pk=order.pk).update(
            state="executed",
            held_fen=0,
            missed_fen=order.ask_fen,
            executed_at=now(),
            expires_at=now() + timedelta(hours=48),
        )
    return order


def test_a_third_stop_is_impossible_in_any_case(room: Room) -> None:
    first, second = _executed(room, room.case.pk), _executed(room, room.another_case().pk)
    assert [room.order(one).ordinal for one in (first, second)] == [1, 2]
    with pytest.raises(ThirdStop):
        room.propose(case_id=room.another_case().pk)


def test_the_database_itself_refuses_a_third_stop_and_an_own_approval(room: Room) -> None:
    first = _executed(room, room.case.pk)
    _executed(room, room.another_case().pk)
    case = room.another_case()
    with scope.everything("test"):
        row = StopOrder.objects.get(pk=first.pk)
        for changes in (
            {"ordinal": 3},
            {"ordinal": None},
            {"ordinal": 1},
            {"ordinal": 2},
            {"approved_by": row.proposed_by},
            {"held_fen": 1},
            {"missed_fen": -1},
            {"held_fen": None},
            {"ask_fen": row.basis_fen + 1},
            {"expires_at": None},
            {"partner_unit_id": None},
            {"state": "released"},
        ):
            copy = StopOrder.objects.get(pk=first.pk)
            copy.pk, copy.case_id, copy.order_no = None, case.pk, f"Z-{changes}"
            for name, value in changes.items():
                setattr(copy, name, value)
            with pytest.raises(IntegrityError), transaction.atomic():
                copy.save(force_insert=True)


def test_two_cases_approving_a_second_stop_at_once_get_one(room: Room) -> None:
    _executed(room, room.case.pk)
    orders = [room.propose(case_id=room.another_case().pk) for _ in range(2)]
    found: list[str] = []
    start = threading.Barrier(2)

    def sign(order: StopOrder) -> None:
        start.wait()
        try:
            found.append(str(room.approve(order).ordinal))
        except (Moved, ThirdStop) as error:
            found.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found)[0] == "2"
    assert sorted(found)[1] in ("moved", "third_stop")


def test_a_proposal_can_be_withdrawn_once_and_then_not_approved(room: Room) -> None:
    order = room.propose()
    with scope.acting(room.analyst):
        services.withdraw(by=room.analyst, now=now(), order_id=order.pk, reason="重新追踪后钱已不在")
    with pytest.raises(Moved):
        room.approve(order)
    with pytest.raises(Moved), scope.acting(room.analyst):
        services.withdraw(by=room.analyst, now=now(), order_id=order.pk, reason="再撤")
    assert room.propose().pk != order.pk


def test_the_law_is_that_of_the_day() -> None:
    from datetime import date

    assert "反电信网络诈骗法" not in legal_basis(date(2022, 11, 30)).line
    assert "第二十条" in legal_basis(date(2022, 12, 1)).line


def test_another_station_sees_no_order_and_the_bank_only_approved_ones(room: Room) -> None:
    from goldbell.apps.identity.contracts import Role
    from goldbell.apps.identity.tests.builders import actor

    with scope.everything("test"):
        station = actor(Role.STATION, unit=room.district.stations[3])
        liaison = actor(Role.BANK_LIAISON, unit=room.district.bank)
    order = room.propose()
    for reader in (station, liaison):
        with scope.acting(reader):
            assert not StopOrder.objects.exists()
    room.approve(order)
    with scope.acting(station):
        assert not StopOrder.objects.exists()
    with scope.acting(liaison):
        assert StopOrder.objects.get().pk == order.pk


def test_the_draft_tells_no_name_when_it_is_printed(room: Room) -> None:
    assert HOLDER not in repr(room.draft())
    assert MULE not in repr(replace(room.draft(), ask_fen=1))
