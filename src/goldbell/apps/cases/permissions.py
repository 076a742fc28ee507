"""Who may take reports, open cases, read and change them."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import POLICE, Role, permission

_TAKERS = (Role.INTAKE, Role.DUTY, Role.DUTY_CHIEF, Role.STATION, Role.DETECTIVE)
_WORKERS = (*_TAKERS, Role.ANALYST)
#: Parts of the house that read cases to finish what officers decided.
_PARTS = ("sample", "exchange", "tracing", "interdiction", "insight", "console")

PERMISSIONS = [
    permission("cases.report.take", _("接警"), roles=_TAKERS, parts=["sample"]),
    permission("cases.report.read", _("查看警情"), roles=POLICE, parts=_PARTS),
    permission("cases.report.settle", _("处置警情"), roles=_WORKERS, parts=["sample"]),
    permission("cases.case.open", _("受案"), roles=_WORKERS, parts=["sample"]),
    permission("cases.case.read", _("查看案件"), roles=POLICE, parts=_PARTS),
    permission("cases.case.edit", _("补充案件"), roles=_WORKERS, parts=["sample"]),
    permission(
        "cases.case.move", _("变更案件状态"), roles=(Role.DETECTIVE, Role.DUTY_CHIEF, Role.CHIEF), parts=["sample"]
    ),
    permission(
        "cases.transfer.settle", _("了结一笔转账"), roles=_WORKERS, parts=["exchange", "interdiction", "sample"]
    ),
    permission("cases.evidence.add", _("收下证据"), roles=_WORKERS, parts=["sample", "tracing"]),
    permission("cases.evidence.read", _("取出证据"), roles=POLICE, parts=["tracing", "sample"]),
    permission("cases.reading.review", _("查看识读情况"), roles=(Role.ANALYST, Role.DUTY_CHIEF, Role.CHIEF)),
    permission("cases.case.search", _("搜索"), roles=POLICE),
    permission(
        "cases.case.export", _("导出案件列表"), roles=(Role.DUTY_CHIEF, Role.CHIEF, Role.ANALYST, Role.DETECTIVE)
    ),
]
