"""Who may do what in the exchange."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import POLICE, Role, permission

_DESK = [Role.DUTY, Role.DUTY_CHIEF, Role.CHIEF, Role.ANALYST, Role.DETECTIVE]

PERMISSIONS = [
    permission("exchange.message.queue", _("写入待发报文"), roles=POLICE, parts=["exchange", "interdiction"]),
    permission("exchange.message.send", _("发送报文"), roles=[], parts=["exchange"]),
    permission(
        "exchange.message.read",
        _("查看报文"),
        roles=[*_DESK, Role.BANK_LIAISON, Role.SYSTEM_ADMIN],
        partner_scope="messages:read",
    ),
    permission("exchange.message.settle", _("处置结果不明的报文"), roles=[Role.DUTY, Role.DUTY_CHIEF, Role.CHIEF]),
    permission("exchange.partner.read", _("查看对接单位"), roles=[*_DESK, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]),
    # Two administrators together: one asks, the other looks at address and key and lets it become true.
    permission("exchange.partner.propose", _("申请登记和变更对接单位"), roles=[Role.SYSTEM_ADMIN]),
    permission("exchange.partner.decide", _("复核对接单位的变更"), roles=[Role.SECURITY_ADMIN]),
    permission("exchange.partner.register", _("登记对接单位"), roles=[], parts=["sample", "exchange"]),
    # Stopping must be quick: either of them alone.
    permission("exchange.partner.switch", _("启停对接单位、收回密钥"), roles=[Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]),
]
