"""A moment of the 48 hours has come and nothing happened."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.interdiction.models import OrderDue
from goldbell.project.operations.contracts import Stuck

_LIMIT = timedelta(seconds=60)


def _rows(now: datetime) -> QuerySet[OrderDue]:
    return OrderDue.objects.filter(fired_at=None, due_at__lt=now - _LIMIT)


STUCK = Stuck(
    code="order_due",
    label=_("止付的期限到了没有动作"),
    remedy=_("看后台进程是否在；它每秒看一次期限"),
    limit=_LIMIT,
    rows=_rows,
    since="due_at",
)
