"""The transfer clock (转账钟): how long ago the victim's money left, and what its payment way still allows.

Round always means time since the transfer. The dial is piecewise linear: 0-30 minutes fill the right half, 30 minutes
to 2 hours the lower left, 2 to 24 hours the upper left. Pure: the caller hands in ``now``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import cos, radians, sin
from typing import Final

from goldbell.common.ways import PaymentWay, window_for

DAY: Final = timedelta(days=1)
DAY_MINUTES: Final = 1440.0
_MINUTE: Final = timedelta(minutes=1)

#: (minute, degree) corners of the dial.
DIAL: Final = ((0.0, 0.0), (30.0, 180.0), (120.0, 270.0), (DAY_MINUTES, 360.0))

_CENTRE: Final = 12.0
_HAND: Final = 8.0


class Phase(StrEnum):
    """What the transfer still allows; the value is the class on the page."""

    NONE = "is-none"
    OPEN = "is-open"
    CLOSING = "is-closing"
    PAST = "is-past"
    COLD = "is-cold"


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the clock: minutes since the transfer, the phase, and degrees of hand and window end on the dial."""

    phase: Phase
    minutes: float
    hand: float
    window_end: float
    closes_at: datetime | None


def degree(minutes: float) -> float:
    """Where a minute stands on the dial, 0 at twelve, clockwise; clamped to one day."""
    for (m0, d0), (m1, d1) in pairwise(DIAL):
        if minutes <= m1:
            return d0 + (d1 - d0) * max(0.0, minutes - m0) / (m1 - m0)
    return 360.0


def phase_of(age: timedelta, lasts: timedelta) -> Phase:
    """The phase of a transfer of this age whose way allows ``lasts``; the last fifth of the window is closing.

    Borders belong to the later phase: at exactly 30 minutes an instant transfer is past. A window longer than a day
    stays open until it is over; only then is the clock cold.
    """
    if age < lasts:
        return Phase.CLOSING if age >= lasts * 4 / 5 else Phase.OPEN
    return Phase.PAST if age < DAY else Phase.COLD


def way_of(way: str) -> PaymentWay:
    """The payment way of a code; a code nobody knows is taken for instant, the worst case."""
    try:
        return PaymentWay(way)
    except ValueError:
        return PaymentWay.INSTANT


def read_clock(*, paid_at: datetime | None, way: str, now: datetime, closes_at: datetime | None = None) -> Reading:
    """Read the clock at ``now``. ``closes_at`` beats the shipped window of ``way`` (a known settlement, a unit's rule).

    A transfer dated after ``now`` reads as zero minutes: clocks of banks and of this room differ by seconds.
    """
    if paid_at is None:
        return Reading(Phase.NONE, 0.0, 0.0, 0.0, None)
    age = max(now - paid_at, timedelta())
    if closes_at is None:
        window = window_for(way_of(way), paid_at)
        closes_at = paid_at + (window.lasts if window else timedelta())
    lasts = max(closes_at - paid_at, timedelta())
    return Reading(phase_of(age, lasts), age / _MINUTE, degree(age / _MINUTE), degree(lasts / _MINUTE), closes_at)


def _at(angle: float) -> tuple[float, float]:
    turned = radians(angle)
    return _CENTRE + _HAND * sin(turned), _CENTRE - _HAND * cos(turned)


def hand_path(reading: Reading) -> str:
    """SVG path of the hand on a 24 x 24 dial: a tick at twelve before any transfer, a dash when a day is over."""
    if reading.phase is Phase.NONE:
        return "M12 5v3"
    if reading.phase is Phase.COLD:
        return "M9 12h6"
    x, y = _at(reading.hand)
    return f"M12 12L{x:.2f} {y:.2f}"


def wedge_path(reading: Reading) -> str:
    """SVG path of what the way still allows, from the hand to the end of the window; empty when nothing is left."""
    if reading.phase not in (Phase.OPEN, Phase.CLOSING):
        return ""
    # A full circle has no arc in SVG: stop a hair before it.
    sweep = min(max(reading.window_end - reading.hand, 0.1), 359.9)
    (x0, y0), (x1, y1) = _at(reading.window_end - sweep), _at(reading.window_end)
    return f"M12 12L{x0:.2f} {y0:.2f}A8 8 0 {int(sweep > 180)} 1 {x1:.2f} {y1:.2f}Z"
