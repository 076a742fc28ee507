"""Small reckonings behind tables and texts: shares of a bar, page links, sort links, marked words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from goldbell.web.figures import Part

_BAR: Final = 1000
#: Which fill each state has in a bar of shares.
_FILL: Final[Mapping[str, str]] = {
    "stopped": "stopped",
    "executed": "stopped",
    "recalled": "stopped",
    "returned": "stopped",
    "held": "held",
    "frozen": "frozen",
    "cashed": "cashed",
    "left": "left",
    "unseen": "unseen",
    "unknown": "unseen",
    "pending": "pending",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch of a bar of 1000 units."""

    x: float
    width: float
    fill: str


def shares(parts: Sequence[Part]) -> tuple[Share, ...]:
    """The terms after the first as stretches of the whole; an empty or negative whole has no bar."""
    whole = parts[0].fen if parts else 0
    if whole <= 0:
        return ()
    found: list[Share] = []
    run = 0
    for part in parts[1:]:
        if part.fen > 0:
            found.append(Share(round(run * _BAR / whole, 1), _width(part.fen, whole), _FILL.get(part.state, "none")))
            run += part.fen
    return tuple(found)


def _width(fen: int, whole: int) -> float:
    # A hairline of two units keeps neighbours apart; a share that is there is never drawn as nothing.
    return round(max(min(fen, whole) * _BAR / whole - 2, 1), 1)


def query_of(context: Context) -> QueryDict:
    """The parameters of the page's address, empty where a page is drawn without a request."""
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


def _address(query: QueryDict, **changes: str | int | None) -> str:
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def pager_links(query: QueryDict, page: Page[Any]) -> dict[str, str]:
    """Addresses of the neighbouring pages, empty where there is none."""
    return {
        "before": _address(query, page=page.previous_page_number()) if page.has_previous() else "",
        "after": _address(query, page=page.next_page_number()) if page.has_next() else "",
    }


def sort_link(query: QueryDict, key: str) -> dict[str, str]:
    """Where pressing a column head leads, and which way it is sorted now (ascending, descending or empty)."""
    now = query.get("sort", "")
    way = "ascending" if now == key else "descending" if now == f"-{key}" else ""
    return {"url": _address(query, sort=f"-{key}" if now == key else key, page=None), "way": way}


def _span(value: Any) -> tuple[int, int, str, str]:
    if isinstance(value, Mapping):
        return int(value["start"]), int(value["end"]), str(value.get("label") or ""), str(value.get("kind") or "")
    if hasattr(value, "start"):
        return int(value.start), int(value.end), str(getattr(value, "label", "")), str(getattr(value, "kind", ""))
    start, end, label, *kind = value
    return int(start), int(end), str(label), str(kind[0]) if kind else ""


def marked(text: str, spans: Iterable[Any]) -> SafeString:
    """The text, escaped, with its elements marked. Where two overlap the one that starts first (then the longer) stays;
    spans outside the text are left out."""
    ordered = sorted((_span(value) for value in spans), key=lambda span: (span[0], -span[1]))
    pieces: list[str] = []
    at = 0
    for start, end, label, kind in ordered:
        if start < at or end <= start or end > len(text):
            continue
        pieces.append(escape(text[at:start]))
        pieces.append(element(text[start:end], label, kind))
        at = end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 every piece is escaped above


def element(words: str, label: str, kind: str) -> SafeString:
    """One marked element: green line confirmed (sure), blue proposed, dashed violet something missing (ask)."""
    style = {"sure": " gb-el-sure", "ask": " gb-el-ask"}.get(kind, "")
    note = format_html("<sup>{}</sup>", label) if label else ""
    return format_html('<mark class="gb-el{}">{}{}</mark>', style, words, note)
