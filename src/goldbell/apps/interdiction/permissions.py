"""Who may do what with stop orders."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import Role, permission

_PROPOSERS = [Role.ANALYST, Role.DUTY, Role.DUTY_CHIEF, Role.DETECTIVE, Role.STATION]
_CHIEFS = [Role.DUTY_CHIEF, Role.CHIEF]

PERMISSIONS = [
    permission("interdiction.order.propose", _("提出止付"), roles=_PROPOSERS),
    permission("interdiction.order.approve", _("复核并批准止付"), roles=_CHIEFS),
    permission("interdiction.order.withdraw", _("撤下止付建议"), roles=[*_PROPOSERS, Role.CHIEF]),
    permission("interdiction.order.settle", _("查明止付结果"), roles=_CHIEFS),
    permission(
        "interdiction.order.read",
        _("查看止付单"),
        roles=[*_PROPOSERS, Role.CHIEF, Role.INTAKE, Role.BANK_LIAISON],
        parts=["sample", "console", "insight"],
        partner_scope="orders:read",
    ),
    permission(
        "interdiction.order.answer", _("银行答复止付"), roles=[], parts=["exchange"], partner_scope="exchange:answer"
    ),
    permission("interdiction.order.expire", _("止付到期"), roles=[], parts=["interdiction"]),
]
