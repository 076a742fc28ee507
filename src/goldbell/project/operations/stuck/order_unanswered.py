"""An order is at the bank much longer than a bank may take, and has not become unknown."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.interdiction.contracts import ANSWER_WITHIN, OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.project.operations.contracts import Stuck

#: After it the exchange itself asks the bank; by then the order ought to be answered or unknown.
_LIMIT = ANSWER_WITHIN + timedelta(minutes=17)


def _rows(now: datetime) -> QuerySet[StopOrder]:
    return StopOrder.objects.filter(state=OrderState.SENT, sent_at__lt=now - _LIMIT)


STUCK = Stuck(
    code="order_unanswered",
    label=_("止付单发出后一直没有结果"),
    remedy=_("看报文页上这张单的往来；请值班长打电话问银行"),
    limit=_LIMIT,
    rows=_rows,
    since="sent_at",
)
