"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """对接"""

    name = "goldbell.apps.exchange"
    label = "exchange"
    verbose_name = _("对接")
