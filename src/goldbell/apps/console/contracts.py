"""Words of the duty board: an act that waits for somebody, a moment that comes, a region of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from goldbell.common.live import Topic
from goldbell.common.ways import PaymentWay

if TYPE_CHECKING:
    from goldbell.common.actors import Actor


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that this officer can do now. ``what`` names it, ``why`` says one reason, ``verb`` stands on the button.

    ``paid_at`` is the victim's transfer behind it, None where the act is not about money."""

    what: str
    why: str
    verb: str
    url: str
    waits_since: datetime
    paid_at: datetime | None = None
    way: str = PaymentWay.INSTANT
    ground_url: str = ""


class FindActs(Protocol):
    """Acts that wait for the asker, in any order; called only with the right to do them. A few are enough."""

    def __call__(self, *, by: Actor, now: datetime) -> Iterable[Act]: ...


@dataclass(frozen=True, slots=True)
class ActKind:
    """Where acts of one kind come from: ``acts/<name>.py`` holds ``KIND``. The lowest ``rank`` is done first; within a
    rank what can still be saved comes first."""

    rank: int
    permission: str
    find: FindActs


@dataclass(frozen=True, slots=True)
class Due:
    """A moment that comes: ``title`` says what, ``then`` what happens if nobody acts, ``since`` gives the bar its length."""

    due_at: datetime
    since: datetime | None
    title: str
    url: str
    detail: str = ""
    act: str = ""
    act_url: str = ""


class FindDues(Protocol):
    """What comes next, the nearest first; a few are enough."""

    def __call__(self, *, by: Actor, now: datetime) -> Iterable[Due]: ...


@dataclass(frozen=True, slots=True)
class DueSource:
    """Where moments of one kind come from: ``dues/<name>.py`` holds ``SOURCE``."""

    permission: str
    find: FindDues


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the board that is fetched anew by itself when one of its topics rings, and each ``every`` seconds,
    because time passes too. A reader without ``permission`` does not see it."""

    name: str
    topics: tuple[Topic, ...]
    template: str
    permission: str
    facts: Callable[[Actor, datetime], Mapping[str, object]]
    every: int = 60
