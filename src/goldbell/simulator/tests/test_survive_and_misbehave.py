"""The simulator as a process on a socket: killed in between, resent to, lied to, and misbehaving by script."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from goldbell.adapters.messages.contracts import Ack, OrderState, StopOutcome
from goldbell.adapters.messages.keys import SigningKey
from goldbell.simulator.tests.builders import (
    LANGUAGE,
    MULE,
    SECOND,
    Bank,
    Centre,
    book,
    line,
    now,
    order,
    running,
    until,
)


def test_an_order_is_acknowledged_executed_and_answered(tmp_path: Path) -> None:
    with running(tmp_path) as (centre, bank):
        request = order(now())
        sent = centre.write(request)
        response = bank.send(sent)
        ack = centre.read(response.content, dict(response.headers))
        assert isinstance(ack.body, Ack)
        assert (ack.sender, ack.correlation_id, ack.body.repeated) == ("bank-a", sent.message_id, False)
        until(lambda: len(centre.answers) == 1)
        envelope, (answer,) = centre.answers[0], centre.answers_to(request.order_no)
        assert envelope.correlation_id == sent.message_id
        assert (answer.outcome, answer.held_fen, answer.balance_fen) == (StopOutcome.EXECUTED, 5_000_000, 7_000_000)
        assert answer.executed_at is not None
        assert answer.expires_at == answer.executed_at + timedelta(hours=48)
        assert [(onward.to_account, onward.amount_fen) for onward in answer.onward] == [(SECOND, 3_000_000)]
        assert bank.ask(request.order_no).answer == answer
        assert bank.ask("ZF-none").state is OrderState.UNKNOWN
        assert bank.stop() == 0


def test_killed_between_acknowledgement_and_decision_it_still_executes_once(tmp_path: Path) -> None:
    with running(tmp_path, faults={"decide_seconds": 1.0}) as (centre, bank):
        request = order(now())
        sent = centre.write(request)
        assert bank.send(sent).status_code == 200
        bank.kill()
        bank.start()
        # The centre saw no answer and sends again: the same message, signed anew.
        again = bank.send(centre.write(request, message_id=sent.message_id))
        repeated = centre.read(again.content, dict(again.headers)).body
        assert isinstance(repeated, Ack)
        assert repeated.repeated
        until(lambda: len(centre.answers_to(request.order_no)) == 1)
        assert bank.times_executed(request.order_no) == 1


def test_killed_again_and_again_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    accounts = book(now())
    came = now().replace(microsecond=0) - timedelta(minutes=10)
    numbers = [f"62220200000001{place:05d}" for place in range(12)]
    accounts["accounts"] += [
        {
            "bank_code": "bank-a",
            "account_no": number,
            "holder": "马䶮",
            "movements": [line(came, "in", 10_000_000, "x1")],
        }
        for number in numbers
    ]
    slow = {"decide_seconds": {"uniform": [0.0, 0.4]}, "answer_seconds": {"uniform": [0.0, 0.4]}, "drop_share": 0.3}
    with running(tmp_path, faults=slow, contents=accounts) as (centre, bank):
        sent = [centre.write(order(now(), account_no=number, transferred_at=came)) for number in numbers]
        acknowledged: set[Any] = set()
        for _ in range(6):
            for envelope in sent:
                if envelope.message_id in acknowledged:
                    continue
                try:
                    resend = centre.write(envelope.body, message_id=envelope.message_id)
                    if bank.send(resend).status_code == 200:
                        acknowledged.add(envelope.message_id)
                except httpx.HTTPError:
                    pass
            bank.kill()
            bank.start()
        bank.post("/admin/faults", {"partners": {}})
        for envelope in sent:
            bank.send(centre.write(envelope.body, message_id=envelope.message_id))
        until(lambda: {answer.correlation_id for answer in centre.answers} == {one.message_id for one in sent})
        done = bank.get("/admin/executions")["executions"]
        assert sorted(row["account_no"] for row in done) == numbers


def test_a_bank_that_does_not_deduplicate_executes_a_blind_resend_twice(tmp_path: Path) -> None:
    with running(tmp_path, contents=book(now(), deduplicates=False)) as (centre, bank):
        request = order(now(), ask_fen=1_000_000)
        sent = centre.write(request)
        bank.send(sent)
        bank.send(centre.write(request, message_id=sent.message_id))
        until(lambda: len(centre.answers_to(request.order_no)) == 2)
        assert bank.times_executed(request.order_no) == 2
        # Asked first, one would have known.
        assert bank.ask(request.order_no).state is OrderState.EXECUTED


def test_a_replayed_misdirected_or_forged_order_does_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as (centre, bank):
        request = order(now())
        old = bank.send(centre.write(request, sent_at=now() - timedelta(minutes=6)))
        assert (old.status_code, old.json()["code"]) == (410, "stale_message")
        elsewhere = bank.send(centre.write(request), at="bank-b")
        assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "misdirected")
        signed = LANGUAGE.encode(centre.write(request), SigningKey.create(owner="centre"))
        forged = httpx.post(
            f"{bank.address}/partners/bank-a/messages", content=signed.content, headers=dict(signed.headers)
        )
        assert (forged.status_code, forged.json()["code"]) == (403, "unknown_key")
        assert bank.ask(request.order_no).state is OrderState.UNKNOWN
        # The same genuine bytes twice: taken once.
        genuine = centre.write(request)
        assert [bank.send(genuine).status_code for _ in range(3)] == [200, 200, 200]
        until(lambda: bank.times_executed(request.order_no) == 1)
        other = bank.send(centre.write(order(now(), ask_fen=1), message_id=genuine.message_id))
        assert (other.status_code, other.json()["code"]) == (409, "same_id_other_body")
        until(lambda: len(centre.answers) == 1)
        assert bank.get("/admin/executions")["per_order"] == {f"bank-a/{request.order_no}": 1}


def test_answers_are_brought_until_the_centre_takes_them(tmp_path: Path) -> None:
    with running(tmp_path) as (centre, bank):
        centre.refuse = 2
        request = order(now())
        bank.send(centre.write(request))
        until(lambda: len(centre.answers_to(request.order_no)) == 1)
        (delivery,) = bank.get("/admin/answers")["answers"]
        assert (delivery["attempts"], delivery["delivered"]) == (3, 1)


def test_it_answers_twice_with_the_same_message(tmp_path: Path) -> None:
    with running(tmp_path, faults={"twice_share": 1}) as (centre, bank):
        request = order(now())
        bank.send(centre.write(request))
        until(lambda: len(centre.answers_to(request.order_no)) == 2)
        assert centre.answers[0].message_id == centre.answers[1].message_id


def test_it_never_answers_but_knows_when_asked(tmp_path: Path) -> None:
    with running(tmp_path, faults={"never_share": 1}) as (centre, bank):
        request = order(now())
        bank.send(centre.write(request))
        until(lambda: bank.ask(request.order_no).state is OrderState.EXECUTED)
        (delivery,) = bank.get("/admin/answers")["answers"]
        assert (delivery["due_at"], delivery["attempts"]) == (None, 0)
        assert centre.answers == []


def test_it_answers_late(tmp_path: Path) -> None:
    with running(tmp_path, faults={"late_share": 1, "late_seconds": 1.5}) as (centre, bank):
        request = order(now())
        bank.send(centre.write(request))
        until(lambda: bank.ask(request.order_no).state is OrderState.EXECUTED)
        assert centre.answers == []
        until(lambda: len(centre.answers) == 1)
        (answer,) = centre.answers_to(request.order_no)
        assert answer.executed_at is not None
        assert centre.answers[0].sent_at - answer.executed_at >= timedelta(seconds=1.5)


def test_it_drops_the_line_after_it_has_acted(tmp_path: Path) -> None:
    with running(tmp_path, faults={"drop_share": 1, "never_share": 1}) as (centre, bank):
        request = order(now())
        with pytest.raises(httpx.TransportError):
            bank.send(centre.write(request))
        assert bank.times_executed(request.order_no) == 1


@pytest.mark.parametrize(("fault", "status", "kept"), [("error_500_share", 500, True), ("error_503_share", 503, False)])
def test_it_fails_with_a_status(tmp_path: Path, fault: str, status: int, kept: bool) -> None:
    with running(tmp_path, faults={fault: 1}) as (centre, bank):
        request = order(now())
        assert bank.send(centre.write(request)).status_code == status
        assert bank.ask(request.order_no).known is kept


def test_it_refuses_though_all_matches(tmp_path: Path) -> None:
    with running(tmp_path, faults={"refuse_share": 1}) as (centre, bank):
        request = order(now())
        bank.send(centre.write(request))
        until(lambda: len(centre.answers) == 1)
        (answer,) = centre.answers_to(request.order_no)
        assert answer.refusal_code == "not_accepted"


def test_it_is_slow(tmp_path: Path) -> None:
    with running(tmp_path, faults={"slow_seconds": 0.6}) as (centre, bank):
        before = now()
        assert bank.send(centre.write(order(now()))).status_code == 200
        assert now() - before >= timedelta(seconds=0.6)


def test_it_goes_down_and_comes_back(tmp_path: Path) -> None:
    with running(tmp_path) as (centre, bank):
        bank.post("/admin/faults", {"partners": {"bank-a": {"down": [{"from": 0, "to": None}]}}}).raise_for_status()
        request = order(now())
        with pytest.raises(httpx.TransportError):
            bank.send(centre.write(request))
        other = order(now(), bank_code="bank-b", account_no=SECOND, account_name="王五", transfer_amount_fen=3_000_000)
        assert bank.send(centre.write(other, to="bank-b")).status_code == 200
        bank.post("/admin/faults", {"partners": {}}).raise_for_status()
        assert bank.send(centre.write(request)).status_code == 200
        until(lambda: len(centre.answers_to(request.order_no)) == 1)


def test_the_same_seed_draws_the_same_faults(tmp_path: Path) -> None:
    drawn = []
    for run in ("first", "second"):
        folder = tmp_path / run
        folder.mkdir()
        with running(folder, faults={"error_503_share": 0.5}, seed=11) as (centre, bank):
            drawn.append([bank.send(centre.write(order(now(), order_no=f"n{n}"))).status_code for n in range(12)])
    assert drawn[0] == drawn[1]
    assert set(drawn[0]) == {200, 503}


def test_noise_and_strangers_meet_clear_words(tmp_path: Path) -> None:
    with running(tmp_path) as (_, bank):
        for path, content, status in (
            ("/partners/bank-a/messages", b"{}", 422),
            ("/partners/bank-a/messages", b"x" * 300_000, 413),
            ("/partners/nobody/messages", b"{}", 404),
            ("/partners/..%2f..%2fetc/key", b"", 404),
            ("/admin/faults", b'{"partners":{"bank-a":{"refuse_share":NaN}}}', 422),
            ("/admin/faults", b'{"partners":{"bank-a":{"refuse_share":2}}}', 422),
            ("/admin/faults", b"\xff", 422),
            ("/admin/accounts", b'{"accounts":[{"bank_code":"nobody"}]}', 422),
            ("/admin/secrets", b"", 404),
        ):
            response = httpx.post(bank.address + path, content=content)
            assert response.status_code == status, path
            assert set(response.json()) == {"code", "message"}
        # A web page in somebody's browser must not reach the admin side.
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            assert httpx.get(bank.address + "/admin/executions", headers=headers).status_code == 403
        assert bank.get("/healthz")["state"] == "up"


def test_accounts_are_added_while_it_runs_and_keys_stay(tmp_path: Path) -> None:
    with running(tmp_path, callback=False) as (_, bank):
        before = httpx.get(f"{bank.address}/partners/bank-a/key").content
        more = {
            "partners": [{"code": "bank-z", "name_zh": "丙行", "name_en": "Z"}],
            "accounts": [{"bank_code": "bank-z", "account_no": "9", "holder": "赵六", "opening_fen": 7}],
        }
        assert bank.post("/admin/accounts", more).json() == {"added": 1}
        assert bank.post("/admin/accounts", more).json() == {"added": 0}
        bank.kill()
        bank.start()
        accounts = {row["account_no"]: row["balance_fen"] for row in bank.get("/admin/accounts")["accounts"]}
        assert accounts == {"9": 7, MULE: 7_000_000, SECOND: 3_000_500}
        assert httpx.get(f"{bank.address}/partners/bank-a/key").content == before
        assert httpx.get(f"{bank.address}/partners/bank-z/key").status_code == 200
        key_file = tmp_path / "store" / "keys" / "bank-a.pem"
        assert key_file.stat().st_mode & 0o077 == 0


def test_two_processes_never_share_a_store_and_the_network_stays_out(tmp_path: Path) -> None:
    with running(tmp_path, callback=False) as (_, bank):
        command = bank._command
        for more, word in (([], "另一个"), (["--host", "0.0.0.0"], "--open-to-network")):
            ended = subprocess.run([*command, *more], capture_output=True, text=True, timeout=30, check=False)
            assert ended.returncode == 1
            assert word in ended.stderr


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    centre = Centre()
    bank = Bank(tmp_path, centre, "--until-parent-ends", callback=False)
    middle = (
        "import subprocess,sys;"
        "p=subprocess.Popen(sys.argv[1:],stdout=subprocess.PIPE);print(p.stdout.readline().decode())"
    )
    started = subprocess.run([sys.executable, "-c", middle, *bank._command], capture_output=True, text=True, check=True)
    address = started.stdout.strip()

    def gone() -> bool:
        try:
            httpx.get(f"{address}/healthz")
        except httpx.TransportError:
            return True
        return False

    until(gone)
    centre.close()
