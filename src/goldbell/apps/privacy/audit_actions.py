"""What privacy writes into the record."""

from django.utils.translation import gettext_noop as _

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("privacy.field.reveal", _("查看完整信息"), "read", frozenset({"kind", "key"})),
    AuditAction("privacy.record.read", _("查阅"), "read", frozenset({"count"})),
    AuditAction(
        "privacy.lookup.alarm", "查阅超过限额", "security", frozenset({"limit", "counted", "allowed", "level"})
    ),
    AuditAction("privacy.alarm.close", _("了结查阅提醒"), "security", frozenset({"level", "officer"})),
    AuditAction("privacy.limit.set", _("设定查阅限额"), "security", frozenset({"valid_from", "stop_per_day"})),
    AuditAction("privacy.term.set", _("设定保存年限"), "security", frozenset({"valid_from", "code", "years"})),
    AuditAction("privacy.erasure.ask", _("申请销毁"), "act", frozenset({"key"})),
    AuditAction("privacy.erasure.approve", _("同意并销毁"), "act", frozenset({"key"}), anchor_at_once=True),
    AuditAction("privacy.erasure.refuse", _("不同意销毁"), "act", frozenset({"key"})),
    AuditAction("privacy.export.ask", _("申请导出"), "act", frozenset({"rows"})),
    AuditAction("privacy.export.approve", _("同意导出"), "act", frozenset({"rows"})),
    AuditAction("privacy.export.refuse", _("不同意导出"), "act", frozenset({"rows"})),
    AuditAction("privacy.export.build", _("取走导出文件"), "read", frozenset({"rows", "times"})),
    AuditAction("privacy.export.expire", _("导出到期销毁"), "act", frozenset({"rows"})),
    AuditAction("privacy.record.export", _("导出审计记录"), "read", frozenset({"seals"})),
    AuditAction("privacy.record.verify", _("核验审计记录"), "read", frozenset({"seals", "findings"})),
    AuditAction("privacy.master.retire", _("销毁旧主密钥"), "security", frozenset({"master"}), anchor_at_once=True),
    AuditAction("privacy.master.rotate", _("更换主密钥"), "security", frozenset({"master"}), anchor_at_once=True),
]
