"""What the round and straight marks show, ready for their partials: clock, tape, due, band.

Lengths are SVG geometry, so that no page needs an inline style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from goldbell.web.clock import Phase, Reading, degree, hand_path, read_clock, way_of, wedge_path
from goldbell.web.figures import Piece, running, span_pieces, span_text, split_money

PHASE_WORDS: Final = MappingProxyType(
    {
        Phase.NONE: gettext_lazy("还没转"),
        Phase.OPEN: gettext_lazy("窗口内"),
        Phase.CLOSING: gettext_lazy("窗口将过"),
        Phase.PAST: gettext_lazy("窗口已过"),
        Phase.COLD: gettext_lazy("已过 24 小时"),
    }
)
_SIZES: Final = MappingProxyType({"s": "", "m": "gb-clock-m", "l": "gb-clock-l", "w": "gb-clock-w"})
_DUE_WIDTH: Final = 56


def way_word(way: str) -> str:
    """The payment way in the reader's language."""
    known = way_of(way)
    return known.label_zh if (get_language() or "zh").startswith("zh") else known.label_en


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def clock_mark(
    *, paid_at: datetime | None, way: str, now: datetime, size: str, closes_at: datetime | None
) -> Mapping[str, object]:
    """The transfer clock. Sizes: s in rows, m in page heads and on the phone, l in a call, w on the wall.

    Seconds run only from size m, under an hour, while the window is open.
    """
    reading = read_clock(paid_at=paid_at, way=way, now=now, closes_at=closes_at)
    live = size != "s" and reading.minutes < 60 and reading.phase in (Phase.OPEN, Phase.CLOSING)
    pieces: tuple[Piece, ...] = (Piece(running(reading.minutes), ""),) if live else span_pieces(reading.minutes)
    return {
        "phase": reading.phase.value,
        "phase_word": PHASE_WORDS[reading.phase],
        "none": reading.phase is Phase.NONE,
        "size_class": _SIZES[size],
        "pieces": pieces,
        "hand": hand_path(reading),
        "wedge": wedge_path(reading),
        "way": way,
        "way_word": way_word(way),
        "paid_at": _iso(paid_at),
        "closes_at": _iso(reading.closes_at),
        "duration": f"PT{int(reading.minutes)}M",
        "title": _clock_title(reading, way),
    }


def _clock_title(reading: Reading, way: str) -> str:
    since = span_text(timedelta(minutes=reading.minutes))
    facts = {"since": since, "way": way_word(way), "phase": PHASE_WORDS[reading.phase]}
    return gettext("转出 %(since)s，%(way)s，%(phase)s") % facts


def tape_mark(
    *, paid_at: datetime | None, way: str, now: datetime, width: int, closes_at: datetime | None
) -> Mapping[str, object]:
    """The dial unrolled over ``width`` units: hand, what is left, and the ticks at 30 minutes and 2 hours."""
    reading = read_clock(paid_at=paid_at, way=way, now=now, closes_at=closes_at)
    hand, end = (round(width * angle / 360, 1) for angle in (reading.hand, reading.window_end))
    open_ = reading.phase in (Phase.OPEN, Phase.CLOSING)
    return {
        "phase": reading.phase.value,
        "width": width,
        "ticks": (width / 2, width * 3 / 4),
        "hand": None if reading.phase is Phase.NONE else hand,
        "left": round(end - hand, 1) if open_ else None,
        "paid_at": _iso(paid_at),
        "closes_at": _iso(reading.closes_at),
    }


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline seen at a moment. ``part``: what is left of the bar, 0 to 1. ``mood``: "", is-soon or is-late."""

    words: str
    part: float
    mood: str


def read_due(*, due_at: datetime, now: datetime, since: datetime | None) -> Deadline:
    """How much time is left. With ``since`` the bar is linear from there; without it uses the day scale of the dial.

    Soon is the last fifth of a known span, else the last 20 minutes; at the deadline itself it is late.
    """
    left = due_at - now
    if left <= timedelta(0):
        return Deadline(f"−{span_text(left)}", 0.0, "is-late")
    if since is not None and due_at > since:
        part = min(1.0, left / (due_at - since))
        soon = part <= 0.2
    else:
        part = degree(left / timedelta(minutes=1)) / 360
        soon = left <= timedelta(minutes=20)
    return Deadline(_due_words(due_at, now, left), part, "is-soon" if soon else "")


def _due_words(due_at: datetime, now: datetime, left: timedelta) -> str:
    """Under twelve hours the time left, later the same day the hour itself, else the time left again."""
    local_due, local_now = timezone.localtime(due_at), timezone.localtime(now)
    if left >= timedelta(hours=12) and local_due.date() == local_now.date():
        return gettext("今日 %(time)s") % {"time": f"{local_due:%H:%M}"}
    return span_text(left)


def due_mark(*, due_at: datetime, now: datetime, since: datetime | None, then: str) -> Mapping[str, object]:
    """The bar of a deadline. ``then`` says what happens when it is reached."""
    deadline = read_due(due_at=due_at, now=now, since=since)
    return {
        "words": deadline.words,
        "mood": deadline.mood,
        "width": _DUE_WIDTH,
        "left": round(_DUE_WIDTH * deadline.part, 1),
        "due_at": _iso(due_at),
        "since": _iso(since),
        "title": f"{timezone.localtime(due_at):%m-%d %H:%M:%S}",
        "then": then,
        "mood_word": {"is-late": pgettext("due", "已超时"), "is-soon": pgettext("due", "快到期")}.get(
            deadline.mood, ""
        ),
    }


def band_mark(*, certain: int, fifo: int, pro_rata: int, possible: int, full: int, width: int) -> Mapping[str, object]:
    """How sure a traced amount is, all in fen on the shared scale 0 to ``full``: solid is certain, outlined possible,
    the line FIFO, the notch pro rata."""
    scale = width / full if full > 0 else 0.0
    low, high, line, notch = (
        round(min(max(value, 0) * scale, width), 1) for value in (certain, possible, fifo, pro_rata)
    )
    words = {
        name: "".join(split_money(value))
        for name, value in (("certain", certain), ("fifo", fifo), ("pro", pro_rata), ("most", possible))
    }
    return {
        "width": width,
        "low": low,
        "span": round(max(high - low, 0), 1),
        "fifo": line,
        "pro": notch,
        "label": gettext("确定 %(certain)s，先进先出 %(fifo)s，比例 %(pro)s，最大 %(most)s") % words,
    }
