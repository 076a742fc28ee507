"""What privacy writes into the record."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("privacy.field.reveal", "查看完整信息", "read", frozenset({"kind", "key"})),
    AuditAction("privacy.record.read", "查阅", "read", frozenset({"count"})),
    AuditAction(
        "privacy.lookup.alarm", "查阅超过限额", "security", frozenset({"limit", "counted", "allowed", "level"})
    ),
    AuditAction("privacy.alarm.close", "了结查阅提醒", "security", frozenset({"level", "officer"})),
    AuditAction("privacy.limit.set", "设定查阅限额", "security", frozenset({"valid_from", "stop_per_day"})),
    AuditAction("privacy.term.set", "设定保存年限", "security", frozenset({"valid_from", "code", "years"})),
    AuditAction("privacy.erasure.ask", "申请销毁", "act", frozenset({"key"})),
    AuditAction("privacy.erasure.approve", "同意并销毁", "act", frozenset({"key"})),
    AuditAction("privacy.erasure.refuse", "不同意销毁", "act", frozenset({"key"})),
    AuditAction("privacy.export.ask", "申请导出", "act", frozenset({"rows"})),
    AuditAction("privacy.export.approve", "同意导出", "act", frozenset({"rows"})),
    AuditAction("privacy.export.refuse", "不同意导出", "act", frozenset({"rows"})),
    AuditAction("privacy.export.build", "取走导出文件", "read", frozenset({"rows", "times"})),
    AuditAction("privacy.master.rotate", "更换主密钥", "security", frozenset({"master"})),
]
