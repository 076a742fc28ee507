"""``goldbell read``: the contract for scripts, kept to the letter, and clear words for what cannot be read."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldbell.engine import text
from goldbell.project.cli import main

NOISY = "昨(zuo)天晚上8点，对(dui)方让我转３万５到6222020200112233446，户名何玉山，打①③⑨0417\u200b2716联系"
AT = "2026-11-21T01:38:40+08:00"


def run(*words: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=given)


def read_json(*words: str, given: bytes | str | None = None) -> dict:
    done = run("read", "-", "--json", *words, given=given)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_contract_for_scripts() -> None:
    found = read_json("--at", AT, given=NOISY)
    assert set(found) == {"clean", "edits", "elements", "figures", "scam_types", "decision"}
    assert found["decision"] in ("accept", "review")
    for one in found["edits"]:
        assert set(one) == {"start", "end", "was", "now", "why"}
        assert NOISY[one["start"] : one["end"]] == one["was"]
    for one in found["elements"]:
        assert set(one) == {"kind", "value", "raw", "start", "end", "confidence", "reasons"}
        assert NOISY[one["start"] : one["end"]] == one["raw"]
    for one in found["scam_types"]:
        assert set(one) == {"code", "score", "reasons"}
    values = {one["kind"]: one["value"] for one in found["elements"]}
    assert values["bank_card"] == "6222020200112233446"
    assert values["amount"] == "3500000"
    assert values["person"] == "何玉山"
    assert values["datetime"] == "2026-11-20T20:00:00+08:00"


def test_figures_carry_their_qualifier() -> None:
    found = read_json(given="2022年以来，全区电诈发案同比下降54.67%，破获案件317起，电话劝阻40000余人次。")
    told = {one["raw"]: (one["value"], one["unit"], one["qualifier"]) for one in found["figures"]}
    assert told["54.67%"] == (54.67, "%", "decrease")
    assert told["317起"] == (317, "起", "exact")
    assert ("40000余人次", (40000, "人次", "at_least")) in told.items()
    assert all(set(one) == {"metric", "value", "unit", "qualifier", "raw"} for one in found["figures"])


def test_script_of_the_clean_text_on_request_only() -> None:
    given = "對方讓我轉帳到帳戶，戶名羅長春"
    assert read_json(given=given)["clean"] == given
    simple = read_json("--script", "simplified", given=given)
    assert simple["clean"].startswith("对方让我转账到账户")
    person = next(one for one in read_json(given=given)["elements"] if one["kind"] == "person")
    assert (person["value"], person["raw"]) == ("羅長春", "羅長春")


def test_for_people_it_is_a_page_of_words() -> None:
    done = run("read", "-", "--at", AT, given=NOISY)
    assert done.exit_code == 0
    assert "【清洗后】" in done.stdout
    assert "35,000.00 元" in done.stdout


def test_lines_of_windows_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一行\r\n打13904172716".encode("gb18030"))
    done = run("read", str(path), "--json", str(tmp_path / "out.json"))
    assert done.exit_code == 0
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (found["elements"][0]["start"], found["elements"][0]["end"]) == (6, 17)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "空"),
        (bytes(range(256)) * 50, "没有读"),
        (b"\x00" * 5000, "二进制"),
        (b"a" * (65 << 20), "MB"),
        ("好".encode() * 1_000_001, "分段"),
        ("前一半的字".encode() + "后一半的文字".encode("gb18030"), "编码"),
        (b"PK\x03\x04zzzz", "没有读"),
        (b"%PDF-1.4 nothing", "损坏"),
    ],
)
def test_what_cannot_be_read_is_named_and_ends_with_one(given: bytes, said: str) -> None:
    done = run("read", "-", "--json", given=given)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not done.stdout


def test_wrong_use_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("好", "utf-8")
    assert run("read").exit_code == 2
    assert run("read", str(path), "--script", "klingon").exit_code == 2
    assert run("read", str(path), "--batch", str(path)).exit_code == 2
    assert run("read", "--batch", str(path)).exit_code == 2
    assert run("read", str(path), "--at", "昨天").exit_code == 1
    assert run("read", str(path), "--at", "2026-01-01T00:00:00").exit_code == 1
    assert run("read", str(tmp_path / "nothing.txt")).exit_code == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 10_000, ")" * 10_000, "（" * 10_000 + "）" * 10_000, "1" * 200_000, "a" * 200_000, "." * 200_000, " " * 200_000,
        "6222 " * 40_000, "某" * 200_000, "转" * 100_000, "www." * 50_000, "a@" * 100_000, "一" * 200_000, "(zha)" * 40_000,
        "[.]" * 60_000, "\u200b" * 200_000, "¥" * 100_000, "①" * 100_000, "微信" * 100_000, "户名" * 100_000,
    ],
    ids=lambda text: f"{text[:5]!r}",
)  # fmt: skip
def test_hostile_texts_take_bounded_time(hostile: str) -> None:
    began = time.monotonic()
    found = text.read(hostile)
    assert text.restore(found.cleaned.text, found.cleaned.edits) == hostile
    assert time.monotonic() - began < 20


def test_lone_surrogates_go_through_and_come_back() -> None:
    given = "转\ud800账到6222020200112233446\udfff"
    found = json.loads(run("read", "-", "--json", given=given.encode("utf-8", "surrogatepass")).stdout)
    assert [one["kind"] for one in found["elements"]] == ["bank_card"]
    assert given[found["elements"][0]["start"] : found["elements"][0]["end"]] == "6222020200112233446"


def test_starts_fast_and_without_the_platform(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOISY, "utf-8")
    code = (
        "import sys; from goldbell.project.cli import main\n"
        "try: main(['read', sys.argv[1], '--json'])\n"
        "finally: print('django' in sys.modules, 'pyarrow' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.strip() == "False False"


def test_same_text_same_answer_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOISY, "utf-8")
    answers = set()
    for seed in ("0", "1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", "from goldbell.project.cli import main; main()", "read", str(path), "--json"],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        answers.add(done.stdout)
    assert len(answers) == 1
