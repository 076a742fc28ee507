"""``goldbell read --batch``: a million texts in order; a bad line is told in its place; a crash costs nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from goldbell.engine import text
from goldbell.project.cli import main

GOOD = [
    {"id": n, "text": f"第{n}次转了{n + 1}万元到6222020200112233446", "at": "2026-11-21T01:38:40+08:00"}
    for n in range(450)
]


def batch(folder: Path, lines: list[str | bytes], *more: str) -> tuple[int, list[dict], str]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    done = CliRunner().invoke(main, ["read", "--batch", str(source), "--json", str(target), *more])
    found = [json.loads(line) for line in target.read_text("utf-8").splitlines()] if target.exists() else []
    return done.exit_code, found, done.stderr


def test_same_objects_with_id_in_order(tmp_path: Path) -> None:
    code, found, told = batch(tmp_path, [json.dumps(one, ensure_ascii=False) for one in GOOD])
    assert code == 0
    assert [one["id"] for one in found] == list(range(450))
    first = text.read(GOOD[7]["text"]).to_json()
    assert {key: found[7][key] for key in first} == first
    assert "已读 450 行" in told
    assert not list(tmp_path.glob("*.part*"))


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    lines = [json.dumps(one) for one in GOOD]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert batch(tmp_path / "a", lines)[1] == batch(tmp_path / "b", lines, "--jobs", "2")[1]


def test_bad_lines_are_told_in_their_place_and_stop_nothing(tmp_path: Path) -> None:
    lines: list[str | bytes] = [
        '{"id": "a", "text": "转了3万5"}', "{", "[]", '{"id": "no text"}', '{"id": "n", "text": 5}', '{"text": "no id"}',
        '{"id": "t", "text": "好", "at": "昨天"}', '{"id": "z", "text": "好", "at": "2026-01-01T00:00:00"}', b"\xff\xfe",
        "", '{"id": "s", "text": "\\ud800转了5万元"}', '{"id": "long", "text": "' + "好" * 1_000_001 + '"}', "[" * 100_000,
        '{"id": "b", "text": ""}',
    ]  # fmt: skip
    code, found, told = batch(tmp_path, lines)
    assert code == 3
    assert len(found) == len(lines)
    wrong = {place: one for place, one in enumerate(found) if "error" in one}
    assert sorted(wrong) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]
    assert all(one["line"] == place + 1 and one["error"]["message"] for place, one in wrong.items())
    assert (wrong[3]["id"], wrong[1]["id"]) == ("no text", None)
    assert wrong[11]["error"]["code"] == "text_too_long"
    assert found[10]["elements"][0]["value"] == "5000000"
    assert "出错 11 行" in told


def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    many = [json.dumps({"id": n, "text": GOOD[n % 450]["text"] * 3}) for n in range(3_000)]
    source.write_text("\n".join(many) + "\n", "utf-8")
    command = [
        sys.executable, "-c", "from goldbell.project.cli import main; main()",
        "read", "--batch", str(source), "--json", str(target),
    ]  # fmt: skip
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    child.stderr.readline()
    time.sleep(0.2)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    part = tmp_path / "out.jsonl.part"
    assert part.exists()
    assert not target.exists()
    with part.open("ab") as torn:
        torn.write(b'{"id": 99999, "cle')
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "接着上次" in done.stderr
    assert [json.loads(line)["id"] for line in target.open(encoding="utf-8")] == list(range(3_000))


def test_unfinished_work_of_another_batch_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.part").write_text('{"id": "other"}\n', "utf-8")
    (tmp_path / "out.jsonl.part.order").write_text('["elsewhere", null, "keep"]', "utf-8")
    _, found, _ = batch(tmp_path, ['{"id": "mine", "text": "好"}'])
    assert [one["id"] for one in found] == ["mine"]


def test_no_such_batch_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["read", "--batch", str(tmp_path / "no"), "--json", str(tmp_path / "o")])
    assert done.exit_code == 1
    assert done.stderr
