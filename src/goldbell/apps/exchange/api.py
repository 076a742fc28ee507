"""Messages for programs: where each stands; never what it says."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from goldbell.apps.exchange import queries
from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.exchange.services.desk import NoSuchMessage
from goldbell.apps.identity.access import page
from goldbell.common.actors import Actor

router = Router(tags=["对接"])
_MOST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=_MOST_ID)]


class MessageOut(Schema):
    """A message to a partner. ``reference`` is the number of the business, e.g. of the stop order."""

    id: int
    uuid: UUID
    partner: str
    kind: str
    reference: str
    state: str
    attempts: int
    queued_at: datetime
    delivered_at: datetime | None
    ended_at: datetime | None
    failure_code: str

    @staticmethod
    def of(row: OutMessage) -> MessageOut:
        """The message as programs see it."""
        plain = {name: getattr(row, name) for name in MessageOut.model_fields if name != "partner"}
        return MessageOut(**plain, partner=row.partner.code)


class MessagesOut(Schema):
    """A page of messages."""

    count: int
    items: list[MessageOut]


@router.get("/messages", response=MessagesOut)
@page("exchange.message.read")
def list_messages(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=12)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MessagesOut:
    """Messages in scope, newest first."""
    found = queries.messages(_by(request))
    if state:
        found = found.filter(state=state)
    return MessagesOut(count=found.count(), items=[MessageOut.of(row) for row in found[offset : offset + limit]])


@router.get("/messages/{message_id}", response=MessageOut)
@page("exchange.message.read")
def read_message(request: HttpRequest, message_id: Id) -> MessageOut:
    """One message."""
    row = queries.messages(_by(request)).filter(pk=message_id).first()
    if row is None:
        raise NoSuchMessage("没有这条报文")
    return MessageOut.of(row)


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by
