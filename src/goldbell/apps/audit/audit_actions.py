"""Kinds of entry that the house itself writes."""

from django.utils.translation import gettext_noop as _

from goldbell.apps.audit.contracts import AuditAction

ACTIONS = [
    AuditAction("audit.page.refuse", _("拒绝访问"), "refusal", frozenset({"code"})),
]
