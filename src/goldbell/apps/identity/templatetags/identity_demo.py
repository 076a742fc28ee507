"""The sample district's accounts on the sign-in page; empty anywhere else."""

from __future__ import annotations

from django import template
from django.conf import settings

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer

register = template.Library()


@register.simple_tag
def demo_accounts() -> dict[str, object]:
    """One account for each role, in the order of the duty chain, and their published password."""
    if not settings.DEMO:
        return {"officers": [], "password": ""}
    first: dict[str, Officer] = {}
    for one in Officer.objects.filter(is_active=True).select_related("unit").order_by("pk"):
        for role in one.roles[:1]:
            first.setdefault(role, one)
    rows = [
        {"badge": first[role].badge, "unit": first[role].unit, "role": Role(role).label}
        for role in Role
        if role in first
    ]
    return {"officers": rows, "password": settings.DEMO_PASSWORD}
