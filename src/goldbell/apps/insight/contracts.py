"""Words of indicators: what a figure means, what it stands on, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goldbell.common.errors import NotFound
from goldbell.common.ways import PaymentWay
from goldbell.web.figures import Part, span_text

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

    from goldbell.common.actors import Actor

    Words = str | StrPromise
#: What a figure is counted in; money in fen. Persons, person-times and calls are never added up with each other.
Unit = Literal["span", "fen", "orders", "files", "reports", "messages"]


class NoSuchFigure(NotFound):
    """No indicator of this code, no list of this name behind it, or none that the asker may read."""

    code = "no_such_figure"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` up to and without ``until``, both UTC. ``code`` is one of PERIODS."""

    code: str
    since: datetime
    until: datetime


#: Periods a reader may choose.
PERIODS: Final[Mapping[str, tuple[Words, timedelta]]] = MappingProxyType(
    {
        "day": (_("近 24 小时"), timedelta(hours=24)),
        "week": (_("近 7 天"), timedelta(days=7)),
        "month": (_("近 30 天"), timedelta(days=30)),
        "quarter": (_("近 90 天"), timedelta(days=90)),
    }
)


def period(code: str, now: datetime) -> Period:
    """The period of a code, ending now; the last day for a code nobody knows."""
    known = code if code in PERIODS else "day"
    return Period(known, now - PERIODS[known][1], now)


@dataclass(frozen=True, slots=True)
class Record:
    """One row behind a figure: an id and a number to open, never a name. ``state`` is a word of the states vocabulary,
    ``dot`` its shape on a strip ("", done, late, ask); ``span`` how long it took or has been running."""

    kind: str
    id: int
    label: str
    state: str
    word: str
    at: datetime | None = None
    span: timedelta | None = None
    fen: int | None = None
    dot: str = "done"
    route: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)
    clock_paid_at: datetime | None = None
    clock_way: str = PaymentWay.INSTANT

    @property
    def minutes(self) -> float | None:
        return None if self.span is None else self.span.total_seconds() / 60

    @property
    def url(self) -> str:
        """The record's own page, empty where this site has none."""
        return page_of(self.route, self.keys)

    @property
    def span_told(self) -> str:
        """The span in words."""
        return span_text(self.span) if self.span is not None else ""


def page_of(route: str, keys: Mapping[str, object] | None = None) -> str:
    """The address of a page of another duty, or empty where there is none."""
    try:
        return reverse(route, kwargs=dict(keys or {})) if route else ""
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The records behind one number, read only when they are shown: ``rows`` in their order, ``turn`` makes a Record."""

    key: str
    label: Words
    rows: QuerySet[Any]
    turn: Callable[[Any], Record]

    def count(self) -> int:
        """How many there are."""
        return int(self.rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice, /) -> list[Record]:
        return [self.turn(row) for row in self.rows[part]]

    def __iter__(self) -> Iterator[Record]:
        return (self.turn(row) for row in self.rows.iterator())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a reading. ``key`` names the listing that it opens to; ``value`` is a span, fen or a count."""

    key: str
    label: Words
    value: timedelta | int | None
    unit: Unit
    state: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """要求 ＝ 止住 ＋ 未止住 ＋ 待答复, in fen; the first term is the whole."""

    asked_fen: int = 0
    stopped_fen: int = 0
    missed_fen: int = 0
    open_fen: int = 0

    @property
    def adds_up(self) -> bool:
        return self.asked_fen == self.stopped_fen + self.missed_fen + self.open_fen

    @property
    def terms(self) -> list[Part]:
        """The equation as ``gb_sum`` writes it."""
        return [
            Part(gettext("要求"), self.asked_fen),
            Part(gettext("止住"), self.stopped_fen, "stopped"),
            Part(gettext("未止住"), self.missed_fen, "left"),
            Part(gettext("待答复"), self.open_fen, "sent"),
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One partner's or case's share of a figure: ``key`` opens its records, ``url`` its own page."""

    key: str
    label: str
    count: int
    median: timedelta | None = None
    sum: Sum | None = None
    url: str = ""
    good: int | None = None
    of: int | None = None
    good_key: str = ""

    @property
    def median_told(self) -> str:
        """The median in words."""
        return span_text(self.median) if self.median is not None else "–"


@dataclass(frozen=True, slots=True)
class Group:
    """A figure split by partner or by case; ``more``: how many lines are not shown."""

    title: Words
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a matrix; ``key`` opens its records."""

    key: str
    count: int
    mood: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One state of a matrix: its cells from young to old, how many, and how much money; ``key`` opens them all."""

    key: str
    state: str
    word: str
    cells: tuple[Cell, ...]
    count: int
    fen: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """States by age."""

    columns: tuple[Words, ...]
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator says of a period, to one reader: the figures first to last, the records behind each, and the
    breakdowns. ``stands_on``: how many records the first figure is made of."""

    figures: tuple[Figure, ...]
    listings: tuple[Listing, ...]
    stands_on: int
    sum: Sum | None = None
    groups: tuple[Group, ...] = ()
    matrix: Matrix | None = None
    alarm: Figure | None = None

    @property
    def first(self) -> Figure:
        return self.figures[0]

    def listing(self, key: str) -> Listing:
        """The records of a name. Raises NoSuchFigure."""
        for one in self.listings:
            if one.key == key:
                return one
        raise NoSuchFigure("没有这份名单")


class Reader(Protocol):
    """Takes a reading in the asker's row scope. Raises NotAllowed."""

    def __call__(self, *, by: Actor, now: datetime, period: Period) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Axis:
    """How an instrument draws it: ends and named minutes of the logarithmic strip, a goal with its source, a golden
    stretch from the left; ``dots`` names the listings whose records stand on it."""

    low: float
    high: float
    ticks: tuple[tuple[float, Words], ...]
    dots: tuple[str, ...]
    goal: float | None = None
    zone: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: one measure with its name, formula, denominator, cut-off and owner; how it is read stands beside it.

    ``short`` and ``span`` are the instrument's words, ``permission`` the right to the rows it stands on, ``duty`` who
    answers for it, ``version`` rises when the formula changes (old and new figures are then not compared)."""

    code: str
    order: int
    name: Words
    short: Words
    span: Words
    formula: Words
    denominator: Words
    cut_off: Words
    left_out: Words
    owner: Words
    unit: Unit
    permission: str
    read: Reader
    axis: Axis | None = None
    version: int = 1
    basis: Sequence[Words] = ()
