"""``goldbell trace`` on the kit gives exactly the known truth, and says what is wrong with wrong folders."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldbell.project.commands.trace import trace_command

KIT = Path(__file__).parent / "kit"
AS_OF = "2026-03-06T12:00:00+08:00"


def run(folder: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(
        trace_command, [str(folder), "--as-of", AS_OF, "--rule", "fifo", "--json", str(out), *more]
    )


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "案件"
    shutil.copytree(KIT, folder)
    return folder


def test_all_payments_equal_the_truth_to_the_fen(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(KIT, out).exit_code == 0
    truth, answer = json.loads((KIT / "truth.json").read_text()), json.loads(out.read_text())
    assert len(answer["payments"]) == 26
    for wanted, found in zip(truth["payments"], answer["payments"], strict=True):
        assert {key: found[key] for key in wanted} == wanted
        assert found["found"] == "in_statements"
    files = {one["name"]: one for one in answer["import"]["files"]}
    assert {name: [bad["row"] for bad in one["rejected"]] for name, one in files.items() if one["rejected"]} == truth[
        "rejects"
    ]
    assert files["工商银行_交易明细_1(1).csv"]["duplicate_of"] == "工商银行_交易明细_1.csv"
    assert files["lzbank-反馈.csv"]["failed_queries"] == [{"row": 169, "reason": "账户不存在"}]
    assert all(one["rows"] == one["accepted"] + len(one["rejected"]) for one in files.values())


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    run(KIT, first)
    run(KIT, second)
    assert first.read_bytes() == second.read_bytes()


def test_broken_files_are_named_and_the_others_traced(kit: Path, tmp_path: Path) -> None:
    (kit / "statements" / "空.csv").touch()
    (kit / "statements" / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    done = run(kit, out := tmp_path / "out.json")
    assert done.exit_code == 0
    assert "空.csv" in done.stderr
    assert "坏.xlsx" in done.stderr
    truth, answer = json.loads((KIT / "truth.json").read_text()), json.loads(out.read_text())
    assert [one["held"] for one in answer["payments"]] == [one["held"] for one in truth["payments"]]
    refused = {one["name"]: one["refused"]["code"] for one in answer["import"]["files"] if one["refused"]}
    assert refused == {"空.csv": "empty_file", "坏.xlsx": "broken_file"}


def test_bank_that_never_answered_moves_money_out_of_sight_but_loses_none(kit: Path, tmp_path: Path) -> None:
    (kit / "statements" / "lzbank-反馈.csv").unlink()
    out = tmp_path / "out.json"
    assert run(kit, out).exit_code == 0
    for one in json.loads(out.read_text())["payments"]:
        assert (
            sum(one["held"].values()) + sum(one["out_of_sight"].values()) + one["cashed_out_fen"] == one["amount_fen"]
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("186159.11", "NaN", "第 2 行"),
        ("117378.10", "-1", "第 3 行"),
        ("2026-03-03T11:25:29+08:00", "2026-03-03T11:25:29", "第 4 行"),
        ("amount_yuan", "amount", "amount_yuan"),
    ],
)
def test_wrong_payments_stop_with_the_row_and_the_reason(
    kit: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = kit / "payments.csv"
    path.write_text(path.read_text().replace(old, new, 1))
    done = run(kit, out := tmp_path / "out.json")
    assert done.exit_code == 1
    assert said in done.stderr
    assert not out.exists()


def test_folder_without_one_readable_statement_fails(kit: Path, tmp_path: Path) -> None:
    shutil.rmtree(kit / "statements")
    (kit / "statements").mkdir()
    assert run(kit, tmp_path / "out.json").exit_code == 1


def test_the_band_says_what_every_rule_says(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(KIT, out, "--band").exit_code == 0
    for payment in json.loads(out.read_text())["payments"]:
        assert payment["band"]["fifo"] == {name: payment[name] for name in ("held", "out_of_sight", "cashed_out_fen")}
        for rule in ("fifo", "lifo", "pro_rata", "lowest_balance"):
            told = payment["band"][rule]
            sums = sum(told["held"].values()) + sum(told["out_of_sight"].values()) + told["cashed_out_fen"]
            assert sums == payment["amount_fen"], rule
        for account, fen in payment["band"]["certain_minimum"]["held"].items():
            assert fen <= payment["held"].get(account, 0) <= payment["band"]["possible_maximum"]["held"][account]


def test_backwards_an_account_tells_whose_money_is_in_it(tmp_path: Path) -> None:
    run(KIT, out := tmp_path / "out.json")
    payments = json.loads(out.read_text())["payments"]
    account = max({name for one in payments for name in one["held"]})
    assert run(KIT, out, "--backwards", account).exit_code == 0
    told = json.loads(out.read_text())["backwards"][account]
    mine = sum(one["fen"] for one in told if one["kind"] == "payment")
    assert mine == sum(one["held"].get(account, 0) for one in payments)


def test_statements_that_arrive_say_whose_money_they_move(kit: Path, tmp_path: Path) -> None:
    late = tmp_path / "late"
    late.mkdir()
    shutil.move(kit / "statements" / "建行 流水.xlsx", late)
    out, whole = tmp_path / "out.json", tmp_path / "whole.json"
    assert run(kit, out, "--append", str(late)).exit_code == 0
    answer = json.loads(out.read_text())
    assert run(KIT, whole).exit_code == 0
    assert answer["payments"] == json.loads(whole.read_text())["payments"]
    assert answer["moved"]
    for one in answer["moved"]:
        assert one["before"] != one["after"]


def test_an_account_without_a_statement_is_named(tmp_path: Path) -> None:
    done = run(KIT, tmp_path / "out.json", "--backwards", "6200000000000000")
    assert done.exit_code == 1
    assert "6200000000000000" in done.stderr
