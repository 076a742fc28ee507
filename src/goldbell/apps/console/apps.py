"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """指挥台"""

    name = "goldbell.apps.console"
    label = "console"
    verbose_name = _("指挥台")
