"""Who may do what with units, officers, duty and keys.

The parts ``sample`` and ``setup`` lay down a district before anybody exists.
"""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import ADMINISTRATORS, POLICE, Role, permission

_LAYING = ("sample", "setup")
_LIAISONS = (Role.BANK_LIAISON, Role.TELECOM_LIAISON)

PERMISSIONS = [
    permission("identity.self.read", _("看自己是谁"), roles=Role, partner_scope="identity"),
    permission("identity.unit.read", _("看机构"), roles=Role, partner_scope="identity"),
    permission("identity.unit.change", _("建立和变更机构"), roles=[Role.SYSTEM_ADMIN], parts=_LAYING),
    permission(
        "identity.officer.read",
        _("看人员名册"),
        roles=[*ADMINISTRATORS, Role.AUDITOR, Role.CHIEF, Role.DUTY_CHIEF],
    ),
    permission("identity.officer.change", _("建立、停用人员和重置登录"), roles=[Role.SECURITY_ADMIN], parts=_LAYING),
    permission("identity.role.change", _("授予和收回岗位"), roles=[Role.SECURITY_ADMIN], parts=_LAYING),
    permission(
        "identity.duty.read",
        _("看在岗情况"),
        roles=[*POLICE, *_LIAISONS, Role.PUBLICITY, *ADMINISTRATORS, Role.AUDITOR],
    ),
    permission("identity.duty.take", _("上岗和交班"), roles=[*POLICE, *_LIAISONS, Role.PUBLICITY], parts=["sample"]),
    permission("identity.token.read", _("看接口令牌"), roles=[Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR]),
    permission("identity.token.change", _("发放和吊销接口令牌"), roles=[Role.SECURITY_ADMIN]),
]
