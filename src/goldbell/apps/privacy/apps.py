"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """个人信息"""

    name = "goldbell.apps.privacy"
    label = "privacy"
    verbose_name = _("个人信息")
