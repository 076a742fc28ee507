"""Who may open, erase, export, and watch over those who do."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import Role, permission

_CASE_WORK = [Role.INTAKE, Role.DUTY, Role.DUTY_CHIEF, Role.ANALYST, Role.DETECTIVE, Role.STATION, Role.CHIEF]
_EXPORTERS = [Role.DUTY_CHIEF, Role.ANALYST, Role.DETECTIVE, Role.CHIEF]
_WATCHERS = [Role.AUDITOR, Role.AUDIT_ADMIN, Role.SECURITY_ADMIN]
PERMISSIONS = [
    permission("privacy.field.reveal", _("查看完整信息"), roles=[*_CASE_WORK, Role.BANK_LIAISON, Role.TELECOM_LIAISON]),
    permission("privacy.erasure.ask", _("申请销毁"), roles=[Role.DUTY_CHIEF, Role.DETECTIVE, Role.CHIEF]),
    permission("privacy.erasure.decide", _("复核销毁"), roles=[Role.CHIEF, Role.SECURITY_ADMIN]),
    permission("privacy.export.ask", _("申请导出"), roles=_EXPORTERS),
    permission("privacy.export.decide", _("复核导出"), roles=[Role.DUTY_CHIEF, Role.CHIEF]),
    permission("privacy.export.read", _("看导出申请"), roles=[*_EXPORTERS, Role.SECURITY_ADMIN, Role.AUDITOR]),
    permission("privacy.erasure.read", _("看销毁申请"), roles=[*_EXPORTERS, Role.SECURITY_ADMIN, Role.AUDITOR]),
    permission("privacy.record.list", _("看审计记录"), roles=_WATCHERS),
    permission("privacy.record.export", _("导出和核验审计记录"), roles=[Role.AUDITOR, Role.AUDIT_ADMIN]),
    permission("privacy.alarm.list", _("查看查阅提醒"), roles=[*_WATCHERS, Role.CHIEF]),
    permission("privacy.alarm.close", _("了结提醒、恢复查看"), roles=[Role.CHIEF]),
    permission("privacy.limit.set", _("设定查阅限额与保存年限"), roles=[Role.SECURITY_ADMIN]),
    permission("privacy.export.expire", _("销毁到期的导出"), roles=[], parts=["privacy"]),
    permission("privacy.key.rotate", _("更换主密钥"), roles=[Role.SECURITY_ADMIN], parts=["privacy"]),
]
