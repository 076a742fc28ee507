"""What a reader of texts hands out and gets: elements, the reading at hand, and the shape of a recogniser plug-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goldbell.engine.text.issuers import Issuers


@dataclass(frozen=True, slots=True)
class Element:
    """One thing named in a report (要素), for an officer to confirm: never a fact before a person says so.

    ``raw`` is ``text[start:end]`` of the text as it came (offsets in characters). ``value`` is the thing itself: digits
    only for numbers, fen for amounts, ISO 8601 with zone for moments (a bare ISO date when only a day was named), a
    ``PaymentWay`` code for payment ways, lower-case hosts in addresses, names and ids as written. ``confidence`` 0–1.
    ``reasons``: what spoke for it, fixed Chinese phrases of the recogniser (``say`` gives them in English) or proper
    names such as the issuing bank's.
    """

    kind: str
    value: str
    raw: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]

    @property
    def fen(self) -> int:
        """The amount in fen; ValueError unless this is an amount."""
        if self.kind != "amount":
            raise ValueError(f"{self.kind} is no amount")
        return int(self.value)

    @property
    def moment(self) -> datetime | None:
        """The aware moment, or None when only a day was named; ValueError unless this is a datetime."""
        if self.kind != "datetime":
            raise ValueError(f"{self.kind} is no datetime")
        return datetime.fromisoformat(self.value) if "T" in self.value else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What every recogniser looks at. ``folded`` is the text with full-width signs made plain, character for character,
    so that an offset in it is an offset in ``raw``. ``at``: when the words were spoken, aware, if known."""

    raw: str
    folded: str
    at: datetime | None
    issuers: Issuers


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one recogniser proposes; the finder adds kind and raw span and settles overlaps."""

    value: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One plug-in: a module in ``recognizers/`` that holds a ``RECOGNIZER``.

    ``find`` must run in time linear in the text and must not raise on any string. ``phrases``: each reason it gives, in
    Chinese, with its English. ``samples``: text → values it must find (read at 2026-11-21 01:38:40+08:00);
    ``near_misses``: texts in which it must find nothing. The conformance suite runs them all.
    """

    kind: str
    label_zh: str
    label_en: str
    find: Callable[[Reading], Iterable[Candidate]]
    phrases: Mapping[str, str]
    samples: Mapping[str, tuple[str, ...]]
    near_misses: tuple[str, ...] = field(default=())
