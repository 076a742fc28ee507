"""The order on paper, as a workbook and on the trace page: masked, marked, by a second person, in both languages."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from goldbell.adapters.messages.keys import SigningKey
from goldbell.apps.audit.models import Entry
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.exchange.services import register_partner
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.builders import HOLDER, MULE, Room, make_room
from goldbell.apps.privacy.models import Export
from goldbell.apps.tracing import services as tracing
from goldbell.apps.tracing.models import TraceRun
from goldbell.apps.tracing.tests.builders import MULE as TRACED
from goldbell.apps.tracing.tests.builders import World, mule_statement, told
from goldbell.common.actors import Actor, system
from goldbell.common.moments import utc_now

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


# ---------- the form on paper ----------


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "紧急止付申请表"), ("en", "Emergency stop request")])
def test_the_form_carries_what_a_bank_checks_and_the_print_is_on_record(room: Room, language: str, title: str) -> None:
    order = room.propose()
    page = browser(room.chief, language).get(reverse("interdiction:paper", args=[order.pk])).content.decode()
    for words in (title, order.order_no, order.case_no, "100,000", "90,000"):
        assert words in page
    assert MULE not in page
    assert HOLDER not in page
    assert MULE[-4:] in page
    assert Entry.objects.filter(action="interdiction.form.print", subject_id=str(order.pk)).count() == 1


def test_a_form_that_nobody_approved_says_that_it_must_not_leave(room: Room) -> None:
    order = room.propose()
    address = reverse("interdiction:paper", args=[order.pk])
    assert "尚未批准，不得送出" in browser(room.chief).get(address).content.decode()
    room.approve(order)
    signed = browser(room.chief).get(address).content.decode()
    assert "尚未批准，不得送出" not in signed
    names = {Officer.objects.get(pk=int(who.id)).name for who in (room.analyst, room.chief)}
    assert all(name in signed for name in names)


# ---------- as a workbook ----------


def ask(client: Client, query: str = "") -> Any:
    return client.post(f"{reverse('interdiction:export')}?{query}", {"purpose": "other", "words": "月度核对"})


def test_the_list_leaves_as_a_marked_workbook_after_a_second_person_agreed(room: Room) -> None:
    order = room.propose()
    asker, decider = browser(room.chief), browser(room.second_chief)
    asked = ask(asker)
    assert asked.status_code == 302, asked.content.decode()[-3000:]
    export_id = _only_export().pk
    fetch = reverse("privacy:export_file", args=[export_id])
    assert asker.post(fetch).status_code == 409
    decide = reverse("privacy:export_decide", args=[export_id])
    asker.post(decide, {"answer": "yes"})
    assert asker.post(fetch).status_code == 409, "who asked cannot agree"
    decider.post(decide, {"answer": "yes"})
    answer = asker.post(fetch)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(io.BytesIO(answer.content))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    for wanted in (order.order_no, order.case_no, "90,000.00", "月度核对"):
        assert any(wanted in cell for cell in cells), wanted
    assert not any(MULE in cell or HOLDER in cell for cell in cells)
    assert Officer.objects.get(pk=int(room.chief.id)).name in " ".join(cells), "the mark names who took it"


def test_the_workbook_holds_what_the_filter_shows(room: Room) -> None:
    room.propose()
    asker = browser(room.chief)
    assert "gb-note" in ask(asker, "state=executed").content.decode()
    assert "gb-error" in asker.post(f"{reverse('interdiction:export')}", {"purpose": "because"}).content.decode()
    with scope.everything("test"):
        assert not Export.objects.exists(), "nothing is listed, so nothing is asked for"
    ask(asker, "state=proposed")
    assert _only_export().row_count == 1


# ---------- on the trace page ----------


def traced_room() -> tuple[World, Any]:
    """A case whose money lies on an account at a bank we talk to, followed through one statement."""
    world = World(now=utc_now().replace(microsecond=0))
    with scope.everything("test"):
        bank = PartnerDraft(
            unit_id=world.district.bank.pk,
            code="bank",
            our_code="centre",
            endpoint="http://127.0.0.1:9/messages",
            status_endpoint="http://127.0.0.1:9/status",
            public_pem=SigningKey.create(owner="bank").known.pem,
            deduplicates=True,
            private_network=True,
            prefixes=(f"{TRACED[:6]}/{len(TRACED)}",),
        )
        register_partner(by=system("sample"), now=world.now, draft=bank)
    case = world.case(told(world))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    while tracing.read_waiting(world.now):
        pass
    return world, case


@pytest.mark.parametrize(
    ("language", "button", "why"), [("zh-hans", "提出止付", "都还在"), ("en", "Propose a stop", "still there")]
)
def test_the_trace_page_proposes_with_reasons_and_one_button(language: str, button: str, why: str) -> None:
    world, case = traced_room()
    page = browser(world.analyst, language).get(reverse("tracing:trace", args=[case.pk])).content.decode()
    assert button in page
    assert why in page
    assert "60,000" in page
    assert world.district.bank.name_en in page if language == "en" else world.district.bank.name_zh in page
    assert TRACED not in page


def test_one_press_on_the_trace_page_proposes_once_and_each_reader_reads_the_reasons_in_their_language() -> None:
    world, case = traced_room()
    run = _latest_run(case.pk)
    post = {"case_id": case.pk, "trace_run": run, "account": 0}
    client = browser(world.analyst, "en")
    assert client.post(reverse("interdiction:propose"), post)["Location"].startswith("/orders/")
    order = _only_order()
    assert order.ask_fen == 60_000_00
    again = client.post(reverse("interdiction:propose"), post)
    address = reverse("interdiction:order", args=[order.pk])
    assert again["Location"] == address, "a second press leads to the order that there is"
    assert _only_order().pk == order.pk
    with scope.everything("test"):
        chief = actor(Role.DUTY_CHIEF, unit=world.district.centre)
    assert "元都还在" in browser(chief).get(address).content.decode()
    assert "元都还在" not in client.get(address).content.decode()
    panel = client.get(reverse("tracing:trace", args=[case.pk])).content.decode()
    assert address in panel, "the panel leads to the order instead of proposing again"


def test_an_account_that_moved_on_since_the_trace_is_not_proposed_by_an_old_page() -> None:
    world, case = traced_room()
    run = _latest_run(case.pk)
    client = browser(world.analyst)
    for wrong in ({"account": 7}, {"account": "x"}, {"trace_run": 987654321}, {"trace_run": ""}):
        answer = client.post(
            reverse("interdiction:propose"), {"case_id": case.pk, "trace_run": run, "account": 0} | wrong
        )
        assert answer.status_code in {302, 404, 409, 422}, wrong
        assert answer.status_code != 302 or not answer["Location"].startswith("/orders/"), wrong
    with scope.everything("test"):
        assert not StopOrder.objects.exists()


def _latest_run(case_id: int) -> int:
    with scope.everything("test"):
        return TraceRun.objects.filter(case_id=case_id).latest("pk").pk


def _only_export() -> Export:
    with scope.everything("test"):
        return Export.objects.get()


def _only_order() -> StopOrder:
    with scope.everything("test"):
        return StopOrder.objects.get()
