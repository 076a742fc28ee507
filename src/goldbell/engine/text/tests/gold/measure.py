"""How well elements are found in the gold texts: precision, recall and F1 by kind, for patterns, names and roles.

``python -m goldbell.engine.text.tests.gold.measure tuned|held|rough [--misses]``. An element counts as found when kind and value
are right and its span overlaps the gold span; a role when the person and the role are right.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from goldbell.engine.text import Element, find_elements

HERE = Path(__file__).parent
#: What has a form of its own; the others are named in words.
WORDED = frozenset({"person", "organisation", "app", "payment_way"})


def gold(name: str) -> list[dict[str, Any]]:
    """The gold texts of one file."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def measure(texts: Iterable[dict[str, Any]], *, misses: bool = False) -> dict[str, tuple[int, int, int]]:
    """By kind, and for ``patterns``, ``words``, ``roles``, ``all``: how many were right, found and wanted."""
    right, found_, wanted_ = Counter[str](), Counter[str](), Counter[str]()
    for one in texts:
        found = list(find_elements(one["text"], at=datetime.fromisoformat(one["at"])))
        for wanted in one["elements"]:
            hit = next((element for element in found if _same(element, wanted)), None)
            keys = _keys(wanted["kind"])
            wanted_.update(keys)
            if wanted["role"]:
                wanted_["roles"] += 1
            if hit is None:
                if misses:
                    print(
                        one["id"],
                        "MISSED",
                        wanted["kind"],
                        wanted["value"],
                        "in",
                        _around(one["text"], wanted["start"], wanted["end"]),
                    )
                continue
            found.remove(hit)
            right.update(keys)
            found_.update(keys)
            if hit.role:
                found_["roles"] += 1
                right["roles"] += hit.role == wanted["role"]
                if misses and hit.role != wanted["role"]:
                    print(one["id"], "ROLE", hit.role, "for", wanted["role"], _around(one["text"], hit.start, hit.end))
        for extra in found:
            found_.update(_keys(extra.kind))
            found_["roles"] += bool(extra.role)
            if misses:
                print(one["id"], "EXTRA", extra.kind, extra.value, "in", _around(one["text"], extra.start, extra.end))
    return {key: (right[key], found_[key], wanted_[key]) for key in sorted(found_.keys() | wanted_.keys())}


def f1(counts: tuple[int, int, int]) -> float:
    """The harmonic mean of precision and recall of (right, found, wanted)."""
    right, found, wanted = counts
    return 2 * right / (found + wanted) if found + wanted else 1.0


def _same(element: Element, wanted: dict[str, Any]) -> bool:
    overlap = element.start < wanted["end"] and wanted["start"] < element.end
    return overlap and (element.kind, element.value) == (wanted["kind"], wanted["value"])


def _keys(kind: str) -> tuple[str, ...]:
    return kind, "all", "words" if kind in WORDED else "patterns"


def _around(text: str, start: int, end: int) -> str:
    return repr(text[max(0, start - 14) : start] + "⟦" + text[start:end] + "⟧" + text[end : end + 10])


def main() -> None:
    for key, counts in measure(gold(sys.argv[1]), misses="--misses" in sys.argv).items():
        print(f"{key:16} F1 {f1(counts):.4f}   right {counts[0]:5}  found {counts[1]:5}  wanted {counts[2]:5}")


if __name__ == "__main__":
    main()
