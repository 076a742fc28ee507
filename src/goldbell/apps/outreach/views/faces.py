"""How a story looks: its state as drawn, its places to look at, what was taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goldbell.apps.outreach.contracts import StoryState, kind_word
from goldbell.apps.outreach.guard import Mark

#: Which shape of the states vocabulary each state is drawn with.
SHAPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        StoryState.DRAFTED: "doing",
        StoryState.SUBMITTED: "half",
        StoryState.RETURNED: "refused",
        StoryState.RELEASED: "done",
        StoryState.WITHDRAWN: "expired",
    }
)


def mark_word(mark: Mark) -> str:
    """Why a place is marked, in the reader's language."""
    if mark.must_go:
        return _("要去掉：%(kind)s") % {"kind": kind_word(mark.why)}
    chinese, english = mark.reason
    return english if (get_language() or "").startswith("en") else chinese


def spans_of(marks: Iterable[Mark]) -> list[tuple[int, int, str, str]]:
    """Marks as the marked text takes them."""
    return [(one.start, one.end, mark_word(one), "ask" if one.must_go else "") for one in marks]


def places_of(text: str, marks: Iterable[Mark]) -> list[tuple[str, str, int, bool]]:
    """Each mark as (word, reason, paragraph, must go); paragraphs count from one."""
    return [(one.word, mark_word(one), text.count("\n", 0, one.start) + 1, one.must_go) for one in marks]


def taken_of(kinds: Iterable[str]) -> list[tuple[str, int]]:
    """What was taken out when it was drafted, most first."""
    return Counter(kind_word(kind) for kind in kinds).most_common()
