"""Tags for personal values: the mask with its way to be opened, actors and purposes in words, the rooms of oversight."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import may
from goldbell.apps.privacy.contracts import Kind, Purpose
from goldbell.apps.privacy.references import refer
from goldbell.apps.privacy.sealing import Sealed
from goldbell.common.actors import Actor

register = template.Library()


@register.simple_tag(takes_context=True)
def sealed(
    context: Context, value: Sealed | None, case: Any = None, subject_kind: str = "cases.case", subject_id: Any = None
) -> SafeString:
    """``{% sealed report.victim_name case %}``: the mask; whoever may open it gets the link, if a case is named.

    ``case``: a case (with ``pk`` or ``id`` and perhaps ``case_no``) or its id."""
    if value is None:
        return SafeString("–")
    by: Actor | None = context.get("actor")
    case_id = getattr(case, "pk", None) or getattr(case, "id", case)
    url = ""
    if by is not None and isinstance(case_id, int) and may(by, "privacy.field.reveal"):
        subject = Subject(subject_kind, str(case_id if subject_id is None else subject_id), case_id=case_id)
        label = str(getattr(case, "case_no", "") or case_id)
        url = f"{reverse('privacy:reveal')}?{urlencode({'ref': refer(by=by, sealed=value, subject=subject, case_label=label)})}"
    facts = {"shown": value.masked, "url": url, "what": str(value.kind.label)}
    return mark_safe(render_to_string("gb/masked.html", facts))  # noqa: S308 rendered by a template


@register.simple_tag
def purpose_words(purpose: str) -> str:
    """A stated purpose in the reader's language, with the officer's own words."""
    choice, colon, words = purpose.partition("：")
    if choice not in Purpose.values:
        return purpose
    label = str(Purpose(choice).label)
    return f"{label}：{words}" if colon else label


@register.simple_tag
def kind_word(kind: str) -> str:
    """What a sealed value is, in words."""
    return str(Kind(kind).label)


@register.simple_tag
def unit_word(names: dict[int, str], unit_id: int) -> str:
    """A unit's name by its id."""
    return names.get(unit_id, "–")


@register.simple_tag
def actor_words(people: dict[str, Any], key: str) -> SafeString:
    """An actor's name and badge; parts of the house and partners by their key."""
    officer = people.get(key)
    if officer is None:
        return format_html('<span class="gb-id">{}</span>', key)
    return format_html('{} <span class="gb-second gb-id">{}</span>', officer.name, officer.badge)


@register.inclusion_tag("privacy/rooms.html", takes_context=True)
def oversight_rooms(context: Context) -> dict[str, object]:
    """Links to those rooms of oversight that are open to the reader."""
    by: Actor = context["actor"]
    here = getattr(context["request"].resolver_match, "view_name", "")
    rooms = [
        ("audit:record", "privacy.record.list", _("审计记录")),
        ("audit:chain", "privacy.record.list", _("封存与锚点")),
        ("privacy:alarms", "privacy.alarm.list", _("查阅提醒")),
        ("privacy:exports", "privacy.export.read", _("导出")),
        ("privacy:erasures", "privacy.erasure.read", _("保存与销毁")),
        ("privacy:terms", "privacy.erasure.read", _("保存年限")),
        ("privacy:masters", "privacy.key.rotate", _("主密钥")),
    ]
    return {
        "rooms": [
            {"url": reverse(name), "label": label, "current": here == name}
            for name, permission, label in rooms
            if may(by, permission)
        ]
    }
