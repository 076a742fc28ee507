"""The pages as officers use them: drop files, see them read, see where the money is, ask again for another moment."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_officer
from goldbell.apps.privacy.models import Export
from goldbell.apps.tracing import plug_ins, services
from goldbell.apps.tracing.contracts import TraceNext, TracePanel
from goldbell.apps.tracing.models import StatementFile, TraceRun
from goldbell.apps.tracing.tests.builders import MULE, UNSEEN, World, mule_statement, row, statement, told
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def world() -> World:
    return World(now=utc_now())


def client_of(world: World, *roles: Role, unit: Any = None) -> Client:
    client = Client()
    officer = make_officer(*(roles or (Role.ANALYST,)), unit=unit or world.district.centre)
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read_all(world: World) -> None:
    while services.read_waiting(world.now):
        pass


def traced(world: World) -> Any:
    case = world.case(told(world), told(world, minutes=10, fen=20_000_00, way="atm", to="6222020044609013"))
    world.hand_in(case, ("金川银行.csv", mule_statement(world)))
    read_all(world)
    return case


def text_of(response: Any) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_drop_a_file_and_see_it_in_the_list(world: World) -> None:
    case, client = world.case(told(world)), client_of(world)
    address = reverse("tracing:hand_in", args=[case.pk])
    answer = client.post(
        address,
        {"statement": SimpleUploadedFile("金川银行.csv", mule_statement(world))},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert answer.content.decode().count("<li>") == 1
    read_all(world)
    page = client.get(reverse("tracing:statements", args=[case.pk]))
    assert "已读取" in text_of(page)
    assert "金***.csv" in text_of(page)
    assert "金川银行.csv" not in page.content.decode()


def test_many_files_in_one_form_without_script(world: World) -> None:
    case, client = world.case(told(world)), client_of(world)
    files = [SimpleUploadedFile(f"{n}.csv", mule_statement(world) + f"{n}".encode()) for n in range(3)]
    answer = client.post(reverse("tracing:hand_in", args=[case.pk]), {"statement": files})
    assert answer.status_code == 302
    with scope.everything("test"):
        assert StatementFile.objects.count() == 3


def test_an_empty_file_is_not_taken_and_says_so(world: World) -> None:
    case, client = world.case(told(world)), client_of(world)
    address = reverse("tracing:hand_in", args=[case.pk])
    for headers in ({"HX-Request": "true"}, {}):
        files = [SimpleUploadedFile("好.csv", mule_statement(world)), SimpleUploadedFile("空.csv", b"")]
        answer = client.post(address, {"statement": files}, headers=headers)
        assert answer.status_code == 422
        assert "空的" in text_of(answer)
    assert client.post(address, {}, headers={"HX-Request": "true"}).status_code == 422
    with scope.everything("test"):
        assert not StatementFile.objects.exists()


def test_a_failed_file_says_what_to_do_and_is_read_again(world: World) -> None:
    case, client = world.case(told(world)), client_of(world)
    (file,) = world.hand_in(case, ("说明.csv", b"a,b\n1,2\n"))
    read_all(world)
    page = text_of(client.get(reverse("tracing:statements", args=[case.pk]) + "?state=failed"))
    assert "没有认出表头" in page
    assert "重新读取" in text_of(client.get(reverse("tracing:file", args=[case.pk, file.pk])))
    assert client.post(reverse("tracing:read_again", args=[case.pk, file.pk])).status_code == 302
    assert client.post(reverse("tracing:read_again", args=[case.pk, file.pk])).status_code == 409


def test_rejected_rows_can_be_filtered_and_asked_for_as_a_file(world: World) -> None:
    case, client = world.case(told(world)), client_of(world, Role.ANALYST, Role.DUTY_CHIEF)
    rows = [row(world, MULE, 20, "1.00", "1.00", "进")]
    rows += [row(world, MULE, 19, "壹", "1.00", "进"), row(world, MULE, 18, "1", "1.00", "？")]
    (file,) = world.hand_in(case, ("一.csv", statement(rows)))
    read_all(world)
    address = reverse("tracing:file", args=[case.pk, file.pk])
    both, one = text_of(client.get(address)), text_of(client.get(address + "?code=bad_amount"))
    assert "收付标志不认识" in both
    assert one.count("收付标志不认识") == 1  # in the filter, not in the table
    answer = client.post(reverse("tracing:export_rejects", args=[case.pk, file.pk]))
    assert answer.status_code == 302
    with scope.everything("test"):
        assert Export.objects.get().row_count == 2


def test_the_trace_page_shows_sums_drawing_gaps_and_flows_with_masked_accounts(world: World) -> None:
    case = traced(world)
    page = client_of(world).get(reverse("tracing:trace", args=[case.pk]))
    text, markup = text_of(page), page.content.decode()
    for shown in ("118,200.00", "60,000.00", "30,000.00", "8,200.00", "20,000.00", "未到账", "缺口 1 处", "先进先出"):
        assert shown in text, shown
    for hidden in (MULE, UNSEEN, "6222020044609013", "何玉山"):
        assert hidden not in markup
    assert "对不上" not in text
    assert markup.count('class="node') == 5  # payer, mule, what waits, gap, cash
    assert not re.search(r'\sstyle="|<style|\son\w+="', markup)


def test_one_account_alone_and_an_earlier_trace(world: World) -> None:
    case, client = traced(world), client_of(world)
    address = reverse("tracing:trace", args=[case.pk])
    assert "看全部账户" in text_of(client.get(address + "?account=0"))
    for odd in ("99", "-1", "x", "０", "9" * 40):
        assert client.get(address, {"account": odd}).status_code == 200
    with scope.acting(world.analyst) as by:
        earlier = TraceRun.objects.first().pk
        services.trace_case(by=by, now=world.now, case_id=case.pk)
    assert "这是以前的一次追踪" in text_of(client.get(address, {"run": earlier}))
    for odd in ("0", "999999", "x", "9" * 40, "-3"):
        assert client.get(address, {"run": odd}).status_code == 404
    other = world.case(told(world))
    assert client.get(reverse("tracing:trace", args=[other.pk]), {"run": earlier}).status_code == 404


def test_follow_again_as_of_a_moment(world: World) -> None:
    case, client = traced(world), client_of(world)
    address = reverse("tracing:run", args=[case.pk])
    moment = f"{localtime(world.at(17)):%Y-%m-%dT%H:%M:%S}"
    answer = client.post(address, {"as_of": moment, "rule": "fifo"})
    assert answer.status_code == 302
    with scope.everything("test"):
        newest = TraceRun.objects.first()
    assert (newest.held_fen, newest.pending_fen) == (98_200_00, 20_000_00)
    assert f"run={newest.pk}" in answer["Location"]
    assert client.post(address, {"as_of": "2099-01-01T00:00", "rule": "fifo"}).status_code == 422
    assert client.post(address, {"as_of": "gestern", "rule": "fifo"}).status_code == 422
    assert client.post(address, {"rule": "lifo"}).status_code == 302
    # A bound is no answer to where the money is: no stop is proposed from it.
    assert client.post(address, {"rule": "poison"}).status_code == 422


def test_a_case_nobody_followed_yet(world: World) -> None:
    case, client = world.case(told(world, to="")), client_of(world)
    assert "还没有追踪" in text_of(client.get(reverse("tracing:trace", args=[case.pk])))
    answer = client.post(reverse("tracing:run", args=[case.pk]), {"rule": "fifo"})
    assert answer.status_code == 422
    assert "收款账号" in text_of(answer)


def test_looking_is_written_down_once_for_a_page_that_refreshes_itself(world: World) -> None:
    case, client = traced(world), client_of(world)
    for _ in range(3):
        client.get(reverse("tracing:trace", args=[case.pk]), headers={"HX-Request": "true"})
    client_of(world).get(reverse("tracing:trace", args=[case.pk]))
    with scope.everything("test"):
        assert Entry.objects.filter(action="tracing.trace.look").count() == 2


def test_what_other_duties_bring(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def context(**given: Any) -> dict[str, object]:
        assert set(given) == {"by", "now", "head", "view"}
        return {"text": f"brought for {given['head'].case_no}"}

    def following(**given: Any) -> TraceNext:
        return TraceNext("先止金川银行", paid_at=given["view"].held[0].clock_paid_at)

    panel = TracePanel(1, "tracing/_not_taken.html", context, "tracing.trace.read", next=following)
    closed = TracePanel(2, "tracing/_not_taken.html", lambda **_: {"text": "secret"}, "identity.unit.change")
    monkeypatch.setattr(plug_ins, "panels", lambda: (panel, closed))
    case = traced(world)
    text = text_of(client_of(world).get(reverse("tracing:trace", args=[case.pk])))
    assert f"brought for {case.case_no}" in text
    assert "先止金川银行" in text
    assert "secret" not in text


def test_the_list_finds_filters_and_sorts(world: World) -> None:
    case, empty = traced(world), world.case(told(world, minutes=50))
    client = client_of(world)
    address = reverse("tracing:list")
    assert case.case_no in text_of(client.get(address))
    assert empty.case_no not in text_of(client.get(address))
    assert empty.case_no in text_of(client.get(address, {"what": "untraced"}))
    assert case.case_no in text_of(client.get(address, {"what": "held", "q": case.case_no[-4:]}))
    assert case.case_no not in text_of(client.get(address, {"q": "\x00'; --"}))
    for sort in ("clock", "-held", "files", "-run", "unseen", "nothing", "-"):
        assert client.get(address, {"sort": sort, "what": "all"}).status_code == 200


def test_another_station_finds_nothing(world: World) -> None:
    case = traced(world)
    stranger = client_of(world, Role.STATION, Role.DETECTIVE, unit=world.district.stations[2])
    with scope.everything("test"):
        file = StatementFile.objects.get()
    for name, more in (("trace", []), ("statements", []), ("file", [file.pk])):
        assert stranger.get(reverse(f"tracing:{name}", args=[case.pk, *more])).status_code == 404
    assert case.case_no not in text_of(stranger.get(reverse("tracing:list"), {"what": "all"}))
    for name, more in (("hand_in", []), ("run", []), ("read_again", [file.pk])):
        files = {"statement": SimpleUploadedFile("x.csv", b"1")} if name == "hand_in" else {"rule": "fifo"}
        assert stranger.post(reverse(f"tracing:{name}", args=[case.pk, *more]), files).status_code in (404, 422)
    with scope.everything("test"):
        assert StatementFile.objects.count() == 1
        assert TraceRun.objects.count() == 1


def test_the_case_page_shows_statements_and_sums(world: World) -> None:
    case = traced(world)
    text = text_of(client_of(world).get(reverse("cases:case", args=[case.pk])))
    assert "60,000.00" in text
    assert "资金流向" in text


def test_over_the_api(world: World) -> None:
    case, client = world.case(told(world)), client_of(world)
    place = f"/api/cases/{case.pk}"
    files = {"files": [io.BytesIO(mule_statement(world))]}
    files["files"][0].name = "金川银行.csv"
    handed = client.post(f"{place}/statements", files)
    assert handed.status_code == 201, handed.content
    read_all(world)
    listed = client.get(f"{place}/statements").json()
    assert (listed["count"], listed["items"][0]["state"], listed["items"][0]["name"]) == (1, "read", "金***.csv")
    run = client.post(f"{place}/traces", {"rule": "fifo"}, content_type="application/json")
    assert run.status_code == 201, run.content
    found = client.get(f"{place}/traces/latest")
    assert found.json()["held_fen"] == 60_000_00
    assert MULE not in found.content.decode()
    assert client.get(f"/api/traces/{run.json()['id']}").json()["accounts"][0]["holder"] == "何*山"
    assert client.get("/api/traces/999999").status_code == 404
    naive = client.post(f"{place}/traces", {"as_of": "2026-01-01T00:00:00"}, content_type="application/json")
    assert naive.status_code == 422
    assert client.get(f"{place}/statements?limit=100000").status_code == 422
