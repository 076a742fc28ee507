"""The four instruments: one reading each, and a strip on which every dot is a record that opens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goldbell.apps.insight import queries as insight
from goldbell.apps.insight.contracts import Figure, Indicator, Reading, Record
from goldbell.apps.insight.queries.shown import records_url, span_reading, told
from goldbell.common.actors import Actor
from goldbell.web.figures import span_text
from goldbell.web.strip import Dot, Instrument, Tick

#: More dots than this lie on each other; the list behind the figure has them all.
_MOST_DOTS: Final = 30


def instruments(by: Actor, now: datetime) -> list[Instrument]:
    """The clocks whose rows the reader may see."""
    clocks = [one for one in insight.readable(by) if one.axis is not None]
    return [_instrument(one, insight.read(by, one.code, now=now)) for one in clocks]


def _instrument(one: Indicator, reading: Reading) -> Instrument:
    axis = one.axis
    assert axis is not None
    figure, unit = span_reading(reading.first.value)
    second = _second(reading)
    alarm = reading.alarm
    return Instrument(
        title=str(one.short),
        span=str(one.span),
        reading=figure,
        unit=unit,
        line=_("中位"),
        url=records_url(one.code, second.key),
        link=f"{second.label} {told(second)}",
        state=alarm.state if alarm else "",
        state_word=f"{alarm.label} {told(alarm)}" if alarm else "",
        low=axis.low,
        high=axis.high,
        dots=[_dot(record) for key in axis.dots for record in reading.listing(key)[:_MOST_DOTS]],
        ticks=[Tick(minutes, str(word)) for minutes, word in axis.ticks],
        goal=axis.goal,
        zone=axis.zone,
    )


def _second(reading: Reading) -> Figure:
    """The count beside the reading: what waits now, else what the reading stands on."""
    live = [one for one in reading.figures[1:] if one.key in ("under_way", "waiting", "listening") and one.value]
    return (live or [*reading.figures[1:2], reading.first])[0]


def _dot(record: Record) -> Dot:
    words: Iterable[str] = (record.label, record.word, span_text(record.span) if record.span else "")
    return Dot(record.minutes or 0.0, record.dot, record.url, " ".join(word for word in words if word))
