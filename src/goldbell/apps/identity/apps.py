"""The app's name and label."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """机构与人员"""

    name = "goldbell.apps.identity"
    label = "identity"
    verbose_name = _("机构与人员")
