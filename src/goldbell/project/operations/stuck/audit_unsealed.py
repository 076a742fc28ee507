"""Entries of the record wait for their seal: until then a change could go unseen."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.audit.models import Unsealed
from goldbell.project.operations.contracts import Stuck

_LIMIT = timedelta(seconds=60)


def _rows(now: datetime) -> QuerySet[Unsealed]:
    return Unsealed.objects.filter(entry__at__lt=now - _LIMIT)


STUCK = Stuck(
    code="audit_unsealed",
    label=_("审计记录没有封存"),
    remedy=_("看后台进程和签名密钥；封存以前不要停数据库"),
    limit=_LIMIT,
    rows=_rows,
    since="entry__at",
)
