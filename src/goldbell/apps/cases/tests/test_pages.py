"""The pages as officers use them: type, see it read, take it, open the case; and what strangers get."""

from __future__ import annotations

import io
import json
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases.models import Case, Draft, Element, Evidence, Report, Transfer
from goldbell.apps.cases.tests.builders import make_case, make_report
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db

WORDS = "自称客服，说要刷单解冻。十点二十三转九万八千二到6230581022749036何玉山，普通到账"


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there():
    return make_district()


@pytest.fixture
def officer(there):
    return make_officer(Role.INTAKE, Role.DETECTIVE, unit=there.centre)


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(words: str = WORDS, *, revision: int = 0, **more: object) -> dict[str, object]:
    rows = {
        "t_id": ["a1"],
        "t_paid_at": [""],
        "t_amount": ["98200"],
        "t_way": ["ordinary"],
        "t_from_account": [""],
        "t_to_account": ["6230 5810 2274 9036"],
        "t_to_name": ["何玉山"],
        "t_to_bank": [""],
    }
    now = utc_now().astimezone()
    rows["t_paid_at"] = [f"{now:%Y-%m-%d} 00:00"]
    facts = {
        "words": words,
        "channel": "call_110",
        "reporter_name": "周慧兰",
        "reporter_phone": "13904172716",
        "revision": revision,
    }
    return (
        facts
        | rows
        | {"on_phone": "no", "balance": "", "moved": "yes", "scam_type": "task_rebate", "outside_no": ""}
        | more
    )


def started(client: Client) -> int:
    answer = client.post(reverse("cases:start"))
    assert answer.status_code == 302
    return int(re.search(r"/intake/(\d+)/", answer["Location"]).group(1))


