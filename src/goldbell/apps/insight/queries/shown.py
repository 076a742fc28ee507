"""Figures as people read them: a span in its natural unit, money to the fen, a count with its counter."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goldbell.apps.insight.contracts import Figure, Matrix
from goldbell.common.money import yuan_from_fen
from goldbell.web.figures import span_text

_HOURS_UP_TO: Final = timedelta(days=2)


def span_reading(span: object) -> tuple[str, str]:
    """The big figure of an instrument and its unit: 31 分, 9.5 时, 38 天; a dash while there is nothing to measure."""
    if not isinstance(span, timedelta):
        return "–", ""
    if span < timedelta(minutes=1):
        return str(int(span.total_seconds())), pgettext("span", "秒")
    if span < timedelta(hours=2):
        return _short(span / timedelta(minutes=1)), pgettext("span", "分")
    if span < _HOURS_UP_TO:
        return _short(span / timedelta(hours=1)), pgettext("span", "时")
    return _short(span / timedelta(days=1)), pgettext("span", "天")


def _short(value: float) -> str:
    """One decimal below ten, cut and not rounded up: a clock never runs ahead."""
    tenths = int(value * 10)
    return f"{tenths // 10}" if value >= 10 or tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def told(figure: Figure) -> str:
    """One figure in words."""
    value = figure.value
    if value is None:
        return "–"
    if isinstance(value, timedelta):
        return span_text(value)
    match figure.unit:
        case "fen":
            return _("%(yuan)s 元") % {"yuan": yuan_from_fen(value)}
        case "orders":
            return _("%(count)s 单") % {"count": value}
        case "files":
            return _("%(count)s 份") % {"count": value}
        case _:
            return _("%(count)s 件") % {"count": value}


def records_url(code: str, key: str, span: str = "") -> str:
    """Where a figure opens to its records."""
    address = reverse("insight:records", kwargs={"code": code, "key": key})
    return f"{address}?period={span}" if span else address


def matrix_rows(code: str, matrix: Matrix) -> list[dict[str, object]]:
    """A matrix as ``gb_matrix`` draws it, every number with the address of its records."""
    return [
        {
            "state": row.state,
            "word": row.word,
            "count": row.count,
            "fen": row.fen,
            "url": records_url(code, row.key),
            "cells": [
                {"count": cell.count, "url": records_url(code, cell.key), "mood": cell.mood} for cell in row.cells
            ],
        }
        for row in matrix.rows
    ]
