"""Figures for machines: definitions, readings and the records behind them, with the same rights as the pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Router, Schema

from goldbell.apps.identity.access import page
from goldbell.apps.insight import queries
from goldbell.apps.insight.contracts import Indicator, Reading, Record
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

router = Router(tags=["figures"])
_MOST = 500


class FigureOut(Schema):
    """One number; ``records`` names the list that it opens to. Spans in seconds, money in fen."""

    records: str
    label: str
    unit: str
    value: float | int | None


class IndicatorOut(Schema):
    """What a figure means."""

    code: str
    version: int
    name: str
    formula: str
    denominator: str
    cut_off: str
    left_out: str
    owner: str
    basis: list[str]
    unit: str


class ReadingOut(Schema):
    """What an indicator says of a period that ends at ``at``."""

    indicator: IndicatorOut
    at: datetime
    period: str
    stands_on: int
    figures: list[FigureOut]
    lists: list[str]


class RecordOut(Schema):
    """One row behind a figure: ids and numbers, no names."""

    kind: str
    id: int
    number: str
    state: str
    at: datetime | None
    seconds: float | None
    fen: int | None


class RecordsOut(Schema):
    """A page of records."""

    count: int
    records: list[RecordOut]


@router.get("/figures", response=list[IndicatorOut], url_name="figures")
@page("insight.figure.read")
def figures(request: HttpRequest) -> list[IndicatorOut]:
    """All indicators the caller may read."""
    return [_defined(one) for one in queries.readable(_by(request))]


@router.get("/figures/{code}", response=ReadingOut, url_name="figure")
@page("insight.figure.read")
def figure(request: HttpRequest, code: str, period: str = "day") -> ReadingOut:
    """One reading; ``period`` is day, week, month or quarter."""
    by, now = _by(request), utc_now()
    one = queries.one(by, code)
    return _read(one, queries.read(by, code, now=now, span=period), now, period)


@router.get("/figures/{code}/records/{key}", response=RecordsOut, url_name="figure_records")
@page("insight.figure.read")
def figure_records(
    request: HttpRequest, code: str, key: str, period: str = "day", offset: int = 0, limit: int = 100
) -> RecordsOut:
    """The records behind one number, at most 500 at a time."""
    listing = queries.records(_by(request), code, key, now=utc_now(), span=period)
    start = min(max(offset, 0), 10_000_000)
    rows = listing[start : start + min(max(limit, 0), _MOST)]
    return RecordsOut(count=listing.count(), records=[_record(row) for row in rows])


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def _defined(one: Indicator) -> IndicatorOut:
    return IndicatorOut(
        code=one.code,
        version=one.version,
        name=str(one.name),
        formula=str(one.formula),
        denominator=str(one.denominator),
        cut_off=str(one.cut_off),
        left_out=str(one.left_out),
        owner=str(one.owner),
        basis=list(map(str, one.basis)),
        unit=one.unit,
    )


def _read(one: Indicator, reading: Reading, now: datetime, period: str) -> ReadingOut:
    found = [
        FigureOut(records=figure.key, label=str(figure.label), unit=figure.unit, value=_number(figure.value))
        for figure in reading.figures
    ]
    return ReadingOut(
        indicator=_defined(one),
        at=now,
        period=period,
        stands_on=reading.stands_on,
        figures=found,
        lists=[listing.key for listing in reading.listings],
    )


def _number(value: timedelta | int | None) -> float | int | None:
    return value.total_seconds() if isinstance(value, timedelta) else value


def _record(row: Record) -> RecordOut:
    return RecordOut(
        kind=row.kind,
        id=row.id,
        number=row.label,
        state=row.state,
        at=row.at,
        seconds=row.span.total_seconds() if row.span else None,
        fen=row.fen,
    )
