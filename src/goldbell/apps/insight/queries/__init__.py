"""Reads of indicators: definitions, readings and the records behind them, within the asker's rights and rows."""

from __future__ import annotations

from datetime import datetime

from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import may, require
from goldbell.apps.insight.contracts import Indicator, Listing, NoSuchFigure, Reading, period
from goldbell.apps.insight.registry import indicator, indicators
from goldbell.common.actors import Actor


def readable(by: Actor) -> list[Indicator]:
    """The indicators whose rows the asker may see, in their order."""
    require(by, "insight.figure.read")
    return [one for one in indicators().values() if may(by, one.permission)]


def one(by: Actor, code: str) -> Indicator:
    """One indicator. Raises NoSuchFigure for none and for one whose rows the asker may not see alike."""
    require(by, "insight.figure.read")
    found = indicator(code)
    # Figures are the police's own: whatever role somebody at a bank may be given, they have none.
    if not may(by, found.permission) or identity.unit(by=by, unit_id=by.unit_id or 0).is_partner:
        raise NoSuchFigure("没有这个指标")
    return found


def read(by: Actor, code: str, *, now: datetime, span: str = "day") -> Reading:
    """What an indicator says of the period ``span`` (a code of PERIODS) that ends now. Raises NoSuchFigure."""
    return one(by, code).read(by=by, now=now, period=period(span, now))


def records(by: Actor, code: str, key: str, *, now: datetime, span: str = "day") -> Listing:
    """The records behind one number. Raises NoSuchFigure."""
    return read(by, code, now=now, span=span).listing(key)
