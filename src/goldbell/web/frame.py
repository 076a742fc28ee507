"""The frame round every page: rail, bar, who is here. The platform fills it; the page parts only draw it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

#: How many rail entries fit beside the menu on a phone.
PHONE_FIRST = 4
#: A rail says that much waits and no more: counting further costs the database and tells nobody anything.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class RailItem:
    """One room in the rail. ``label``: two characters; ``badge``: how many things wait there for the reader."""

    label: str
    url: str
    current: bool = False
    badge: int = 0

    @property
    def key(self) -> str:
        """Names its count on the page, so that a live event can put a new one there."""
        return re.sub(r"[^a-z0-9]+", "_", self.url.lower()).strip("_")

    @property
    def count(self) -> str:
        """The count as it is drawn; beyond the most that is counted a plus."""
        return f"{MOST_COUNTED}+" if self.badge > MOST_COUNTED else str(self.badge or "")


def rail_item(facts: Mapping[str, Any]) -> RailItem:
    """The same from a mapping; the label is a Chinese msgid of the app that owns the room."""
    return RailItem(gettext(str(facts["label"])), facts["url"], bool(facts.get("current")), facts.get("badge") or 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Who sits here and what the bar offers. Empty addresses leave their part out.

    ``search_url`` takes ``q`` by POST, because what is searched for is often personal and never stands in an address.
    ``unit`` and ``officer`` are names for the bar, ``duty`` the officer's role word. ``zone``: IANA name in which the
    clocks of this unit run. ``density``: "" for the desk, "roomy" for liaisons and touch.
    """

    unit: str = ""
    officer: str = ""
    duty: str = ""
    home_url: str = "/"
    search_url: str = ""
    live_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    rail_url: str = ""
    style_url: str = ""
    zone: str = "Asia/Shanghai"
    density: str = ""


def waiting(items: Sequence[RailItem]) -> int:
    """How many things wait behind the phone's menu button, beyond the entries that show."""
    return sum(item.badge for item in items[PHONE_FIRST:])
