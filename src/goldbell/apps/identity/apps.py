"""The app's name and label."""

from django.apps import AppConfig
from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """机构与人员"""

    name = "goldbell.apps.identity"
    label = "identity"
    verbose_name = _("机构与人员")

    def ready(self) -> None:
        """Listen to sign-ins, and check the rule of the second factor before anything starts."""
        from goldbell.apps.identity import sign_in_record  # noqa: F401

        register(second_factor_rule)


def second_factor_rule(**_kwargs: object) -> list[Error]:
    """``off`` is for the sample district only; a rule that cannot be read stops the start."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from goldbell.apps.identity.second_factor import rules

    try:
        read = rules(settings.GOLDBELL_REQUIRE_SECOND_FACTOR)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="identity.E001")]
    if not settings.DEMO and not any(rule.roles for rule in read):
        return [Error("GOLDBELL_REQUIRE_SECOND_FACTOR may be off only with GOLDBELL_DEMO=1", id="identity.E002")]
    return []
