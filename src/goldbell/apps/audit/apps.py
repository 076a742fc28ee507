"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """审计"""

    name = "goldbell.apps.audit"
    label = "audit"
    verbose_name = _("审计")
