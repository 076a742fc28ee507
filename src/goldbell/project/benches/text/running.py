"""Runs the measurements of reading, each by itself, and tells of a peer that is not installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from goldbell.project.benches.rows import Row


def run(
    *, texts: int, canaries: int, article: Path | None, only: Sequence[str] = (), progress: Callable[[str], None]
) -> list[Row]:
    """All rows of the text bench, or those of ``only``."""
    from goldbell.project.benches.text import measuring, scripts

    parts: dict[str, Callable[[], list[Row]]] = {
        "X1": lambda: measuring.cleaning(article),
        "X2": measuring.elements,
        "X3": measuring.types,
        "X4": lambda: scripts.same_script(texts, progress),
        "X5": measuring.chain,
        "X6": lambda: measuring.leak_test(canaries),
    }
    rows = []
    for name, measure in parts.items():
        if not only or name in only:
            progress(name)
            rows += measure()
    return rows
