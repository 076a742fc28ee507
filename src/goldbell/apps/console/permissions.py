"""Who sits at the duty board, and who keeps the machine running."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import Role, permission

_ROOM = [Role.INTAKE, Role.DUTY, Role.DUTY_CHIEF, Role.ANALYST, Role.DETECTIVE, Role.CHIEF]

PERMISSIONS = [
    permission("console.board.read", _("看值班台"), roles=_ROOM),
    permission("console.operations.read", _("看系统运行"), roles=[Role.SYSTEM_ADMIN]),
]
