"""A statement file was handed in and nobody reads it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import StatementFile
from goldbell.project.operations.contracts import Stuck

_LIMIT = timedelta(minutes=10)


def _rows(now: datetime) -> QuerySet[StatementFile]:
    return StatementFile.objects.filter(state=FileState.WAITING, handed_in_at__lt=now - _LIMIT)


STUCK = Stuck(
    code="statement_waiting",
    label=_("流水文件等待读取"),
    remedy=_("看后台进程是否在、磁盘是否满；文件没有丢"),
    limit=_LIMIT,
    rows=_rows,
    since="handed_in_at",
)
