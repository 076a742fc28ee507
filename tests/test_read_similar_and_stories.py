"""``goldbell similar`` and ``goldbell deidentify`` as an analyst uses them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from goldbell.project.cli import main

SCRIPT = (
    "您好我是平台客服，您的包裹丢失了要给您三倍理赔，请下载会议软件共享屏幕，再把备用金转到安全账户核验，核验完原路退回"
)


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=given)


def test_put_in_ask_and_take_out(tmp_path: Path) -> None:
    index = tmp_path / "库"
    lines = tmp_path / "texts.jsonl"
    lines.write_text(
        "\n".join(
            json.dumps({"id": f"R{n}", "text": f"第{n}个人说要先{chr(0x4E00 + n)}交{chr(0x5000 + n)}费"})
            for n in range(20)
        ),
        "utf-8",
    )
    page = tmp_path / "page.txt"
    page.write_text(SCRIPT, "utf-8")
    done = run("similar", "--index", str(index), "--add", str(lines), "--add", str(page))
    assert (done.exit_code, "21 篇" in done.stderr) == (0, True)
    before = "今天下午我在超市买菜的时候突然接到一个电话，"
    asked = run("similar", "--index", str(index), "-", "--json", given=before + SCRIPT.replace("三倍", "双(shuang)倍"))
    best = json.loads(asked.stdout)["matches"][0]
    assert best["id"] == "page.txt"
    assert abs(best["span"][0] - len(before)) <= 2
    assert "page.txt" in run("similar", "--index", str(index), "-", given=SCRIPT).stdout
    assert run("similar", "--index", str(index), "--remove", "page.txt").exit_code == 0
    assert "page.txt" not in run("similar", "--index", str(index), "-", given=SCRIPT).stdout
    assert run("similar", "--index", str(index), "--remove", "page.txt").exit_code == 1


def test_a_bad_line_puts_nothing_in(tmp_path: Path) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text('{"id": "a", "text": "好的好的好的"}\n{"id": "b"}\n', "utf-8")
    done = run("similar", "--index", str(tmp_path / "库"), "--add", str(lines))
    assert done.exit_code == 1
    assert "第 2 行" in done.stderr
    assert run("similar", "--index", str(tmp_path / "库"), "-", given="好").exit_code == 1
    assert run("similar", "--index", str(tmp_path / "没有"), "-", given="好").exit_code == 1


def test_story_is_marked_and_its_doubts_are_told() -> None:
    case = "报警人欧阳靖宇，男，35岁，住兰州市城关区雁滩路3号，是一名唢呐匠，被骗49800元"
    done = run("deidentify", "-", given=case)
    assert done.exit_code == 0
    assert done.stdout.startswith("【草稿：须经人工审核后方可发布】")
    for leak in ("欧阳", "靖宇", "35", "兰州", "雁滩", "49800"):
        assert leak not in done.stdout
    assert "唢呐" in done.stderr
    found = json.loads(run("deidentify", "-", "--json", given=case).stdout)
    assert found["needs_review"] is True
    assert found["replaced"]["person"] >= 1
    assert all(set(one) == {"start", "end", "kind", "now"} for one in found["spans"])
    assert run("deidentify", "-", given="").exit_code == 1
