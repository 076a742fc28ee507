"""Who may hand in statements and follow money."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import Role, permission

_WORK = [Role.ANALYST, Role.DETECTIVE, Role.DUTY, Role.DUTY_CHIEF]

PERMISSIONS = [
    permission("tracing.file.hand_in", _("交入流水"), roles=_WORK, parts=["sample", "city"]),
    permission("tracing.file.read", _("看流水文件"), roles=[*_WORK, Role.CHIEF], parts=["sample", "tracing"]),
    permission("tracing.trace.run", _("追踪资金"), roles=_WORK, parts=["sample", "tracing"]),
    permission(
        "tracing.trace.read", _("看资金流向"), roles=[*_WORK, Role.CHIEF], parts=["sample", "tracing", "interdiction"]
    ),
]
