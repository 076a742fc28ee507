"""The sample case: the same story twice, every fen accounted for, files that read back, words that are heard."""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goldbell.adapters.statements import read
from goldbell.common.moments import SHANGHAI
from goldbell.common.ways import PaymentWay
from goldbell.engine import tracing
from goldbell.engine.text import find_elements, parse_amount, shipped_issuers
from goldbell.project.sample.case import ANSWERED, NaiveStoryMoment, SampleCase, make_sample_case
from goldbell.project.sample.district import ISSUERS, PARTNERS
from goldbell.project.sample.spoken import spoken_sum
from goldbell.simulator.book import read_book

NOW = datetime.fromisoformat("2026-11-21T01:38:40+08:00")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> SampleCase:
    return make_sample_case(now=NOW, seed=7, into=tmp_path_factory.mktemp("sample"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_moment_and_seed_give_the_same_bytes(case: SampleCase, tmp_path: Path) -> None:
    again = make_sample_case(now=NOW, seed=7, into=tmp_path / "deep" / "again")
    assert files_of(again.folder) == files_of(case.folder)
    other = make_sample_case(now=NOW, seed=8, into=tmp_path / "other")
    assert files_of(other.folder) != files_of(case.folder)


def test_its_truth_keeps_every_fen(case: SampleCase) -> None:
    truth = json.loads(case.truth_file.read_text("utf-8"))
    assert len(truth["payments"]) == 2
    for payment in truth["payments"]:
        places = sum(payment["held"].values()) + sum(payment["out_of_sight"].values()) + payment["cashed_out_fen"]
        assert places == payment["amount_fen"]
        assert payment["held"]
        assert payment["out_of_sight"]
        assert payment["cashed_out_fen"]
    settled_and_pending = [*truth["payments"], *truth["pending"]]
    assert sum(each["amount_fen"] for each in settled_and_pending) == 198_000_00


def test_the_trace_of_the_sample_equals_its_truth(case: SampleCase) -> None:
    readings = [read(path, read_at=NOW) for path in sorted(case.statements.iterdir()) if "(1)" not in path.name]
    with case.payments_csv.open(encoding="utf-8", newline="") as lines:
        payments = [
            tracing.Payment(
                from_account=line["from_account"],
                to_account=line["to_account"],
                amount_fen=parse_amount(f"{line['amount_yuan']}元") or 0,
                paid_at=datetime.fromisoformat(line["paid_at"]),
            )
            for line in csv.DictReader(lines)
        ]
    result = tracing.trace(tracing.merge(readings), payments, as_of=case.as_of)
    truth = json.loads(case.truth_file.read_text("utf-8"))
    for traced, true in zip(result.payments, truth["payments"], strict=True):
        assert traced.payment.to_account == true["to_account"]
        assert traced.held == true["held"]
        assert traced.out_of_sight == true["out_of_sight"]
        assert traced.cashed_out_fen == true["cashed_out_fen"]


def test_a_payment_not_yet_settled_is_in_no_statement(case: SampleCase) -> None:
    readings = [read(path, read_at=NOW) for path in sorted(case.statements.iterdir())]
    pending = [transfer for transfer in case.transfers if transfer not in case.settled]
    assert {transfer.way for transfer in pending} == {PaymentWay.ATM, PaymentWay.ORDINARY}
    for transfer in pending:
        payment = tracing.Payment(
            transfer.from_account, transfer.to_account, transfer.amount_fen, transfer.paid_at, "pending"
        )
        (traced,) = tracing.trace(tracing.merge(readings), [payment], as_of=case.as_of).payments
        assert traced.found is tracing.Found.NOT_FOUND


def test_its_statements_hold_the_mess_they_promise(case: SampleCase) -> None:
    truth = json.loads(case.truth_file.read_text("utf-8"))
    readings = {path.name: read(path, read_at=NOW) for path in case.statements.iterdir()}
    for name, rows in truth["rejects"].items():
        assert [reject.row for reject in readings[name].rejected] == rows
    twice = {name: reading.sha256 for name, reading in readings.items() if name.startswith("金川银行")}
    assert len(twice) == 2
    assert len(set(twice.values())) == 1
    assert {reading.layout for reading in readings.values()} == {"police_34", "ccb_workbook", "alipay_record"}
    assert readings["xiguan-反馈.csv"].failed_queries
    assert readings["河岸农商行.csv"].failed_queries
    assert not [name for name in readings if "越江" in name or "yuejiang" in name]


def test_the_book_says_what_the_statements_say(case: SampleCase) -> None:
    book = json.loads(case.book_file.read_text("utf-8"))
    assert {partner["code"] for partner in book["partners"]} == {partner.unit for partner in PARTNERS}
    booked = set()
    for account in book["accounts"]:
        balance = account["opening_fen"]
        for movement in account["movements"]:
            balance += movement["amount_fen"] if movement["direction"] == "in" else -movement["amount_fen"]
            assert balance >= 0
            if account["bank_code"] in ANSWERED and datetime.fromisoformat(movement["at"]) <= NOW:
                booked.add((account["account_no"], movement["serial"], balance))
    told = set()
    for path in case.statements.iterdir():
        table = read(path, read_at=NOW).table
        columns = ("account", "account_no", "serial", "balance_fen")
        for card, number, serial, balance in zip(*(table[name].to_pylist() for name in columns), strict=True):
            told.add((card or number, serial, balance))
    assert told == booked


def test_some_money_leaves_in_the_next_minutes(case: SampleCase) -> None:
    book = json.loads(case.book_file.read_text("utf-8"))
    truth = json.loads(case.truth_file.read_text("utf-8"))
    held = {account for payment in truth["payments"] for account in payment["held"]}
    leaving = [
        (account["account_no"], movement["at"])
        for account in book["accounts"]
        for movement in account["movements"]
        if movement["direction"] == "out" and NOW < datetime.fromisoformat(movement["at"]) < NOW + timedelta(minutes=20)
    ]
    assert len([account for account, _ in leaving if account in held]) >= 3


def test_its_accounts_belong_to_no_real_issuer(case: SampleCase) -> None:
    book = json.loads(case.book_file.read_text("utf-8"))
    for account in book["accounts"]:
        assert shipped_issuers().of(account["account_no"]) is None
        assert not shipped_issuers().knows_prefix(account["account_no"])


@pytest.mark.parametrize("hour", range(24))
def test_at_any_hour_her_words_give_the_four_transfers(hour: int, tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, hour, 4, 9, tzinfo=SHANGHAI)
    case = make_sample_case(now=now, seed=hour, into=tmp_path)
    report = case.report
    found = find_elements(report.words, at=report.reported_at, issuers=ISSUERS)
    values = {(element.kind, element.value) for element in found}
    for transfer in report.transfers:
        assert ("amount", str(transfer.amount_fen)) in values
        assert ("bank_card", transfer.to_account) in values
        assert ("datetime", transfer.paid_at.astimezone(SHANGHAI).isoformat()) in values, report.words
        assert ("payment_way", transfer.way.value) in values
        assert not transfer.to_name or ("person", transfer.to_name) in values


def test_a_story_without_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NaiveStoryMoment):
        make_sample_case(now=datetime(2026, 11, 21), seed=1, into=tmp_path)


def test_spoken_sums_are_heard_as_meant() -> None:
    for yuan in (*range(10, 1200, 7), *range(1000, 300_000, 317), 20_000, 98_200, 1_000_000, 10_500, 100_300):
        assert parse_amount(spoken_sum(yuan)) == yuan * 100, spoken_sum(yuan)


def test_the_simulated_partners_read_the_book(case: SampleCase) -> None:
    told = read_book(case.book_file.read_text("utf-8"))
    assert len(told.accounts) == len(json.loads(case.book_file.read_text("utf-8"))["accounts"])
    assert len(told.partners) == len(PARTNERS)
