"""Who may tell a case as a story, release it, read it."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import POLICE, Role, permission

PERMISSIONS = [
    permission("outreach.story.draft", _("写案例故事"), roles=POLICE),
    permission("outreach.story.release", _("审核发布案例故事"), roles=[Role.DUTY_CHIEF, Role.CHIEF]),
    permission("outreach.story.read", _("查看案例故事"), roles=[*POLICE, Role.PUBLICITY]),
]
