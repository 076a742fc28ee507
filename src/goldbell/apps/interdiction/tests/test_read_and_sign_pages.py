"""The pages: an order opens, is signed with one button, and shows what a reader may see and nothing more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import make_officer
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.builders import HOLDER, MULE, Room, make_room, now
from goldbell.common.actors import Actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def room() -> Room:
    return make_room()


def browser(by: Actor, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(
        Officer.objects.get(pk=int(by.id)), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def set_state(order: StopOrder, **changes: object) -> None:
    with scope.everything("test"):
        StopOrder.objects.filter(pk=order.pk).update(**changes)


def executed(order: StopOrder, held: int) -> None:
    set_state(
        order,
        state="executed",
        held_fen=held,
        missed_fen=order.ask_fen - held,
        balance_fen=held,
        executed_at=now() - timedelta(minutes=5),
        expires_at=now() + timedelta(hours=47),
    )


def test_signing_is_one_button_and_the_next_proposal_comes_up(room: Room) -> None:
    first, second = room.propose(), room.propose(case_id=room.another_case().pk)
    client = browser(room.chief)
    page = client.get(reverse("interdiction:order", args=[first.pk])).content.decode()
    assert "复核并签字" in page
    answer = client.post(reverse("interdiction:approve", args=[first.pk]))
    assert answer.url == reverse("interdiction:order", args=[second.pk])
    assert room.order(first).state == OrderState.APPROVED
    again = client.post(reverse("interdiction:approve", args=[first.pk]), follow=True)
    assert "已经有人处置" in again.content.decode()


def test_who_proposed_gets_no_button_and_a_forged_post_is_refused(room: Room) -> None:
    with scope.everything("test"):
        both = make_officer(Role.DUTY_CHIEF, Role.ANALYST, unit=room.district.centre)
    from goldbell.apps.identity.queries import actor_of
    from goldbell.apps.interdiction import services

    with scope.everything("test"):
        actor = actor_of(both)
    with scope.acting(actor):
        order = services.propose(by=actor, now=now(), draft=room.draft())
    client = browser(actor)
    assert "复核并签字" not in client.get(reverse("interdiction:order", args=[order.pk])).content.decode()
    assert client.post(reverse("interdiction:approve", args=[order.pk])).status_code == 403
    assert room.order(order).state == OrderState.PROPOSED


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_state_has_its_page(room: Room, language: str) -> None:
    order = room.propose()
    client = browser(room.chief, language)
    address = reverse("interdiction:order", args=[order.pk])
    assert client.get(address).status_code == 200
    room.approve(order)
    for state in ("sent", "unknown"):
        set_state(order, state=state)
        assert client.get(address).status_code == 200
    set_state(order, state="refused", held_fen=0, missed_fen=order.ask_fen, refusal_code="name_mismatch")
    page = client.get(address).content.decode()
    assert ("户名与账号不符" in page) == (language == "zh-hans")
    executed(order, 7_000_000)
    page = client.get(address).content.decode()
    assert "70,000" in page
    assert "gb-hold" in page
    set_state(order, state="expired", ended_at=now())
    assert client.get(address).status_code == 200


def test_pages_never_show_whole_names_and_accounts(room: Room) -> None:
    order = room.propose()
    client = browser(room.chief)
    for name, args in (("order", [order.pk]), ("orders", []), ("paper", [order.pk]), ("withdraw", [order.pk])):
        page = client.get(reverse(f"interdiction:{name}", args=args)).content.decode()
        assert order.order_no in page
        assert HOLDER not in page
        assert MULE not in page
    with scope.everything("test"):
        actions = set(Entry.objects.filter(actor=room.chief.key).values_list("action", flat=True))
    assert {"interdiction.order.read", "interdiction.form.print"} <= actions


def test_the_list_filters_sorts_finds_by_whole_account_and_adds_up(room: Room) -> None:
    order = room.propose()
    other = room.propose(case_id=room.another_case().pk)
    room.approve(order)
    executed(order, 7_000_000)
    client, address = browser(room.chief), reverse("interdiction:orders")
    for query, found in (
        ({}, {order, other}),
        ({"state": "executed"}, {order}),
        ({"state": "open"}, set()),
        ({"age": "under30"}, {order, other}),
        ({"age": "over1440"}, set()),
        ({"text": MULE}, {order, other}),
        ({"text": "6222020000000000018"}, set()),
        ({"text": other.order_no[-6:]}, {other}),
        ({"case": str(room.case.pk)}, {order}),
        ({"partner": str(room.partner.pk), "sort": "-ask"}, {order, other}),
        ({"state": "'; DROP", "age": "x", "sort": "__class__", "page": "-1", "case": "x"}, {order, other}),
    ):
        answer = client.get(address, query)
        assert answer.status_code == 200, query
        assert {row[0].pk for row in answer.context["rows"]} == {one.pk for one in found}, query
    assert "70,000" in client.get(address).content.decode()


def test_a_proposal_is_withdrawn_with_a_reason_that_names_nobody(room: Room) -> None:
    order = room.propose()
    client, address = browser(room.analyst), reverse("interdiction:withdraw", args=[order.pk])
    refused = client.post(address, {"reason": f"账号{MULE}写错"})
    assert refused.status_code == 200
    assert "不要写账号" in refused.content.decode()
    assert client.post(address, {"reason": "账号写错"}).status_code == 302
    assert room.order(order).state == OrderState.WITHDRAWN


def test_an_unknown_is_settled_on_its_page(room: Room) -> None:
    order = room.propose()
    room.approve(order)
    set_state(order, state="unknown")
    client, address = browser(room.chief), reverse("interdiction:settle", args=[order.pk])
    assert client.get(address).status_code == 200
    told = {"finding": "executed", "held": "NaN", "executed_at": "", "reason": "专线电话"}
    assert client.post(address, told).status_code == 200
    assert room.order(order).state == OrderState.UNKNOWN
    told |= {"held": "70,000.00", "executed_at": (now() - timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M")}
    answer = client.post(address, {**told, "executed_at": "2026-13-01T00:00"})
    assert answer.status_code == 200
    from django.utils import timezone

    told["executed_at"] = timezone.localtime(now() - timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, told).status_code == 302
    settled = room.order(order)
    assert (settled.state, settled.held_fen, settled.missed_fen) == (OrderState.EXECUTED, 7_000_000, 2_000_000)


def test_a_liaison_reads_the_orders_to_their_own_bank_only(room: Room) -> None:
    with scope.everything("test"):
        own = make_officer(Role.BANK_LIAISON, unit=room.district.banks[0])
        other = make_officer(Role.BANK_LIAISON, unit=room.district.banks[1])
    order = room.propose()
    address = reverse("interdiction:order", args=[order.pk])
    own_browser, other_browser = Client(), Client()
    own_browser.force_login(own, backend="allauth.account.auth_backends.AuthenticationBackend")
    other_browser.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert own_browser.get(address).status_code == 404
    room.approve(order)
    assert own_browser.get(address).status_code == 200
    assert other_browser.get(address).status_code == 404
    assert own_browser.post(reverse("interdiction:approve", args=[order.pk])).status_code == 403


def test_the_case_page_shows_its_orders(room: Room) -> None:
    order = room.propose()
    page = browser(room.chief).get(reverse("cases:case", args=[room.case.pk])).content.decode()
    assert order.order_no in page
