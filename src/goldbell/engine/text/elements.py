"""What a reader of texts hands out and gets: elements, the reading at hand, and the shape of a recogniser plug-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from goldbell.engine.text.digits import Window, windows, with_plain_digits
from goldbell.engine.text.hosts import WrittenHost, written_hosts
from goldbell.engine.text.issuers import Issuers

#: Whose part a person has in what is told.
ROLES = ("victim", "suspect", "account_owner", "officer", "other")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing named in a report (要素), for an officer to confirm: never a fact before a person says so.

    ``raw`` is ``text[start:end]`` of the text as it came (offsets in characters). ``value`` is the thing itself: digits
    only for numbers, fen for amounts, ISO 8601 with zone for moments (a bare ISO date when only a day was named), a
    ``PaymentWay`` code for payment ways, lower-case hosts in addresses, names and ids as written; a number that came
    masked keeps its stars (6222****9727). ``confidence`` 0–1. ``role``: of a person, one of ``ROLES``; else None.
    ``qualifier``: of an amount that is not exact, about or at_least (the lower end of what was said); else None.
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
    role: str | None = None
    qualifier: str | None = None

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


@dataclass(frozen=True)
class Reading:
    """What every recogniser looks at. ``folded`` is the text with full-width signs made plain, character for character,
    so that an offset in it is an offset in ``raw``. ``at``: when the words were spoken, aware, if known."""

    raw: str
    folded: str
    at: datetime | None
    issuers: Issuers

    @cached_property
    def signs(self) -> frozenset[str]:
        """Every sign that occurs: the cheapest test whether a recogniser has anything to look for."""
        return frozenset(self.folded)

    @cached_property
    def plain(self) -> str:
        """``folded`` with numbers dictated in Chinese digits (幺三八零零…) in plain digits, sign for sign."""
        return with_plain_digits(self.folded)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every stretch of five digits or more that may be one number, also in groups or broken over lines."""
        return tuple(windows(self.plain))

    @cached_property
    def hosts(self) -> tuple[WrittenHost, ...]:
        """Every address with a scheme and every host under a public suffix."""
        if self.signs.isdisjoint(".点") and "://" not in self.folded:
            return ()
        return tuple(written_hosts(self.folded))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one recogniser proposes; the finder adds kind and raw span and settles overlaps."""

    value: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]
    role: str | None = None
    qualifier: str | None = None


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
