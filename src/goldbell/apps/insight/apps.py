"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    """指标"""

    name = "goldbell.apps.insight"
    label = "insight"
    verbose_name = _("指标")
