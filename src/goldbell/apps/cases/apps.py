"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """接警与案件"""

    name = "goldbell.apps.cases"
    label = "cases"
    verbose_name = _("接警与案件")