def test_a_call_becomes_a_case(client, officer):
    draft_id = started(client)
    page = client.get(reverse("cases:draft", args=[draft_id]))
    assert page.status_code == 200
    answer = client.post(reverse("cases:draft_save", args=[draft_id]), page_of(), headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-element="bank_card|6230581022749036"' in text
    assert "98,200" in text
    assert 'id="row_a1_clock"' in text
    again = client.get(reverse("cases:draft", args=[draft_id])).content.decode()
    assert WORDS in again
    assert "6230 5810 2274 9036" in again
    done = client.post(reverse("cases:draft_take", args=[draft_id]), page_of(then="open"))
    assert done.status_code == 302, done.content.decode()[:3000]
    with scope.acting(actor_of(officer)):
        case = Case.objects.get()
        assert done["Location"] == reverse("cases:case", args=[case.pk])
        assert Transfer.objects.get(case=case).amount_fen == 98_200_00
    shown = client.get(done["Location"])
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "周慧兰" not in text
    assert "6230581022749036" not in text
    assert "9036" in text
    with scope.acting(actor_of(officer)):
        assert Entry.objects.filter(action="privacy.record.read", subject_kind="cases.case", case_id=case.pk).exists()
    assert client.post(reverse("cases:draft_take", args=[draft_id]), page_of()).status_code == 302
    with scope.acting(actor_of(officer)):
        assert Report.objects.count() == 1


def test_a_page_that_is_wrong_keeps_every_word_and_says_where(client, officer):
    draft_id = started(client)
    wrong = page_of(balance="很多", t_amount=["NaN"], t_paid_at=["2031-01-01 10:00"])
    answer = client.post(reverse("cases:draft_take", args=[draft_id]), wrong)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "NaN" in text
    assert "很多" in text
    assert text.count("gb-error") >= 3
    with scope.acting(actor_of(officer)):
        assert not Report.objects.exists()
        assert Draft.objects.get(pk=draft_id).content is not None
    assert "NaN" in client.get(reverse("cases:draft", args=[draft_id])).content.decode()


def test_two_pages_on_one_draft_lose_nothing(client):
    draft_id = started(client)
    url = reverse("cases:draft_save", args=[draft_id])
    assert client.post(url, page_of("第一页的话")).status_code == 200
    second = client.post(url, page_of("第二页的话", revision=0))
    assert second.status_code == 422
    assert "没有存上" in second.content.decode()
    assert "第一页的话" in client.get(reverse("cases:draft", args=[draft_id])).content.decode()
    assert client.post(url, page_of("第二页的话", revision=1)).status_code == 200


def test_what_is_typed_is_escaped(client):
    draft_id = started(client)
    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(2)>转三万元'
    for answer in (
        client.post(reverse("cases:draft_save", args=[draft_id]), page_of(nasty, t_to_name=[nasty])),
        client.get(reverse("cases:draft", args=[draft_id])),
    ):
        text = answer.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_an_offer_is_taken_over_into_a_row(client):
    draft_id = started(client)
    bare = page_of(
        t_id=[], t_paid_at=[], t_amount=[], t_way=[], t_from_account=[], t_to_account=[], t_to_name=[], t_to_bank=[]
    )
    text = client.post(reverse("cases:draft_save", args=[draft_id]), bare).content.decode()
    offer = json.loads(unescape(re.search(r'hx-vals="([^"]+)"', text).group(1)))
    assert offer["offer_amount"] == "98,200.00"
    assert (offer["offer_to_account"], offer["offer_to_name"]) == ("6230581022749036", "何玉山")
    row = client.post(reverse("cases:draft_row", args=[draft_id]), offer).content.decode()
    assert 'value="98,200.00"' in row


def test_lists_reports_search_and_receipt_open(client, officer):
    by = actor_of(officer)
    with scope.acting(by):
        case = make_case(by, utc_now())
        report = make_report(by, utc_now())
        first = Report.objects.get(case=case)
    for url in (
        reverse("cases:intake"),
        reverse("cases:cases"),
        reverse("cases:cases") + "?state=open&sort=-loss&since=2020-01-01&until=2999-01-01&page=7",
        reverse("cases:cases") + "?state=nonsense&unit=abc&since=31.12.&sort=;drop",
        reverse("cases:search"),
        reverse("cases:search") + "?q=刷单",
        reverse("cases:report", args=[report.pk]),
        reverse("cases:report", args=[first.pk]),
        reverse("cases:receipt", args=[report.pk]),
        reverse("cases:case_move", args=[case.pk]),
        reverse("cases:transfer_add", args=[case.pk]),
    ):
        for language in ("zh-hans", "en"):
            client.cookies["django_language"] = language
            answer = client.get(url)
            assert answer.status_code == 200, url
            assert "周慧兰" not in answer.content.decode(), url
    found = client.get(reverse("cases:search") + "?q=刷单").content.decode()
    assert case.case_no in found
    with scope.acting(by):
        entry = Entry.objects.filter(action="cases.case.search").last()
        assert entry.facts["hits"] == 2
        assert "刷单" not in str(entry.facts) + entry.purpose


def test_evidence_comes_and_goes_by_page(client, officer):
    by = actor_of(officer)
    with scope.acting(by):
        case = make_case(by, utc_now())
    url = reverse("cases:evidence_add", args=[case.pk])
    for word in ("已收下", "早先收过"):
        file = io.BytesIO("凭条".encode())
        file.name = "凭条<b>.png"
        answer = client.post(url, {"file": file}, headers={"HX-Request": "true"})
        assert word in answer.content.decode()
    empty = io.BytesIO(b"")
    empty.name = "空.png"
    assert "gb-error" in client.post(url, {"file": empty}, headers={"HX-Request": "true"}).content.decode()
    with scope.acting(by):
        row = Evidence.objects.get()
    download = reverse("cases:evidence_download", args=[row.pk])
    assert client.get(download).status_code == 200
    assert client.post(download, {"reason": ""}).status_code == 200
    taken = client.post(download, {"reason": "核对凭条"})
    assert taken.getvalue() == "凭条".encode()
    assert taken["Content-Disposition"].startswith("attachment")
    assert "sandbox" in taken["Content-Security-Policy"]


def test_changes_on_the_case_page(client, officer):
    by = actor_of(officer)
    with scope.acting(by):
        case = make_case(by, utc_now())
        element = Element.objects.filter(case=case).first()
        transfer = Transfer.objects.get(case=case)
    row = client.post(reverse("cases:element_settle", args=[element.pk]), {"verdict": "confirmed"})
    assert "已确认" in row.content.decode()
    wrong = client.post(
        reverse("cases:transfer_add", args=[case.pk]), {"paid_at": "以后", "amount": "-3", "way": "instant"}
    )
    assert wrong.status_code == 200
    assert wrong.content.decode().count("gb-error") == 2
    assert (
        client.post(
            reverse("cases:transfer_add", args=[case.pk]), {"paid_at": "00:00", "amount": "五万", "way": "atm"}
        ).status_code
        == 302
    )
    assert client.post(reverse("cases:transfer_strike", args=[transfer.pk]), {"reason": "记重了"}).status_code == 302
    assert client.post(reverse("cases:case_move", args=[case.pk]), {"after": "investigating"}).status_code == 302
    assert client.post(reverse("cases:case_type", args=[case.pk]), {"scam_type": "romance"}).status_code == 302
    with scope.acting(by):
        case.refresh_from_db()
        assert (case.state, case.scam_type, case.loss_fen) == ("investigating", "romance", 5_000_000)


def test_another_station_gets_not_found_everywhere(there, client, officer):
    by = actor_of(officer)
    with scope.acting(by):
        case = make_case(by, utc_now())
        report = Report.objects.get(case=case)
        transfer = Transfer.objects.get(case=case)
    stranger = Client()
    stranger.force_login(
        make_officer(Role.STATION, Role.DETECTIVE, unit=there.station),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for name, pk in (
        ("case", case.pk),
        ("report", report.pk),
        ("receipt", report.pk),
        ("case_move", case.pk),
        ("transfer_strike", transfer.pk),
    ):
        assert stranger.get(reverse(f"cases:{name}", args=[pk])).status_code == 404, name
    listed = stranger.get(reverse("cases:cases")).content.decode()
    assert case.case_no not in listed
    assert case.case_no not in stranger.get(reverse("cases:search") + "?q=刷单").content.decode()
