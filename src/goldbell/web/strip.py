"""The instruments of the duty board: one reading and a strip on which every dot is one record that opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10
from typing import Final

WIDTH: Final = 312
_PAD: Final = 6.0
_AXIS_Y: Final = 18.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One record on a strip. ``minutes``: how long it took or has been running; ``kind``: "", done, late or ask."""

    minutes: float
    kind: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A named minute on the axis."""

    minutes: float
    word: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A dot or tick with its place on the strip; ``path`` draws late and asking records in their own shapes."""

    x: float
    word: str = ""
    anchor: str = "middle"
    kind: str = ""
    url: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One of the four clocks. ``reading`` and ``unit`` are the big figure; ``line`` its basis; ``low`` and ``high`` the
    ends of the logarithmic axis in minutes; ``goal`` a minute or None; ``zone`` a golden stretch from the left."""

    title: str
    span: str
    reading: str
    unit: str
    line: str = ""
    url: str = ""
    link: str = ""
    state: str = ""
    state_word: str = ""
    low: float = 1.0
    high: float = 1440.0
    dots: Sequence[Dot] = field(default_factory=tuple)
    ticks: Sequence[Tick] = field(default_factory=tuple)
    goal: float | None = None
    goal_word: str = ""
    zone: float | None = None

    def at(self, minutes: float) -> float:
        """Where a minute stands; what is outside the axis stands at its end."""
        inside = min(max(minutes, self.low), self.high)
        part = log10(inside / self.low) / log10(self.high / self.low)
        return round(_PAD + part * (WIDTH - 2 * _PAD), 1)

    @property
    def placed_dots(self) -> list[Placed]:
        """Dots with their places; late is a triangle, asking a diamond, so that grey print keeps them apart."""
        return [
            Placed(x := self.at(dot.minutes), dot.title, kind=dot.kind, url=dot.url, path=_shape(dot.kind, x))
            for dot in self.dots
        ]

    @property
    def placed_ticks(self) -> list[Placed]:
        """Ticks with places and anchors that keep the end words inside."""
        return [Placed(x := self.at(tick.minutes), tick.word, _anchor(x)) for tick in self.ticks]

    @property
    def goal_x(self) -> float | None:
        return None if self.goal is None else self.at(self.goal)

    @property
    def zone_width(self) -> float | None:
        return None if self.zone is None else self.at(self.zone)


def _anchor(x: float) -> str:
    return "start" if x < 14 else "end" if x > WIDTH - 14 else "middle"


def _shape(kind: str, x: float) -> str:
    if kind == "late":
        return f"M{x:.1f} {_AXIS_Y - 5:.0f}l5 9h-10z"
    if kind == "ask":
        return f"M{x:.1f} {_AXIS_Y - 5.5:.1f}l5 5-5 5-5-5z"
    return ""
