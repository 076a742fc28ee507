"""Partners on the board: can they be reached, how fast do they answer, how often is money held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from goldbell.apps.console.words import since
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.contracts import TERMS, PartnerStanding
from goldbell.apps.identity.queries import unit_names
from goldbell.apps.insight import queries as insight
from goldbell.apps.insight.contracts import Line, page_of
from goldbell.apps.insight.queries.shown import records_url
from goldbell.common.actors import Actor
from goldbell.web.figures import span_text

_CODE: Final = "partner_answers"
_MOST: Final = 6
#: Review 2 min + bank 3 min is the best practice known (江苏 2016); beyond it a bank is slow.
_SLOW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner: ``state`` and ``word`` of the line to it, the median answer, and how many answered orders held money."""

    name: str
    state: str
    word: str
    median: str
    median_url: str
    good: int | None
    of: int | None
    good_url: str
    waiting: int
    url: str


def partner_lines(by: Actor, now: datetime) -> Mapping[str, object]:
    """Partners in trouble first, then those that answered lately; a quiet line is not shown while there are many."""
    answers = {line.key: line for line in insight.read(by, _CODE, now=now).groups[0].lines}
    standings = exchange.partner_standings(now)
    names = unit_names({one.unit_id for one in standings})
    lines = [_line(one, names[one.unit_id], answers.get(f"partner-{one.id}"), now) for one in standings]
    order = {"refused": 0, "unknown": 1, "doing": 2, "done": 3}
    found = sorted(lines, key=lambda line: (order.get(line.state, 4), not line.of, line.name))
    return {"partners": found[:_MOST], "count": len(found), "all_url": page_of("insight:indicator", {"code": _CODE})}


def _line(one: PartnerStanding, name: str, told: Line | None, now: datetime) -> PartnerLine:
    state, word = _standing(one, told, now)
    return PartnerLine(
        name=name,
        state=state,
        word=word,
        median=span_text(told.median) if told and told.median is not None else "",
        median_url=records_url(_CODE, told.key) if told else "",
        good=told.good if told else None,
        of=told.of if told else None,
        good_url=records_url(_CODE, told.good_key) if told and told.of is not None else "",
        waiting=one.waiting,
        url=page_of("exchange:messages"),
    )


def _standing(one: PartnerStanding, told: Line | None, now: datetime) -> tuple[str, str]:
    if one.circuit == "open":
        return "refused", _("断线，改打电话")
    if one.circuit == "half_open":
        return "unknown", _("正在试通")
    if one.waiting and one.oldest_seconds > TERMS.queue_alarm.total_seconds():
        return "doing", _("排队 %(wait)s") % {"wait": since(now - timedelta(seconds=one.oldest_seconds), now)}
    if told and told.median is not None and told.median > _SLOW:
        return "doing", _("慢")
    return "done", _("通")
