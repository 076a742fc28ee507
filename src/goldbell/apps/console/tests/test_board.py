"""The duty board: what each officer has to do, every number opening to its records, each region by itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.apps.console.board import REGIONS, next_act, what_expires
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.apps.insight.tests.builders import Counted, make_counted
from goldbell.apps.interdiction.models import OrderDue, StopOrder
from goldbell.common.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def counted() -> Counted:
    return make_counted()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def board_of(by: Actor) -> str:
    page = signed_in(Officer.objects.get(pk=int(by.id))).get("/")
    assert page.status_code == 200
    return page.content.decode()


def test_an_empty_board_says_what_to_do_next():
    there = make_district()
    page = signed_in(make_officer(Role.DUTY_CHIEF, unit=there.centre)).get("/")
    assert page.status_code == 200
    html = page.content.decode()
    assert "没有要你做的事" in html
    assert "没有在途的止付单" in html
    assert "没有要到期的事" in html
    assert "还没有登记对接单位" in html


def test_the_second_person_is_told_to_sign_and_the_first_is_not(counted):
    room, order = counted.room, counted.orders["proposed"]
    with scope.acting(room.chief) as by:
        act = next_act(by, counted.at)
    assert order.order_no[-4:] in act.what
    assert act.url == reverse("interdiction:order", args=[order.pk])
    assert act.paid_at == order.clock_paid_at
    with scope.acting(room.analyst) as by:
        other = next_act(by, counted.at)
    assert other is None or other.url != act.url
    with scope.everything("test"):
        StopOrder.objects.filter(pk=order.pk).update(proposed_by=room.chief.key)
    with scope.acting(room.chief) as by:
        own = next_act(by, counted.at)
    assert own is None or own.url != act.url, "nobody is led to sign their own proposal"


def test_what_can_still_be_saved_comes_first(counted):
    """The window that closes next is signed first, whatever was proposed first."""
    late = counted.order("late", clock_paid_at=counted.at - timedelta(minutes=40))
    closing = counted.order("closing", clock_paid_at=counted.at - timedelta(minutes=28))
    with scope.acting(counted.room.chief) as by:
        assert next_act(by, counted.at).url == reverse("interdiction:order", args=[closing.pk])
    html = board_of(counted.room.chief)
    places = [html.index(f'id="board_order_{order.pk}"') for order in (closing, counted.orders["proposed"], late)]
    assert places == sorted(places)


def test_an_unknown_outcome_is_a_persons_next_act(counted):
    order = counted.order("unknown", **counted.signed(state="unknown", ordinal=1, unknown_code="silent"))
    with scope.everything("test"):
        StopOrder.objects.filter(pk=counted.orders["proposed"].pk).update(
            state="withdrawn", withdrawn_by="officer:1", ended_at=counted.at
        )
    with scope.acting(counted.room.chief) as by:
        assert next_act(by, counted.at).url == reverse("interdiction:order", args=[order.pk])
    assert 'class="is-ask"' in board_of(counted.room.chief)


def test_the_marks_of_the_48_hours_are_due(counted):
    order = counted.orders["executed"]
    with scope.everything("test"):
        for kind, hours in (("remind", 12), ("report", 4), ("expiry", 0)):
            due_at = order.expires_at - timedelta(hours=hours)
            OrderDue.objects.create(unit_id=order.unit_id, order=order, kind=kind, due_at=due_at)
    with scope.acting(counted.room.chief) as by:
        marks = [due for due in what_expires(by, counted.at) if "36" in due.title]
    assert [due.due_at for due in marks] == [order.expires_at - timedelta(hours=12)]


def test_every_number_of_the_board_opens(counted):
    client = signed_in(Officer.objects.get(pk=int(counted.room.chief.id)))
    html = client.get("/").content.decode()
    cells = re.findall(r"<td[^>]*>\s*(?:<a href=\"([^\"]+)\">)?(\d+)<", html)
    assert [count for url, count in cells if not url and count != "0"] == []
    links = set(re.findall(r'href="(/(?:figures|orders|exchange|reports|cases)/[^"]*)"', html))
    assert len(links) > 10
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_every_region_is_fetched_by_itself(counted):
    client = signed_in(Officer.objects.get(pk=int(counted.room.chief.id)))
    whole = client.get("/").content.decode()
    for name, region in REGIONS.items():
        part = client.get(reverse("console:region", kwargs={"name": name}))
        assert part.status_code == 200
        html = part.content.decode()
        assert f'id="board_{name}"' in html
        assert f'id="board_{name}"' in whole
        assert f'data-live="{" ".join(region.topics)}"' in html
        assert "<html" not in html
    assert client.get("/board/nothing/").status_code == 404


def test_a_station_sees_its_own_board_of_nothing(counted):
    """Row scope applies to figures: an officer of another bundle finds an empty room."""
    with scope.everything("test"):
        stranger = make_officer(Role.DUTY_CHIEF, unit=counted.room.district.stations[3])
    html = signed_in(stranger).get("/").content.decode()
    assert "没有在途的止付单" in html
    assert all(order.order_no[-4:] not in html for order in counted.orders.values())


def test_no_whole_account_and_no_name_stands_on_the_board(counted):
    html = board_of(counted.room.chief)
    assert "6222020000000000017" not in html
    assert "周慧兰" not in html
    assert "周*兰" in html


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.BANK_LIAISON, "/orders/"),
        (Role.SYSTEM_ADMIN, "/"),
        (Role.AUDITOR, "/"),
        (Role.STATION, "/"),
        (Role.SECURITY_ADMIN, "/"),
        (Role.PUBLICITY, "/"),
    ],
)
def test_who_has_no_board_is_led_to_their_own_first_page(role, expected):
    there = make_district()
    unit = there.bank if role == Role.BANK_LIAISON else there.station if role == Role.STATION else there.centre
    client = signed_in(make_officer(role, unit=unit))
    led = client.get("/")
    assert led.status_code == 302
    assert led["Location"] != "/"
    assert led["Location"].startswith(expected)
    assert client.get(led["Location"]).status_code == 200


def test_a_stranger_is_asked_to_sign_in():
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["figures", "figures/stop_clock", "figures/stop_clock/records/stopped"])
def test_the_api_tells_the_same_figures(counted, name):
    client = signed_in(Officer.objects.get(pk=int(counted.room.chief.id)))
    answer = client.get(f"/api/{name}")
    assert answer.status_code == 200, answer.content
    if name.endswith("stopped"):
        assert answer.json()["count"] == 2
        for nonsense in ("offset=-1", "offset=99999999999999999999", "limit=-5", "period=%00"):
            assert client.get(f"/api/{name}?{nonsense}").status_code in (200, 400, 422)


def test_the_pages_of_figures_open(counted):
    client = signed_in(Officer.objects.get(pk=int(counted.room.chief.id)))
    index = client.get("/figures/")
    assert index.status_code == 200
    for link in set(re.findall(r'href="(/figures/[^"]+)"', index.content.decode())):
        assert client.get(link).status_code == 200, link
    for hostile in ("/figures/nothing/", "/figures/stop_clock/records/%00/", "/figures/stop_clock/records/x/?page=-1"):
        assert client.get(hostile).status_code == 404
    assert client.get("/figures/stop_clock/records/stopped/?page=999&period=nonsense").status_code == 200
