"""``goldbell city make``: same bytes in two processes, whole or not at all, and the trace finds what the truth says."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldbell.engine import city
from goldbell.project.city import writing
from goldbell.project.commands.city import city_command
from goldbell.project.commands.trace import trace_command


def make(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(city_command, ["make", "--out", str(folder), *more])


def digest(folder: Path) -> str:
    told = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        told.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return told.hexdigest()


def traced(folder: Path, tmp_path: Path) -> dict[str, object]:
    truth = city.read_truth(folder / "truth.json")
    done = CliRunner().invoke(
        trace_command, [str(folder), "--as-of", truth.as_of, "--json", str(tmp_path / "trace.json")]
    )
    assert done.exit_code == 0, done.output
    answer = json.loads((tmp_path / "trace.json").read_text("utf-8"))
    assert not [one for one in answer["import"]["files"] if one["refused"] or one["rejected"]]
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("seed", ["4", "21"])
def test_without_mess_the_trace_finds_every_fen_where_the_truth_has_it(seed: str, tmp_path: Path) -> None:
    assert make(tmp_path / "a", "--seed", seed, "--mess", "0", "--crime", "2").exit_code == 0
    answer = traced(tmp_path / "a", tmp_path)
    truth = city.read_truth(tmp_path / "a" / "truth.json")
    wanted = {
        (one["report_no"], payment["from_account"], payment["to_account"], payment["amount_fen"]): payment
        for one in truth.incidents
        for payment in one["payments"]
    }
    payments = answer["payments"]
    assert isinstance(payments, list)
    assert len(payments) > 30
    for one in payments:
        real = wanted[(one["case_no"], one["from_account"], one["to_account"], one["amount_fen"])]
        assert one["found"] == "in_statements"
        for place in ("held", "out_of_sight", "cashed_out_fen"):
            assert one[place] == real[place], (one["case_no"], place)
    assert any(one["held"] for one in payments)
    assert any(one["out_of_sight"] for one in payments)
    assert any(one["cashed_out_fen"] for one in payments)


def test_a_messy_city_is_read_without_refusals(tmp_path: Path) -> None:
    assert make(tmp_path / "a", "--seed", "5").exit_code == 0
    answer = traced(tmp_path / "a", tmp_path)
    assert answer["payments"]


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    for name, hashing in (("a", "1"), ("b", "77")):
        done = subprocess.run(
            [sys.executable, "-m", "goldbell", "city", "make", "--seed", "9", "--days", "3", "--out", str(tmp_path / name)],
            env={**os.environ, "PYTHONHASHSEED": hashing}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "a") == digest(tmp_path / "b")


def test_a_city_that_stands_is_kept_unless_told(tmp_path: Path) -> None:
    assert make(tmp_path / "a", "--seed", "1", "--days", "1").exit_code == 0
    before = digest(tmp_path / "a")
    again = make(tmp_path / "a", "--seed", "2", "--days", "1")
    assert again.exit_code == 1
    assert "--overwrite" in again.output
    assert digest(tmp_path / "a") == before
    assert make(tmp_path / "a", "--seed", "2", "--days", "1", "--overwrite").exit_code == 0
    assert digest(tmp_path / "a") != before
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_somebody_elses_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "letter.txt").write_text("keep", "utf-8")
    assert make(tmp_path / "a", "--seed", "1", "--overwrite").exit_code == 1
    assert (tmp_path / "a" / "letter.txt").read_text("utf-8") == "keep"


def test_a_full_disk_leaves_nothing_and_an_interrupted_run_is_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".a.making" / "statements").mkdir(parents=True)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write_statements", full)
        done = make(tmp_path / "a", "--seed", "1", "--days", "1")
    assert done.exit_code == 1
    assert "No space left" in done.output
    assert not list(tmp_path.iterdir())
    assert make(tmp_path / "a", "--seed", "1", "--days", "1").exit_code == 0


def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    with writing.whole_folder(tmp_path / "a", overwrite=False) as making:
        (making / "first.txt").write_text("first", "utf-8")
        second = make(tmp_path / "a", "--seed", "1", "--days", "1")
        assert second.exit_code == 1
        assert (making / "first.txt").exists()
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["first.txt"]


def test_a_file_that_is_no_truth_is_refused(tmp_path: Path) -> None:
    for words in ("", "[]", "{}", '{"version": 2}', "[" * 100_000):
        (tmp_path / "truth.json").write_text(words, "utf-8")
        with pytest.raises(city.BadTruth):
            city.read_truth(tmp_path / "truth.json")
