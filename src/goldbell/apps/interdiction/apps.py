"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterdictionConfig(AppConfig):
    """止付"""

    name = "goldbell.apps.interdiction"
    label = "interdiction"
    verbose_name = _("止付")
