"""A message is due and nobody sends it."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.contracts import TERMS, MessageState
from goldbell.apps.exchange.models import OutMessage
from goldbell.project.operations.contracts import Stuck


def _rows(now: datetime) -> QuerySet[OutMessage]:
    return OutMessage.objects.filter(state=MessageState.WAITING, next_at__lt=now - TERMS.queue_alarm)


STUCK = Stuck(
    code="message_waiting",
    label=_("报文该发没有发"),
    remedy=_("看对接单位的线路和后台进程；线路断开时由值班员打电话"),
    limit=TERMS.queue_alarm,
    rows=_rows,
    since="next_at",
)
