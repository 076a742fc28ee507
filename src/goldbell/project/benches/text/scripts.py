"""X4: the same script found again after 15 % of it was edited, among a million."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from goldbell.engine.text.similar import ScriptIndex, load, save
from goldbell.project.benches.rows import Row, median, timed
from goldbell.project.benches.text.corpus import edited, stories

_ASKED = 2_000


def same_script(texts: int, progress: Callable[[str], None]) -> list[Row]:
    """Recall at 1 and speed of questions, of putting in, of loading; the same by datasketch where installed (fewer texts)."""
    with TemporaryDirectory(prefix="goldbell-bench-") as folder:
        rows = _ours(texts, Path(folder), progress)
    return rows + _peer(min(texts, 20_000))


def _ours(texts: int, folder: Path, progress: Callable[[str], None]) -> list[Row]:
    index = ScriptIndex()
    began = time.perf_counter()
    index.add_all(stories(texts))
    index.compact()
    built = time.perf_counter() - began
    progress(f"{texts} texts in {built:.0f} s")
    save(index, folder)
    del index
    began = time.perf_counter()
    index = load(folder)
    loaded = time.perf_counter() - began
    questions = _questions(texts)
    spans, right = [], 0
    for script_id, words in questions:
        began = time.perf_counter()
        found = index.query(words, 1)
        spans.append(time.perf_counter() - began)
        right += bool(found) and found[0].id == script_id
    on_disk = sum(path.stat().st_size for path in folder.rglob("*.npy")) / 1e6
    return [
        Row(id="X4", work="same script, 15 % edited, recall@1", rows=texts, value=round(right / len(questions), 4), target="≥ .99"),
        Row(
            id="X4q", work="questions per second, one process", rows=texts, ours_s=round(median(spans), 6),
            value=round(len(spans) / sum(spans), 1), target="≥ 1,000/s at 1 M",
        ),
        Row(id="X4b", work="texts put in per second", rows=texts, ours_s=round(built, 2), value=round(texts / built, 1)),
        Row(
            id="X4m", work="megabytes on disk; to load", rows=texts, ours_s=round(loaded, 4), value=round(on_disk, 1),
            peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        ),
    ]  # fmt: skip


def _questions(texts: int) -> list[tuple[str, str]]:
    draw = random.Random(5)  # noqa: S311 - made-up texts
    wanted = set(draw.sample(range(texts), min(_ASKED, texts)))
    asked, signs = [], ""
    for number, (script_id, words) in enumerate(stories(texts)):
        signs = signs or words
        if number in wanted:
            asked.append((script_id, edited(words, 0.15, draw, signs)))
    return asked


def _peer(texts: int) -> list[Row]:
    """The same questions to both, over the same texts."""
    if find_spec("datasketch") is None:
        return []
    from datasketch import MinHash, MinHashLSH

    def signed(words: str) -> Any:
        made = MinHash(num_perm=126)
        made.update_batch([words[at : at + 2].encode() for at in range(len(words) - 1)])
        return made

    lsh = MinHashLSH(num_perm=126, params=(42, 3))
    kept = {}
    kept_texts = dict(stories(texts))
    for script_id, words in kept_texts.items():
        kept[script_id] = signed(words)
        lsh.insert(script_id, kept[script_id])
    right, questions = 0, _questions(texts)[:200]
    index = ScriptIndex()
    index.add_all(kept_texts.items())
    index.compact()
    told = median(timed(lambda: [index.query(words, 1) for _, words in questions], repeats=3)) / len(questions)
    began = time.perf_counter()
    for script_id, words in questions:
        made = signed(words)
        best = max(lsh.query(made), key=lambda one: (made.jaccard(kept[one]), one), default="")
        right += best == script_id
    spent = (time.perf_counter() - began) / len(questions)
    return [
        Row(
            id="X4p", work="the same question by datasketch, 42 × 3, re-ranked; recall@1", rows=texts, anchor="datasketch",
            ours_s=round(told, 6), anchor_s=round(spent, 6), ratio=round(spent / told, 2), value=round(right / len(questions), 4),
        )
    ]  # fmt: skip
