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
