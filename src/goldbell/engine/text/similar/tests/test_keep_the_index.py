"""The index outlives the program: kept whole, appended, never half there after a crash."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from goldbell.engine.text.similar import BrokenIndex, IndexInUse, NoIndex, ScriptIndex, changing, load, save

TEXTS = {
    f"R{n}": f"第{n}次说要我{'先' * (n % 7)}交{chr(0x4E00 + n)}费再退{chr(0x5000 + n)}款给{chr(0x6000 + n)}人"
    for n in range(50)
}


def filled(some: dict[str, str]) -> ScriptIndex:
    made = ScriptIndex()
    made.add_all(some.items())
    return made


def test_kept_and_appended(tmp_path: Path) -> None:
    index = filled(TEXTS)
    save(index, tmp_path)
    again = load(tmp_path)
    assert list(again.ids()) == list(TEXTS)
    assert all(again.query(text, 3) == index.query(text, 3) for text in TEXTS.values())
    again.add("new", "完全不一样的一句话说的是医保卡停用要按九转人工")
    again.remove("R7")
    save(again, tmp_path)
    third = load(tmp_path)
    assert third.query("完全不一样的一句话说的是医保卡停用要按九转人工")[0].id == "new"
    assert "R7" not in third
    assert len(third) == len(TEXTS)


def test_forgotten_words_leave_the_disk(tmp_path: Path) -> None:
    index = filled({"a": "这里有一个要忘掉的词龘靐齉", "b": "另外一个普通的句子留下来"})
    save(index, tmp_path)
    index.remove("a")
    index.compact()
    save(index, tmp_path)
    sign = ord("靐").to_bytes(2, "little")
    assert all(sign not in path.read_bytes() for path in tmp_path.rglob("tokens.npy"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("segment")] == [index.shelves[0].name]


def test_no_index_and_a_broken_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        load(tmp_path / "nothing")
    save(filled(TEXTS), tmp_path)
    names = tmp_path / "index.json"
    good = names.read_text("utf-8")
    for bad in ("{", "[]", '{"form": 9}', good.replace('"tokens": ', '"tokens": 9')):
        names.write_text(bad, "utf-8")
        with pytest.raises(BrokenIndex):
            load(tmp_path)
    escaping = json.loads(good)
    escaping["segments"][0]["name"] = "../elsewhere"
    names.write_text(json.dumps(escaping), "utf-8")
    with pytest.raises(BrokenIndex):
        load(tmp_path)
    names.write_text(good, "utf-8")
    next(tmp_path.rglob("signs.npy")).write_bytes(b"x")
    with pytest.raises(BrokenIndex):
        load(tmp_path)


def test_one_changes_at_a_time(tmp_path: Path) -> None:
    with changing(tmp_path), pytest.raises(IndexInUse), changing(tmp_path):
        pass
    with changing(tmp_path):
        pass


_SAVER = """
    import sys
    from pathlib import Path
    from goldbell.engine.text.similar import ScriptIndex, changing, load, save, NoIndex
    folder = Path(sys.argv[1])
    n = 0
    while True:
        with changing(folder):
            try:
                index = load(folder)
            except NoIndex:
                index = ScriptIndex()
            n = len(index)
            index.add(f"R{n}", f"第{n}个{chr(0x4e00 + n % 9000)}说法{chr(0x5000 + n % 9000)}要交钱{chr(0x6000 + n % 9000)}再退")
            save(index, folder)
        print(n + 1, flush=True)
"""


def test_killed_at_any_moment_the_index_is_whole(tmp_path: Path) -> None:
    """What was acknowledged is there; nothing else is but perhaps the one that was under way."""
    told = 0
    for turn in range(6):
        saver = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_SAVER), str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert saver.stdout is not None
        first = saver.stdout.readline()
        time.sleep(0.05 + 0.037 * turn)
        os.kill(saver.pid, signal.SIGKILL)
        rest = saver.stdout.read().split()
        saver.wait()
        told = int(rest[-1] if rest else first)
        found = len(load(tmp_path))
        assert found in (told, told + 1)
    assert told >= 6
