"""Bad input at the pages people use: each is answered in clear words, in both languages; nothing is lost, nothing half done.

What the readers refuse in all its shapes is proven in ``adapters/statements/tests``; a message that comes twice with another
body in ``apps/exchange/tests/test_receive.py``; the race of two signatures in ``apps/interdiction/tests``."""

from __future__ import annotations

import html
import io
import re
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from goldbell.apps.cases.models import Case, DayNumber, Draft, Report
from goldbell.apps.cases.queries import typed_of
from goldbell.apps.cases.services import open_evidence
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import actor_of, make_district, make_officer
from goldbell.apps.interdiction import services as interdiction
from goldbell.apps.interdiction.failures import AskTooLarge, NeverPaid
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.interdiction.tests.builders import make_room
from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.tracing import queries, services
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import StatementFile
from goldbell.apps.tracing.tests.builders import (
    HEADINGS,
    MULE,
    UNSEEN,
    VICTIM,
    World,
    mule_statement,
    row,
    statement,
    told,
)
from goldbell.apps.tracing.wording import failure_words, row_reason
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI, utc_now
from goldbell.project.middleware.body_limit import MOST_BYTES

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "en")


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def world() -> World:
    return World(now=utc_now().replace(microsecond=0))


def client_of(officer: Officer | Actor, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    known = officer if isinstance(officer, Officer) else Officer.objects.get(pk=int(officer.id))
    client.force_login(known, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def said(response: Any, language: str, words: Any) -> None:
    """The page says it in the reader's language, and to an English reader in English. ``words``: Chinese, or lazy words."""
    with override(language):
        wanted = _(words) if isinstance(words, str) else str(words)
    if language == "en":
        assert not re.search(r"[\u3400-\u9fff]", wanted), f"no English for {words}"
    shown = html.unescape(re.sub(r"\s+", " ", response.content.decode()))
    assert wanted in shown, f"{wanted!r} is not said"


# ---------- files that are no statements ----------

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[object], change: Callable[[str, bytes], bytes] = lambda _name, part: part) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for one in rows:
        book.active.append(one)
    plain, changed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return changed.getvalue()


def _bomb(name: str, part: bytes) -> bytes:
    return part + b" " * 50_000_000 if name == SHEET else part


def _doctype(name: str, part: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "b">]>' + part.split(b"?>", 1)[-1] if name == SHEET else part


HEAD = ",".join(HEADINGS)
SPOILT = {
    "another encoding": (
        "日文.csv",
        "取引口座,取引日時,金額,ｶﾅ".encode("shift_jis") + b"\xff\xff\x81",
        "broken_file",
    ),
    "half an encoding": ("半.csv", HEAD.encode("gb18030") + b"\n\xff\xff\xff", "broken_file"),
    "null bytes": ("空字节.csv", HEAD.encode() + b"\n\x00\x00\x00", "broken_file"),
    "a bomb": ("炸弹.xlsx", workbook(list(HEADINGS), change=_bomb), "unsafe_file"),
    "a DOCTYPE": ("声明.xlsx", workbook(list(HEADINGS), change=_doctype), "unsafe_file"),
    "half a workbook": ("半本.xlsx", workbook(list(HEADINGS))[:900], "broken_file"),
    "a password": ("加密.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_layout"),
    "a heading twice": ("重名.csv", f"{HEAD},交易金额\n".encode(), "ambiguous_heading"),
    "another paper": ("公函.csv", "关于协助查询的函\n此致,敬礼\n".encode(), "unknown_layout"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_is_named_with_what_to_do_and_holds_up_no_other(world: World, kind: str) -> None:
    name, content, code = SPOILT[kind]
    case, client = world.case(told(world)), client_of(world.analyst)
    address = reverse("tracing:hand_in", args=[case.pk])
    both = [SimpleUploadedFile(name, content), SimpleUploadedFile("好的.csv", mule_statement(world))]
    assert client.post(address, {"statement": both}).status_code == 302
    while services.read_waiting(utc_now()):
        pass
    for language in LANGUAGES:
        page = client_of(world.analyst, language).get(reverse("tracing:statements", args=[case.pk]))
        said(page, language, FileState.FAILED.label)
    with scope.acting(world.analyst) as by:
        bad, good = StatementFile.objects.filter(case=case).order_by("pk")
        for language in LANGUAGES:
            shown = client_of(world.analyst, language).get(reverse("tracing:file", args=[case.pk, bad.pk]))
            for words in failure_words(code):
                said(shown, language, words)
        assert (bad.state, bad.accepted, bad.segment) == ("failed", 0, "")
        assert (good.state, good.accepted) == ("read", 3)
        view = queries.latest_trace(by, case.pk)
        assert view is not None
        assert view.held_fen == 60_000_00
    with scope.acting(world.owner) as by:
        _kept, bytes_kept = opened(by, bad)
    assert bytes_kept == content, "the file itself is evidence and stays as it came"


def opened(by: Actor, file: StatementFile) -> tuple[str, bytes]:
    name, content = open_evidence(by=by, now=utc_now(), evidence_id=file.evidence_id, purpose=Purpose.STATEMENTS.value)
    return name, content if isinstance(content, bytes) else b"".join(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_file_is_not_taken(world: World, language: str) -> None:
    case, client = world.case(told(world)), client_of(world.analyst, language)
    page = client.post(
        reverse("tracing:hand_in", args=[case.pk]), {"statement": SimpleUploadedFile("空.csv", b"")}, follow=True
    )
    assert ("空" if language == "zh-hans" else "empty") in text_of(page)
    with scope.acting(world.analyst):
        assert not StatementFile.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_gigabytes_are_refused_before_the_first_byte(world: World, language: str) -> None:
    case, client = world.case(told(world)), client_of(world.analyst, language)
    answer = client.post(
        reverse("tracing:hand_in", args=[case.pk]),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 << 30),
        HTTP_ACCEPT_LANGUAGE=language,
    )
    assert MOST_BYTES < (2 << 30)
    assert answer.status_code == 413
    assert all(words in answer.content.decode() for words in ("内容太大", "too large")), "nobody knows the reader yet"
    with scope.acting(world.analyst):
        assert not StatementFile.objects.exists()


# ---------- rows that say what cannot be ----------


def _row_of(world: World, **changes: str) -> dict[str, str]:
    return row(world, MULE, 18, "1.00", "98201.00", "进", VICTIM) | changes


ROWS = {
    "a formula": ({"交易金额": "=1+1"}, "formula"),
    "digits that are lost": ({"交易卡号": "6.23058E+18"}, "scientific_notation"),
    "a negative amount": ({"交易金额": "-5.00"}, "negative_amount"),
    "NaN": ({"交易金额": "NaN"}, "bad_amount"),
    "infinity": ({"交易金额": "Infinity"}, "bad_amount"),
    "an overflow": ({"交易金额": "99999999999999999999.00"}, "amount_overflow"),
    "tomorrow": ({"交易时间": "2099-01-01 00:00:00"}, "future_time"),
    "no day": ({"交易时间": "2026-02-30 10:00:00"}, "impossible_time"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_spoilt_row_is_named_and_its_neighbours_count(world: World, kind: str) -> None:
    changes, code = ROWS[kind]
    rows = [
        row(world, MULE, 20, "98200.00", "98200.00", "进", VICTIM),
        _row_of(world, **changes),
        row(world, MULE, 15, "38200.00", "60000.00", "出", UNSEEN),
    ]
    case = world.case(told(world))
    world.hand_in(case, ("一.csv", statement(rows)))
    while services.read_waiting(utc_now()):
        pass
    with scope.acting(world.analyst) as by:
        file = StatementFile.objects.get(case=case)
        assert (file.accepted, file.rejected) == (2, 1)
        view = queries.latest_trace(by, case.pk)
        assert view is not None
        assert view.held_fen == 60_000_00
    for language in LANGUAGES:
        page = client_of(world.analyst, language).get(reverse("tracing:file", args=[case.pk, file.pk]))
        said(page, language, row_reason(code, ""))
        assert ">3<" in page.content.decode(), "the row's number stands beside its reason"


def test_a_number_of_more_than_fifteen_digits_in_a_workbook_is_not_believed(world: World) -> None:
    local = f"{world.at(20).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    heads: list[object] = ["账号", "交易日期", "发生额", "余额", "对方账号"]
    good: list[object] = [MULE, local, "98200.00", "98200.00", VICTIM]
    lost: list[object] = [6230581022749036123, local, "5.00", "98205.00", VICTIM]
    formula: list[object] = [MULE, local, "=1+1", "98205.00", VICTIM]
    case = world.case(told(world))
    world.hand_in(case, ("柜面.xlsx", workbook(heads, good, lost, formula)))
    while services.read_waiting(utc_now()):
        pass
    with scope.acting(world.analyst):
        file = StatementFile.objects.get(case=case)
        assert (file.state, file.accepted, file.rejected) == ("read", 1, 2), file.failure_text
    for language in LANGUAGES:
        page = client_of(world.analyst, language).get(reverse("tracing:file", args=[case.pk, file.pk]))
        for code in ("number_too_long", "formula"):
            said(page, language, row_reason(code, ""))


# ---------- at intake ----------


@pytest.fixture
def taker() -> Officer:
    there = make_district()
    return make_officer(Role.INTAKE, Role.DETECTIVE, unit=there.centre)


def page_of(**changes: object) -> dict[str, object]:
    paid = (utc_now() - timedelta(minutes=10)).astimezone(SHANGHAI)
    return {
        "words": "我转了九万八千二",
        "channel": "call_110",
        "reporter_name": "周慧兰",
        "reporter_phone": "13904172716",
        "revision": 0,
        "on_phone": "no",
        "balance": "",
        "moved": "yes",
        "scam_type": "",
        "outside_no": "",
        "t_id": ["a1"],
        "t_paid_at": [f"{paid:%Y-%m-%d %H:%M:%S}"],
        "t_amount": ["98200"],
        "t_way": ["instant"],
        "t_from_account": [""],
        "t_to_account": [MULE],
        "t_to_name": ["何玉山"],
        "t_to_bank": [""],
    } | changes


def draft_of(client: Client) -> int:
    return int(re.search(r"/intake/(\d+)/", client.post(reverse("cases:start"))["Location"]).group(1))  # type: ignore[union-attr]


TYPED = {
    "negative": ({"t_amount": ["-5"]}, "金额要大于 0，请核对"),
    "NaN": ({"t_amount": ["NaN"]}, "金额要写成数字，例如 1234.50"),
    "overflow": ({"t_amount": ["1" + "0" * 400]}, "金额超过 100 亿元，请核对"),
    "an exponent": ({"t_amount": ["1e9"]}, "金额要写成数字，例如 1234.50"),
    "tomorrow": ({"t_paid_at": ["2099-01-01 10:00"]}, "时间还没有到，没有存下。请核对日期和钟点"),
    "no day": ({"t_paid_at": ["2026-02-30 10:00"]}, "没有这个时间，请核对"),
    "a balance below nothing": ({"balance": "-1"}, "余额不能是负数，请核对"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPED)
def test_what_cannot_be_is_said_at_its_field_and_every_word_stays(taker: Officer, kind: str, language: str) -> None:
    changes, words = TYPED[kind]
    client = client_of(taker, language)
    draft_id = draft_of(client)
    page = client.post(reverse("cases:draft_take", args=[draft_id]), page_of(**changes, then="open"))
    assert page.status_code == 200
    said(page, language, words)
    said(page, language, "有几栏要改，见下面的红字。没有受理，字都还在")
    with scope.acting(actor_of(taker)):
        assert not Report.objects.exists()
        assert not Case.objects.exists()
        assert not DayNumber.objects.exists(), "no number was used up"
        typed = typed_of(Draft.objects.get(pk=draft_id))
    assert typed.words == "我转了九万八千二"
    assert typed.reporter_name == "周慧兰"
    mended = client.post(
        reverse("cases:draft_save", args=[draft_id]),
        page_of(revision=revision_of(taker, draft_id)),
        headers={"HX-Request": "true"},
    ).content.decode()
    assert '<div id="draft_failure" hx-swap-oob="true"></div>' in mended, (
        "the red banner goes with the last mended field"
    )


def revision_of(taker: Officer, draft_id: int) -> int:
    with scope.acting(actor_of(taker)):
        return Draft.objects.get(pk=draft_id).revision


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_without_a_transfer_is_taken_and_says_what_to_do(taker: Officer, language: str) -> None:
    client = client_of(taker, language)
    empty = {name: [""] for name in ("t_paid_at", "t_amount", "t_to_account", "t_to_name")}
    page = page_of(**empty, moved="no", words="还没转，有人让我转", then="open")
    taken = client.post(reverse("cases:draft_take", args=[draft_of(client)]), page)
    assert taken.status_code == 302, text_of(taken)[:2000]
    case = client.get(taken["Location"])
    said(case, language, "没有转账，回访报案人")
    with scope.acting(actor_of(taker)):
        assert Case.objects.get().loss_fen == 0


# ---------- at the stop ----------


def test_a_stop_for_an_amount_never_paid_is_refused_at_the_page_and_by_the_service() -> None:
    """The page takes the amount from the trace; who asks past it for more is refused, and no order is left behind."""
    room = make_room()
    with scope.acting(room.analyst):
        with pytest.raises(NeverPaid) as never:
            interdiction.propose(by=room.analyst, now=utc_now(), draft=room.draft(transfer_fen=99_999_99))
        with pytest.raises(AskTooLarge):
            interdiction.propose(by=room.analyst, now=utc_now(), draft=room.draft(ask_fen=10_000_001))
    assert never.value.status == 422
    client = client_of(room.analyst)
    refused = client.post(
        reverse("interdiction:propose"), {"case_id": room.case.pk, "trace_run": 1, "account": 0, "ask": "99999999"}
    )
    assert refused.status_code in {404, 409}
    with scope.everything("test"):
        assert not StopOrder.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_press_at_once_give_one_signature_and_the_other_reads_why() -> None:
    room = make_room()
    order = room.propose()
    clients = [client_of(room.chief), client_of(room.second_chief)]
    address = reverse("interdiction:approve", args=[order.pk])
    gate = threading.Barrier(2)
    answers: list[str] = []

    def press(client: Client) -> None:
        gate.wait()
        answers.append(text_of(client.post(address, follow=True)))
        connection.close()

    pressing = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    signed = room.order(order)
    assert signed.approved_by in {room.chief.key, room.second_chief.key}
    assert sum("已签字，正在发往银行" in answer for answer in answers) == 1, answers
    other = next(answer for answer in answers if "已签字，正在发往银行" not in answer)
    assert "已签字" in other or "已由" in other or "已经" in other, other[:1500]
    with scope.everything("test"):
        assert OutMessage.objects.filter(subject_id=str(order.pk)).count() == 1
