"""Kinds of entry that tracing writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("tracing.file.hand_in", "交入流水文件", "act", frozenset({"file", "bytes", "duplicate_of"})),
    AuditAction("tracing.file.read", "读取流水文件", "act", frozenset({"file", "layout", "accepted", "rejected"})),
    AuditAction("tracing.file.fail", "流水文件读不了", "act", frozenset({"file", "code"})),
    AuditAction("tracing.file.retry", "重新读取流水文件", "act", frozenset({"file"})),
    AuditAction("tracing.trace.run", "追踪资金", "act", frozenset({"run", "rule", "asked_fen", "held_fen"})),
    AuditAction("tracing.trace.look", "查看资金流向", "read", frozenset({"run"})),
]
