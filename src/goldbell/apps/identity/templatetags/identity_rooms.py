"""Tags for the pages of identity: the way between its rooms, roles and second factors in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from goldbell.apps.identity.access import may
from goldbell.apps.identity.contracts import Role
from goldbell.common.actors import Actor

register = template.Library()


@register.inclusion_tag("identity/rooms.html", takes_context=True)
def identity_rooms(context: Context) -> dict[str, object]:
    """Links to those rooms that are open to the reader."""
    by: Actor = context["actor"]
    here = getattr(context["request"].resolver_match, "view_name", "")
    rooms = [
        ("identity:officers", "identity.officer.read", _("人员名册")),
        ("identity:units", "identity.unit.read", _("机构")),
        ("identity:duty", "identity.duty.read", _("值班")),
        ("identity:tokens", "identity.token.read", _("接口令牌")),
    ]
    return {
        "rooms": [
            {"url": reverse(name), "label": label, "current": here == name}
            for name, permission, label in rooms
            if may(by, permission)
        ]
    }


@register.simple_tag
def role_words(roles: Iterable[str]) -> str:
    """Roles in the reader's language."""
    return _("、").join(str(Role(one).label) for one in roles) or "–"


@register.simple_tag
def factor_words(kinds: Iterable[str]) -> str:
    """Second factors in the reader's language."""
    words = {"totp": _("验证器"), "webauthn": _("安全钥匙"), "recovery_codes": _("恢复码")}
    return _("、").join(words.get(one, one) for one in kinds) or _("没有")
