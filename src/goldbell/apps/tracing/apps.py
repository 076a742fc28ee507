"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TracingConfig(AppConfig):
    """资金追踪"""

    name = "goldbell.apps.tracing"
    label = "tracing"
    verbose_name = _("资金追踪")
