"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """宣传"""

    name = "goldbell.apps.outreach"
    label = "outreach"
    verbose_name = _("宣传")
