"""A sender died holding a message, and nobody has taken it back."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.contracts import MessageState
from goldbell.apps.exchange.models import OutMessage
from goldbell.project.operations.contracts import Stuck

_LIMIT = timedelta(seconds=30)


def _rows(now: datetime) -> QuerySet[OutMessage]:
    return OutMessage.objects.filter(state=MessageState.SENDING, lease_until__lt=now - _LIMIT)


STUCK = Stuck(
    code="message_sending",
    label=_("报文正在发，租约已过"),
    remedy=_("看后台进程是否在；它每秒收回一次"),
    limit=_LIMIT,
    rows=_rows,
    since="lease_until",
)
