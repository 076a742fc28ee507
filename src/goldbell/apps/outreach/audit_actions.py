"""Kinds of entry outreach writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("outreach.story.draft", "起草案例故事", "act", frozenset({"reports", "taken"})),
    AuditAction("outreach.story.edit", "修改案例故事", "act", frozenset({"length"})),
    AuditAction("outreach.story.submit", "提交案例故事审核", "act"),
    AuditAction("outreach.story.release", "发布案例故事", "act", frozenset({"length"}), anchor_at_once=True),
    AuditAction("outreach.story.return", "退回案例故事", "act"),
    AuditAction("outreach.story.withdraw", "撤回案例故事", "act", frozenset({"before"})),
    AuditAction("outreach.story.read", "查看案例故事", "read", frozenset({"count"})),
    AuditAction("outreach.story.take", "取走案例故事 Word", "read"),
]
