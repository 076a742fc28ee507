"""Kinds of entry the exchange writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("exchange.message.queue", "写入待发报文", "act", frozenset({"kind", "partner", "message"})),
    AuditAction("exchange.message.end", "报文终了", "act", frozenset({"state", "code", "partner", "message"})),
    AuditAction("exchange.message.receive", "收到报文", "act", frozenset({"kind", "partner", "standing", "inbound"})),
    AuditAction("exchange.message.refuse", "拒收报文", "security", frozenset({"code", "partner"})),
    AuditAction("exchange.message.retry", "重新发送", "act", frozenset({"partner", "message"})),
    AuditAction("exchange.message.settle", "查明结果", "act", frozenset({"partner", "message"})),
    AuditAction("exchange.message.cancel", "撤销报文", "act", frozenset({"partner", "message"})),
    AuditAction("exchange.partner.register", "登记对接单位", "security", frozenset({"partner", "key"})),
    AuditAction("exchange.partner.enable", "启停对接单位", "security", frozenset({"partner", "enabled"})),
    AuditAction("exchange.partner.propose", "申请变更对接单位", "security", frozenset({"unit", "changed", "key"})),
    AuditAction("exchange.partner.approve", "同意变更对接单位", "security", frozenset({"unit", "changed", "key"})),
    AuditAction("exchange.partner.refuse", "不同意变更对接单位", "security", frozenset({"unit", "changed", "key"})),
    AuditAction("exchange.partner.withdraw", "收回对接密钥", "security", frozenset({"partner", "key"})),
]
