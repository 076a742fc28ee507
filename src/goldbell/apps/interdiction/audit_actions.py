"""Kinds of entry interdiction writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction(
        "interdiction.order.propose", "提出止付", "act", frozenset({"ask_fen", "partner", "basis", "trace_run"})
    ),
    AuditAction(
        "interdiction.order.approve",
        "批准止付",
        "act",
        frozenset({"ask_fen", "partner", "ordinal", "message"}),
        anchor_at_once=True,
    ),
    AuditAction("interdiction.order.withdraw", "撤下止付建议", "act", frozenset({"ask_fen"})),
    AuditAction("interdiction.order.send", "止付单送达银行", "act", frozenset({"message"})),
    AuditAction(
        "interdiction.order.answer",
        "银行答复止付",
        "act",
        frozenset({"outcome", "held_fen", "missed_fen", "code", "late"}),
        anchor_at_once=True,
    ),
    AuditAction(
        "interdiction.order.contradict",
        "银行答复不一致",
        "act",
        frozenset({"outcome", "held_fen", "reason"}),
        anchor_at_once=True,
    ),
    AuditAction("interdiction.order.lose", "止付结果不明", "act", frozenset({"code"}), anchor_at_once=True),
    AuditAction(
        "interdiction.order.settle",
        "查明止付结果",
        "act",
        frozenset({"finding", "held_fen", "missed_fen"}),
        anchor_at_once=True,
    ),
    AuditAction("interdiction.order.expire", "止付到期", "act", frozenset({"due", "held_fen"}), anchor_at_once=True),
    AuditAction("interdiction.order.look", "核对矛盾答复", "act", frozenset({"contradiction"})),
    AuditAction("interdiction.order.read", "查看止付单", "read", frozenset({"count"})),
    AuditAction("interdiction.form.print", "打印紧急止付申请表", "read", frozenset()),
]
