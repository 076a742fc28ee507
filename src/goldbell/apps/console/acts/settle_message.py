"""处置报文: a message that is no stop order's ended without an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goldbell.apps.console.contracts import Act, ActKind
from goldbell.apps.console.words import since
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.insight.contracts import page_of

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST = 20


def find(*, by: Actor, now: datetime) -> Iterable[Act]:
    """Messages on the desk; those of stop orders come up as orders already."""
    for row in exchange.on_the_desk(by).exclude(subject_kind="interdiction.order")[:_MOST]:
        ended = row.ended_at or row.queued_at
        told = {"bank": row.partner.unit.name, "no": row.reference, "state": row.get_state_display()}
        yield Act(
            what=_("处置报文 %(no)s：%(bank)s，%(state)s") % told,
            why=_("停了 %(wait)s，不会再自己发；重发，或写下查明的结果") % {"wait": since(ended, now)},
            verb=_("处置报文"),
            url=page_of("exchange:message", {"message_id": row.pk}) or page_of("exchange:messages"),
            waits_since=ended,
        )


KIND = ActKind(rank=30, permission="exchange.message.settle", find=find)
