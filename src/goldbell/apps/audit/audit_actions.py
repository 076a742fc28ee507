"""Kinds of entry that the house itself writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("audit.page.refuse", "拒绝访问", "refusal", frozenset({"code"})),
]
