"""Kinds of entry that intake and cases write."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("cases.report.take", "接警", "act", frozenset({"channel", "transfers", "elements", "amount_fen"})),
    AuditAction("cases.draft.drop", "丢弃草稿"),
    AuditAction("cases.report.move", "处置警情", "act", frozenset({"before", "after"})),
    AuditAction("cases.report.receipt", "打印受案回执", "read"),
    AuditAction("cases.same.settle", "判断是否同一警情", "act", frozenset({"earlier", "verdict"})),
    AuditAction("cases.case.open", "受案", "act", frozenset({"report", "scam_type"})),
    AuditAction("cases.case.type", "定类型", "act", frozenset({"before", "after", "version"})),
    AuditAction("cases.case.move", "变更案件状态", "act", frozenset({"before", "after"})),
    AuditAction("cases.transfer.add", "加一笔转账", "act", frozenset({"amount_fen", "way"})),
    AuditAction("cases.transfer.strike", "划去一笔转账", "act", frozenset({"amount_fen"})),
    AuditAction("cases.transfer.settle", "了结一笔转账", "act"),
    AuditAction("cases.element.settle", "确认要素", "act", frozenset({"kind", "state"})),
    AuditAction("cases.evidence.add", "收下证据", "act", frozenset({"sha256", "size_bytes"})),
    AuditAction("cases.evidence.again", "证据重复提交", "act", frozenset({"sha256"})),
    AuditAction("cases.evidence.read", "取出证据", "read", frozenset({"sha256"})),
    AuditAction("cases.case.search", "搜索", "act", frozenset({"kinds", "hits"})),
]
