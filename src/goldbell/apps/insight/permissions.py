"""Who may read figures. Behind each figure stands the right to its rows, asked for again where they are read."""

from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import POLICE, permission

PERMISSIONS = [permission("insight.figure.read", _("看指标"), roles=POLICE)]
