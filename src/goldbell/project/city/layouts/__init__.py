"""How institutions of the city write their statements: one module a layout of ``adapters.statements``, with ``SUFFIX``
and ``write``. Mess is laid on here: encodings, tabs, words for in and out, compact times.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from random import Random
from typing import Protocol, cast

from goldbell.common.moments import SHANGHAI
from goldbell.engine.city import StatementRow


class Writer(Protocol):
    """A layout module."""

    SUFFIX: str

    def write(self, rows: Sequence[StatementRow], *, rng: Random | None) -> bytes:
        """The file of one institution; without ``rng`` there is no mess."""


def writer(layout: str) -> Writer:
    """The module that writes a layout."""
    return cast(Writer, import_module(f"{__name__}.{layout}"))


def yuan(fen: int) -> str:
    """An amount without separators."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def local(at: datetime, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    """A moment on the institution's clock."""
    return at.astimezone(SHANGHAI).strftime(form)


def table(lines: Sequence[Sequence[str]]) -> str:
    """Lines as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()
