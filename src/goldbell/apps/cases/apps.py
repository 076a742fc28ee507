"""The app's name and label."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """接警与案件"""

    name = "goldbell.apps.cases"
    label = "cases"
    verbose_name = _("接警与案件")

    def ready(self) -> None:
        """Keep the shipped code table in the database, whichever way it was made."""
        from goldbell.apps.cases.scam_types import fill

        post_migrate.connect(fill, sender=self, dispatch_uid="cases-scam-types")
