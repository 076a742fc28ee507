"""An order was approved, but no message to the bank exists: this cannot happen, and must be seen if it does."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.models import OutMessage
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.project.operations.contracts import Stuck

_LIMIT = timedelta(seconds=30)


def _rows(now: datetime) -> QuerySet[StopOrder]:
    told = OutMessage.objects.filter(subject_kind="interdiction.order", subject_id=Cast(OuterRef("pk"), CharField()))
    at_bank = StopOrder.objects.filter(state__in=(OrderState.APPROVED, OrderState.SENT), approved_at__lt=now - _LIMIT)
    return at_bank.exclude(Exists(told))


STUCK = Stuck(
    code="order_without_message",
    label=_("止付单已批准，没有报文"),
    remedy=_("马上请值班长打电话给银行，并保留数据库备份供查"),
    limit=_LIMIT,
    rows=_rows,
    since="approved_at",
)
