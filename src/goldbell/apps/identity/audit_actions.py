"""Kinds of entry that identity writes."""

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("identity.unit.add", "建立机构", "security", frozenset({"kind", "parent", "brigade"})),
    AuditAction("identity.unit.change", "变更机构", "security", frozenset({"changed"})),
    AuditAction("identity.officer.add", "建立人员", "security", frozenset({"unit", "roles"})),
    AuditAction("identity.role.change", "变更岗位", "security", frozenset({"before", "after"})),
    AuditAction("identity.officer.move", "调动", "security", frozenset({"before", "after"})),
    AuditAction("identity.officer.deactivate", "停用人员", "security", frozenset({"sessions"})),
    AuditAction("identity.officer.reactivate", "恢复人员", "security"),
    AuditAction("identity.password.give", "发一次性密码", "security"),
    AuditAction("identity.password.change", "自己改密码", "security"),
    AuditAction("identity.factor.reset", "重置第二重验证", "security", frozenset({"removed"})),
    AuditAction("identity.factor.add", "添加第二重验证", "security", frozenset({"kind"})),
    AuditAction("identity.factor.remove", "移除第二重验证", "security", frozenset({"kind"})),
    AuditAction("identity.factor.fail", "第二重验证未通过", "security", frozenset({"kind"})),
    AuditAction("identity.session.begin", "登录", "security", frozenset({"second_factor"})),
    AuditAction("identity.session.end", "退出", "security", frozenset({"sessions", "why"})),
    AuditAction("identity.session.fail", "登录未通过", "security", frozenset({"known"})),
    AuditAction("identity.session.lock", "登录锁定", "security", frozenset({"known", "minutes"})),
    AuditAction("identity.duty.begin", "上岗", "act", frozenset({"unit"})),
    AuditAction("identity.duty.end", "交班", "act", frozenset({"unit", "handed_to", "minutes"})),
    AuditAction("identity.token.issue", "发放接口令牌", "security", frozenset({"unit", "scopes", "days"})),
    AuditAction("identity.token.revoke", "吊销接口令牌", "security", frozenset({"unit"})),
]
