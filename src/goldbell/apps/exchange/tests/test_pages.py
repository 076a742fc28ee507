"""The pages of the exchange open in both languages, filter, and let a person end what the machine cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.apps.exchange import services
from goldbell.apps.exchange.contracts import TERMS, MessageState
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.exchange.tests.builders import HOLDER, MULE, World, make_world, now
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import make_officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def world() -> World:
    from goldbell.adapters.messages.keys import SigningKey

    return make_world("http://127.0.0.1:9", SigningKey.create(owner="bank-a").known.pem)


def browser(officer: Officer, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def chief(world: World) -> Officer:
    return Officer.objects.get(pk=int(world.officer.id))


def lost(world: World) -> OutMessage:
    out = world.queue()
    services.give_up(now=now() + TERMS.send_budget + timedelta(seconds=1))
    return out


def read(out: OutMessage) -> OutMessage:
    with scope.everything("test"):
        return OutMessage.objects.get(pk=out.pk)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_and_shows_no_name(world: World, language: str) -> None:
    out = lost(world)
    services.send_next(now=now())
    services.watch_queues(now=now() + timedelta(hours=1))
    client = browser(chief(world), language)
    for name, args in (("messages", []), ("desk", []), ("partners", []), ("message", [out.pk])):
        answer = client.get(reverse(f"exchange:{name}", args=args))
        assert answer.status_code == 200
        page = answer.content.decode()
        assert HOLDER not in page
        assert MULE not in page


def test_the_list_filters_and_bears_nonsense(world: World) -> None:
    out = world.queue()
    client, address = browser(chief(world)), reverse("exchange:messages")
    for query, found in (
        ({}, 1),
        ({"state": "waiting", "partner": str(world.partner.pk), "text": "zf-1"}, 1),
        ({"state": "answered"}, 0),
        ({"text": "nobody"}, 0),
        ({"state": "x", "partner": "-9", "sort": "body", "page": "zz"}, 1),
    ):
        assert len(client.get(address, query).context["rows"]) == found, query
    assert read(out).state == MessageState.WAITING


def test_a_person_sends_it_again_or_says_what_became_of_it(world: World) -> None:
    out = lost(world)
    client = browser(chief(world))
    assert client.post(reverse("exchange:retry", args=[out.pk])).status_code == 302
    assert read(out).state == MessageState.WAITING
    services.give_up(now=now() + TERMS.send_budget * 2)
    address = reverse("exchange:settle", args=[out.pk])
    client.post(address, {"reason": " "})
    assert read(out).settled_by == ""
    client.post(address, {"reason": "银行联络员电话确认没有收到"})
    assert read(out).settled_by == world.officer.key
    assert "已经处置" in client.post(address, {"reason": "再记"}, follow=True).content.decode()


def test_who_may_not_settle_cannot_and_another_bank_sees_nothing(world: World) -> None:
    out = lost(world)
    with scope.everything("test"):
        analyst = make_officer(Role.ANALYST, unit=world.district.centre)
        own = make_officer(Role.BANK_LIAISON, unit=world.district.banks[0])
        other = make_officer(Role.BANK_LIAISON, unit=world.district.banks[1])
    assert browser(analyst).post(reverse("exchange:retry", args=[out.pk])).status_code == 403
    assert browser(own).get(reverse("exchange:message", args=[out.pk])).status_code == 200
    assert browser(other).get(reverse("exchange:message", args=[out.pk])).status_code == 404
    assert browser(own).get(reverse("exchange:partners")).status_code == 403
