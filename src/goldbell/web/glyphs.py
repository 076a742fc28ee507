"""Drawings of the room: state glyphs (shape + colour + word, always the three) and the few icons.

State glyphs differ in shape at 14 px in grey. A new state needs a shape of its own; a new icon needs a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_RING = '<circle cx="8" cy="8" r="5.5"/>'
_HALF = _RING + '<path class="f" d="M8 2.5a5.5 5.5 0 0 0 0 11z"/>'
_SQUARE = '<rect class="f" x="2.5" y="2.5" width="11" height="11"/>'
_TICKED = _SQUARE + '<path class="n" d="M5 8.2l2.2 2.2L11.2 6"/>'


@dataclass(frozen=True, slots=True)
class State:
    """One word of the states vocabulary. ``family``: order, money or work; ``shape``: SVG inside a 16 px box."""

    code: str
    family: str
    word: Promise
    shape: str


_ROWS: Final = (
    State(
        "proposed",
        "order",
        pgettext_lazy("state", "建议"),
        '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.2 2.1"/>',
    ),
    State("half", "order", pgettext_lazy("state", "待复核"), _HALF),
    State("approved", "order", pgettext_lazy("state", "已批准"), '<circle class="f" cx="8" cy="8" r="5.5"/>'),
    State(
        "sent",
        "order",
        pgettext_lazy("state", "已发出"),
        '<path class="f" d="M3 3.2l10 4.8-10 4.8V9.4L8.4 8 3 6.6z"/>',
    ),
    State("executed", "order", pgettext_lazy("state", "已执行"), _TICKED),
    State(
        "refused",
        "order",
        pgettext_lazy("state", "被拒绝"),
        '<path class="f" d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z"/>'
        '<path class="n" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>',
    ),
    State(
        "unknown",
        "order",
        pgettext_lazy("state", "结果不明"),
        '<path d="M8 1.8L14.2 8 8 14.2 1.8 8z"/><path d="M8 5v3.4M8 10.6v.5"/>',
    ),
    State(
        "expired",
        "order",
        pgettext_lazy("state", "已到期"),
        '<rect x="2.5" y="2.5" width="11" height="11"/><path d="M3 13L13 3"/>',
    ),
    State(
        "pending",
        "money",
        pgettext_lazy("state", "未到账"),
        '<path d="M4 2.5h8M4 13.5h8M4.8 2.8c0 3 3.2 3.8 3.2 5.2s-3.2 2.2-3.2 5.2'
        'M11.2 2.8c0 3-3.2 3.8-3.2 5.2s3.2 2.2 3.2 5.2"/>',
    ),
    State(
        "held",
        "money",
        pgettext_lazy("state", "在账"),
        _RING + '<circle class="f" cx="8" cy="8" r="2.4"/>',
    ),
    State(
        "recalled",
        "money",
        pgettext_lazy("state", "已撤回"),
        _SQUARE + '<path class="n" d="M7.4 5L5 7.4l2.4 2.4M5.2 7.4h4.2a1.8 1.8 0 0 1 0 3.6"/>',
    ),
    State(
        "stopped",
        "money",
        pgettext_lazy("state", "止付"),
        _SQUARE + '<path class="n" d="M6.2 5.5v5M9.8 5.5v5"/>',
    ),
    State(
        "frozen",
        "money",
        pgettext_lazy("state", "冻结"),
        '<rect x="2.2" y="2.2" width="11.6" height="11.6"/><rect class="f" x="4.9" y="4.9" width="6.2" height="6.2"/>',
    ),
    State("left", "money", pgettext_lazy("state", "已转出"), '<path d="M3 13L12.4 3.6M6 3.2h6.8V10"/>'),
    State("cashed", "money", pgettext_lazy("state", "取现"), '<path class="f" d="M2.2 3h11.6L8 13.6z"/>'),
    State(
        "unseen",
        "money",
        pgettext_lazy("state", "视线外"),
        '<circle cx="8" cy="8" r="5.5" stroke-dasharray="1.4 2.05"/><path class="dot" d="M8 8h.01"/>',
    ),
    State(
        "returned",
        "money",
        pgettext_lazy("state", "已返还"),
        '<path d="M6.4 3L3 6.4l3.4 3.4M3.4 6.4H9.6a3.4 3.4 0 0 1 0 6.8H6.4"/>',
    ),
    State("todo", "work", pgettext_lazy("state", "待办"), _RING),
    State("doing", "work", pgettext_lazy("state", "在办"), _HALF),
    State("done", "work", pgettext_lazy("state", "办结"), _TICKED),
    State(
        "late",
        "work",
        pgettext_lazy("state", "超时"),
        '<path class="f" d="M8 1.6l6.8 12H1.2z"/><path class="n" d="M8 6v3.6M8 11.4v.5"/>',
    ),
)

STATES: Final[Mapping[str, State]] = MappingProxyType({state.code: state for state in _ROWS})

#: The mark of a plain note; it is no state.
INFO_SHAPE: Final = '<circle cx="8" cy="8" r="6"/><path d="M8 7.4v3.4M8 5v.4"/>'

ICONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>',
        "in": '<path d="M10 3.5L5.5 8l4.5 4.5"/>',
        "out": '<path d="M6 3.5L10.5 8 6 12.5"/>',
        "down": '<path d="M3.5 6L8 10.5 12.5 6"/>',
        "phone": '<path d="M3 2.5h3l1.2 3.2-1.7 1.3a8 8 0 0 0 3.5 3.5l1.3-1.7 3.2 1.2v3c0 .6-.5 1-1 1'
        'C7 13.8 2.2 9 2 3.5c0-.5.4-1 1-1z"/>',
        "eye": '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/>'
        '<circle cx="8" cy="8" r="1.8"/>',
        "paper": '<path d="M3.5 1.8h6L12.5 5v9.2h-9zM9.3 2v3.2h3"/>',
        "plus": '<path d="M8 3v10M3 8h10"/>',
        "place": '<path d="M8 14.5S3 9.8 3 6.4a5 5 0 0 1 10 0C13 9.8 8 14.5 8 14.5z"/>'
        '<circle cx="8" cy="6.4" r="1.7"/>',
        "print": '<path d="M4.5 6V2h7v4M4.5 12H2.5V6.5h11V12h-2M4.5 10h7v4h-7z"/>',
        "play": '<path d="M4.5 3l8 5-8 5z"/>',
        "edit": '<path d="M2.5 13.5l.7-3L10.8 3l2.2 2.2-7.5 7.6z"/>',
        "again": '<path d="M13.5 8a5.5 5.5 0 0 1-10 3.2M2.5 8a5.5 5.5 0 0 1 10-3.2M12.8 2v3h-3M3.2 14v-3h3"/>',
        "camera": '<path d="M1.8 4.8h3L6 3h4l1.2 1.8h3v8.4H1.8z"/><circle cx="8" cy="8.8" r="2.4"/>',
        "menu": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
        "close": '<path d="M4 4l8 8M12 4l-8 8"/>',
        "copy": '<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/>',
        "drop": '<path d="M8 10.5v-8M4.8 5.6L8 2.4l3.2 3.2M2.5 10v3.5h11V10"/>',
    }
)


class UnknownMark(LookupError):
    """A page asks for a state or an icon that nobody drew: a mistake in the page, found by its first test."""


def state_of(code: str) -> State:
    """The state with this code. Raises UnknownMark, so that no page shows a state without its shape."""
    try:
        return STATES[str(code)]
    except KeyError:
        raise UnknownMark(f"no such state: {code}") from None


def icon_of(name: str) -> str:
    """The strokes of an icon. Raises UnknownMark."""
    try:
        return ICONS[name]
    except KeyError:
        raise UnknownMark(f"no such icon: {name}") from None
