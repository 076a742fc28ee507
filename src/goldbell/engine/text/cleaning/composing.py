"""Puts the changes of one step on top of the edits made before, so that every edit still speaks of the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldbell.engine.text.cleaning.contracts import Change, Edit


def compose(raw: str, edits: Sequence[Edit], text: str, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Edits from ``raw`` to the text after ``changes``, given ``edits`` from ``raw`` to ``text``.

    A change that touches an earlier edit absorbs it: one place has one edit. Linear in edits and changes.
    """
    composed: list[Edit] = []
    cluster: list[Change] = []
    grown = cluster_start = cluster_end = cluster_grown = 0
    lone: Edit | None = None

    def flush() -> None:
        if not cluster:
            if lone is not None:
                composed.append(lone)
            return
        start, end = cluster_start - grown, cluster_end - grown - cluster_grown
        now = _changed(text, cluster_start, cluster_end, cluster)
        if raw[start:end] != now:
            composed.append(Edit(start, end, raw[start:end], now, cluster[0].why))

    for start, end, item in _in_order(edits, changes):
        if start >= cluster_end:
            flush()
            grown += cluster_grown
            cluster, lone, cluster_grown = [], None, 0
            cluster_start, cluster_end = start, end
        cluster_end = max(cluster_end, end)
        if isinstance(item, Edit):
            lone = item
            cluster_grown += len(item.now) - len(item.was)
        else:
            cluster.append(item)
    flush()
    return tuple(composed)


def _in_order(edits: Sequence[Edit], changes: Iterable[Change]) -> list[tuple[int, int, Edit | Change]]:
    """Both, by their place in ``text``; what was removed before a place stands before what happens at it."""
    items: list[tuple[int, int, Edit | Change]] = [(change.start, change.end, change) for change in changes]
    grown = 0
    for edit in edits:
        start = edit.start + grown
        items.append((start, start + len(edit.now), edit))
        grown += len(edit.now) - len(edit.was)
    items.sort(key=lambda item: item[:2])
    return items


def _changed(text: str, start: int, end: int, changes: list[Change]) -> str:
    pieces: list[str] = []
    done = start
    for change in changes:
        pieces += (text[done : change.start], change.now)
        done = change.end
    return "".join((*pieces, text[done:end]))
