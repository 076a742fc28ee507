"""The story on the kit through the services: what was typed, read, traced, proposed, signed, held and refused adds up."""

from __future__ import annotations

import io
import json
import socket
import time
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import openpyxl
import pytest

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Envelope, RefusalCode, StopAnswer, StopOutcome
from goldbell.adapters.messages.keys import SigningKey
from tests.story import kit
from tests.story.caller import Caller
from tests.story.house import House

#: From the words on the phone to the bank's answers, as the officers' own acts; prints what came of it.
_STORY = """
import json, time
from contextlib import ExitStack
from goldbell.apps.audit.models import Entry
from goldbell.apps.cases import queries as case_queries, services as cases
from goldbell.apps.cases.contracts import ReportDraft, TransferDraft
from goldbell.apps.identity.scope import acting, everything
from goldbell.apps.interdiction import queries as orders, services as interdiction
from goldbell.apps.interdiction.failures import NeverPaid, SamePerson
from goldbell.apps.interdiction.contracts import ProposalDraft
from goldbell.apps.tracing import queries as tracing, services as statements
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.project.sample.loading import named
from tests.story import kit

out = {}
intake, analyst, chief, station = (named(badge) for badge in ("H0101", "H0107", "H0105", "H0301"))

def until(look, what):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise SystemExit(f"waited in vain for {what}")

def seen(by, look):
    with acting(by):
        return look()

draft = ReportDraft(
    idempotency_key="kit-story", channel="call_110", received_at=utc_now(), words=kit.words(),
    reporter_name="孟清秋", reporter_phone="13900007788",
    transfers=tuple(
        TransferDraft(one.paid_at, one.amount_fen, one.way, one.from_account, one.to_account, one.to_name, one.to_bank)
        for one in kit.payments()
    ),
)
with acting(intake):
    report = cases.take_report(by=intake, now=utc_now(), draft=draft)
    again = cases.take_report(by=intake, now=utc_now(), draft=draft)
    case = cases.open_case(by=intake, now=utc_now(), report_id=report.pk, scam_type="fake_customer_service")
    out["same_report"] = report.pk == again.pk
    out["clock"] = case_queries.case_head(intake, case.pk).clock_paid_at.isoformat()
with acting(station):
    try:
        case_queries.case_head(station, case.pk)
        out["station"] = "saw it"
    except GoldbellError as error:
        out["station"] = error.code
with ExitStack() as files, acting(analyst):
    given = [(path.name, files.enter_context(path.open("rb"))) for path in kit.STATEMENTS]
    statements.hand_in(by=analyst, now=utc_now(), case_id=case.pk, files=given)
def read():
    found = list(tracing.case_files(analyst, case.pk))
    return None if any(one.state == "waiting" for one in found) else found
found = until(lambda: seen(analyst, read), "the files")
out["files"] = [
    [one.state, one.rows, one.accepted, one.rejected, one.failed_queries, one.duplicate_of_id is not None]
    for one in found
]
until(lambda: seen(analyst, lambda: tracing.latest_trace(analyst, case.pk)), "the trace")
with acting(analyst):
    run = statements.trace_case(by=analyst, now=utc_now(), case_id=case.pk, as_of=kit.AS_OF)
    view = tracing.trace_view(analyst, run.pk)
    out["sums"] = [view.asked_fen, view.held_fen, view.out_of_sight_fen, view.cashed_out_fen, view.pending_fen]
    out["held"] = {one.account_no: one.held_fen for one in view.held}
    first = view.held[0]
    wrong = ProposalDraft(
        case_id=case.pk, account_no=first.account_no, holder=first.holder, transfer_fen=first.inflow_fen + 1,
        transferred_at=first.inflow_at, ask_fen=1, trace_run_id=view.id,
    )
    try:
        interdiction.propose(by=analyst, now=utc_now(), draft=wrong)
    except NeverPaid as error:
        out["never_paid"] = error.code
    proposed = [
        interdiction.propose_from_trace(by=analyst, now=utc_now(), case_id=case.pk, account_no=one.account_no).pk
        for one in view.held if one.held_fen >= 100_000
    ]
    out["proposed"] = len(proposed)
try:
    with acting(analyst):
        interdiction.approve(by=analyst, now=utc_now(), order_id=proposed[0])
except GoldbellError as error:
    out["own"] = error.code
for order in proposed:
    with acting(chief):
        interdiction.approve(by=chief, now=utc_now(), order_id=order)
try:
    with acting(named("H0106")):
        interdiction.approve(by=named("H0106"), now=utc_now(), order_id=proposed[0])
except GoldbellError as error:
    out["second_chief"] = error.code
def settled():
    rows = list(orders.orders(analyst).filter(case=case.pk))
    return rows if sum(one.state in ("executed", "refused") for one in rows) == 4 and all(
        one.state in ("executed", "refused", "sent") for one in rows) else None
rows = until(lambda: seen(analyst, settled), "the banks")
out["orders"] = sorted([one.partner.code, one.state, one.ask_fen, one.held_fen, one.missed_fen] for one in rows)
totals = seen(analyst, lambda: orders.totals(analyst, case_id=case.pk))
out["totals"] = [totals.orders, totals.asked_fen, totals.stopped_fen, totals.missed_fen, totals.open_fen]
with everything("test"):
    out["acts"] = sorted(set(Entry.objects.filter(case_id=case.pk).values_list("action", flat=True)))
out["case"] = case.pk
out["order_nos"] = [one.order_no for one in rows]
print(json.dumps(out, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def told(house: House) -> dict[str, Any]:
    """What came of the story, played once."""
    story: dict[str, Any] = json.loads(house.run(_STORY).splitlines()[-1])
    return story


def test_report_is_one_and_its_clock_runs_since_the_largest_transfer(told: dict[str, Any]) -> None:
    assert told["same_report"]
    largest = max(kit.payments(), key=lambda paid: paid.amount_fen)
    assert datetime.fromisoformat(told["clock"]) == largest.paid_at
    assert told["station"] == "no_such_case"


def test_five_files_are_read_with_rejects_and_the_duplicate(told: dict[str, Any]) -> None:
    read = [one for one in told["files"] if one[0] == "read"]
    assert (len(told["files"]), len(read)) == (5, 4)
    assert [one[5] for one in told["files"] if one[0] == "duplicate"] == [True]
    assert sorted(one[1] for one in read) == [167, 198, 304, 336]
    assert sum(one[3] for one in read) == 2
    assert sum(one[4] for one in read) == 1
    assert all(rows == accepted + rejected for _state, rows, accepted, rejected, *_more in told["files"])


def test_trace_equals_the_kits_truth_to_the_fen(told: dict[str, Any]) -> None:
    paid = kit.payments()
    assert told["sums"] == [
        sum(one.amount_fen for one in paid),
        sum(kit.held_by_account().values()),
        sum(one.out_of_sight_fen for one in paid),
        sum(one.cashed_out_fen for one in paid),
        0,
    ]
    assert told["held"] == kit.held_by_account()


def test_two_people_sign_and_nobody_stops_what_was_never_paid(told: dict[str, Any]) -> None:
    assert told["never_paid"] == "never_paid"
    assert told["proposed"] == 5
    assert told["own"] in {"not_allowed", "same_person"}
    assert told["second_chief"] == "moved"


def test_asked_is_stopped_plus_missed_plus_waiting(told: dict[str, Any], house: House) -> None:
    by_bank: dict[str, set[str]] = {}
    for bank, state, *_sums in told["orders"]:
        by_bank.setdefault(bank, set()).add(state)
    assert by_bank == {"kit-gs": {"executed"}, "kit-lz": {"executed"}, "kit-js": {"sent"}, "kit-zf": {"refused"}}
    for _bank, state, asked, held, missed in told["orders"]:
        if state != "sent":
            assert asked == held + missed
    count, asked, stopped, missed, waiting = told["totals"]
    assert count == 5
    assert asked == stopped + missed + waiting == sum(fen for fen in kit.held_by_account().values() if fen >= 100_000)
    assert min(stopped, missed, waiting) > 0
    with urllib.request.urlopen(f"{house.bank}/admin/executions", timeout=10) as answer:
        done = json.load(answer)
    mine = {number: count for number, count in done["per_order"].items() if number.split("/")[1] in told["order_nos"]}
    assert set(mine.values()) == {1}
    # the bank that never brings its answer has executed all the same: that is why the order is waited for
    assert {number.split("/")[0] for number in mine} == {"kit-gs", "kit-lz", "kit-js"}


def test_record_tells_every_act_and_verifies_offline(told: dict[str, Any], house: House) -> None:
    assert {
        "tracing.file.hand_in",
        "tracing.file.read",
        "tracing.trace.run",
        "interdiction.order.propose",
        "interdiction.order.approve",
        "interdiction.order.answer",
    } <= set(told["acts"])
    written = house.home / "record.jsonl"
    assert house.command("audit", "export", str(written)).returncode == 0
    checked = house.command("audit", "verify", str(written), "--anchors", str(house.home / "anchors"))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    lines = written.read_bytes().splitlines(keepends=True)
    middle = len(lines) // 2
    forged = house.home / "forged.jsonl"
    forged.write_bytes(b"".join(lines[:middle] + lines[middle + 1 :]))
    assert house.command("audit", "verify", str(forged)).returncode == 1


# What comes in wrong: each is refused by name, and what stood there stands.


@pytest.fixture(scope="module")
def analyst(house: House, told: dict[str, Any]) -> Caller:
    return Caller(house.url, "H0107")


def test_two_chiefs_who_sign_at_once_make_one_order(house: House, told: dict[str, Any], analyst: Caller) -> None:
    small = next(account for account, fen in kit.held_by_account().items() if fen == 64_500)
    proposed = analyst.post("/orders", "two-chiefs", json={"case_id": told["case"], "account_no": small})
    assert proposed.status_code == 201, proposed.text
    order = proposed.json()
    chiefs = [Caller(house.url, badge) for badge in ("H0105", "H0106")]
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda chief: chief.post(f"/orders/{order['id']}/approve"), chiefs))
    assert sorted(answer.status_code for answer in answers) == [200, 409], [answer.text for answer in answers]
    ended = _until(lambda: analyst.get(f"/orders/{order['id']}"), lambda one: one["state"] == "executed")
    assert ended["ask_fen"] == ended["held_fen"] + ended["missed_fen"]
    with urllib.request.urlopen(f"{house.bank}/admin/executions", timeout=10) as answer:
        assert json.load(answer)["per_order"][f"kit-lz/{order['order_no']}"] == 1


def test_report_without_a_transfer_is_taken_and_moves_no_clock(house: House, told: dict[str, Any]) -> None:
    intake = Caller(house.url, "H0101")
    draft = {"channel": "call_110", "received_at": datetime.now(UTC).isoformat(), "words": "接到电话，没转钱"}
    taken = intake.post("/reports", "no-transfer", json=draft)
    assert taken.status_code == 201, taken.text
    case = intake.post(f"/reports/{taken.json()['id']}/case").json()
    assert (case["clock_paid_at"], case["loss_fen"]) == (None, 0)
    for number, wrong in enumerate(
        (
            {"transfers": [{"paid_at": "2031-01-01T00:00:00+08:00", "amount_fen": 1, "way": "instant"}]},
            {"transfers": [{"paid_at": "2026-01-01T00:00:00+08:00", "amount_fen": -1, "way": "instant"}]},
            {"transfers": [{"paid_at": "2026-01-01T00:00:00+08:00", "amount_fen": 10**19, "way": "instant"}]},
            {"received_at": "2031-01-01T00:00:00+08:00"},
        )
    ):
        refused = intake.post("/reports", f"wrong-{number}", json=draft | wrong)
        assert refused.status_code == 422, (wrong, refused.text)
        assert refused.headers["content-type"].startswith("application/problem+json")
    again = intake.post("/reports", "no-transfer", json=draft | {"words": "换了内容"})
    assert again.status_code == 409
    intake.headers["Content-Type"] = "application/json"
    infinite = json.dumps(draft | {"balance_left_fen": float("nan")})
    assert intake.post("/reports", "nan", content=infinite).status_code == 400


def test_stop_for_what_was_never_paid_is_refused(told: dict[str, Any], analyst: Caller) -> None:
    never = analyst.post("/orders", "never", json={"case_id": told["case"], "account_no": "6222020000000000001"})
    assert never.status_code in {400, 422}, never.text
    more = max(kit.held_by_account(), key=lambda account: kit.held_by_account()[account])
    much = analyst.post("/orders", "much", json={"case_id": told["case"], "account_no": more, "ask_fen": 10**12})
    assert much.status_code in {400, 409, 422}, much.text


def test_same_message_with_another_body_is_refused_and_the_first_stands(house: House, told: dict[str, Any]) -> None:
    key = SigningKey.from_pem((house.home / "sample/partners/keys/kit-gs.pem").read_bytes(), owner="kit-gs")
    message, other = uuid4(), uuid4()

    def say(message_id: Any, serial: str, signer: SigningKey = key) -> httpx.Response:
        answer = StopAnswer(
            order_no="Z-NOBODY-ASKED",
            outcome=StopOutcome.REFUSED,
            serial=serial,
            refusal_code=RefusalCode.NO_SUCH_ACCOUNT,
            refusal_reason="本机构没有该账号",
        )
        envelope = Envelope(
            message_id=message_id,
            sender="kit-gs",
            receiver="hewan-centre",
            sent_at=datetime.now(UTC),
            correlation_id=None,
            body=answer,
        )
        signed = format_named("goldbell_json").encode(envelope, signer)
        address = f"{house.url}/exchange/inbox/kit-gs/"
        return httpx.post(address, content=signed.content, headers=dict(signed.headers), trust_env=False)

    assert [say(message, "1").status_code, say(message, "1").status_code] == [200, 200]
    refused = say(message, "2")
    assert (refused.status_code, refused.json()["code"]) == (409, "same_id_other_body")
    assert say(other, "1", SigningKey.create(owner="kit-gs")).status_code in {401, 403}
    kept = house.run(
        "from goldbell.apps.identity.scope import everything\n"
        "from goldbell.apps.exchange.models import InMessage\n"
        f"with everything('test'): print(InMessage.objects.filter(message_id__in=['{message}', '{other}']).count())"
    )
    assert kept.strip() == "1"


def test_hostile_files_fail_by_name_and_the_others_are_read(told: dict[str, Any], analyst: Caller) -> None:
    head = (kit.KIT / "statements" / "lzbank-反馈.csv").read_text("utf-8-sig").splitlines()
    given = {
        "DOCTYPE.xlsx": _with_doctype(_workbook([["交易卡号"], ["1"]])),
        "截断.xlsx": _workbook([["交易卡号"], ["1"]])[:200],
        "数字.xlsx": _workbook([head[0].split(","), [6223881797405429389, *head[1].split(",")[1:]]]),
        "公式.xlsx": _workbook([head[0].split(","), ['=HYPERLINK("http://x")', *head[1].split(",")[1:]]]),
        "好的.csv": "\n".join(head[:40]).encode("utf-8-sig"),
    }
    files = [("files", (name, content)) for name, content in given.items()]
    handed = analyst.post(f"/cases/{told['case']}/statements", "hostile", files=files)
    assert handed.status_code == 201, handed.text
    names = dict(zip((one["id"] for one in handed.json()), given, strict=True))
    listed = _until(
        lambda: [
            one for one in analyst.get(f"/cases/{told['case']}/statements?limit=200")["items"] if one["id"] in names
        ],
        lambda found: all(one["state"] != "waiting" for one in found),
    )
    by_name = {names[one["id"]]: one for one in listed}
    assert (by_name["DOCTYPE.xlsx"]["state"], by_name["DOCTYPE.xlsx"]["failure"]) == ("failed", "unsafe_file")
    assert (by_name["截断.xlsx"]["state"], by_name["截断.xlsx"]["failure"]) == ("failed", "broken_file")
    # a number cell of more than 15 digits has lost its end; a formula is nobody's account: the rows are not taken
    for name in ("数字.xlsx", "公式.xlsx"):
        assert (by_name[name]["state"], by_name[name]["accepted"], by_name[name]["rejected"]) == ("read", 0, 1), by_name
    assert by_name["好的.csv"]["state"] == "read"
    assert by_name["好的.csv"]["accepted"] > 30
    empty = analyst.post(f"/cases/{told['case']}/statements", "empty", files=[("files", ("空.csv", b""))])
    assert (empty.status_code, empty.json()["code"]) == (422, "empty_file")


def test_two_gigabytes_are_refused_before_they_are_read(house: House, told: dict[str, Any], analyst: Caller) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in analyst.http.cookies.items())
    lines = [
        f"POST /api/cases/{told['case']}/statements HTTP/1.1",
        f"Host: {house.url.removeprefix('http://')}",
        f"Cookie: {cookies}",
        f"X-CSRFToken: {analyst.headers['X-CSRFToken']}",
        f"Referer: {house.url}/",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {2_100_000_000}",
    ]
    host, port = house.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall("\r\n".join([*lines, "", "--x\r\n"]).encode())
        heard = line.recv(4096).decode("utf-8", "replace")
    assert " 413 " in heard.splitlines()[0], heard[:500]


def _until(look: Any, good: Any) -> Any:
    deadline = time.monotonic() + 90
    while not good(found := look()):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def _workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(target := io.BytesIO())
    return target.getvalue()


def _with_doctype(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target := io.BytesIO(), "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<!DOCTYPE a [<!ENTITY b "c">]>' + part
            copy.writestr(name, part)
    return target.getvalue()
