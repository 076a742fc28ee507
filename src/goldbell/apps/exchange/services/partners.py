"""Registering partners: address, key, what cards are theirs."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import httpx

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.keys import KnownKey
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.exchange.models import Partner, PartnerKey
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import Actor
from goldbell.common.errors import Invalid, NotFound

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_PREFIX: Final = re.compile(r"[0-9]{1,12}(?:/[0-9]{1,2})?")


class BadPartner(Invalid):
    """The partner's facts cannot be right; ``field`` says which."""

    code = "bad_partner"


def register_partner(*, by: Actor, now: datetime, draft: PartnerDraft) -> Partner:
    """Register a partner, or bring a registered one to what ``draft`` says; a new key is added beside the old ones.

    Raises BadPartner, adapters' BadKey and UnknownFormat.
    """
    require(by, "exchange.partner.register")
    _check(draft)
    hosts = sorted({_host(address) for address in (draft.endpoint, draft.status_endpoint or draft.endpoint)})
    format_named(draft.message_format)
    known = KnownKey.from_pem(draft.public_pem, owner=draft.code)
    told = {
        "code": draft.code,
        "our_code": draft.our_code,
        "message_format": draft.message_format,
        "endpoint": draft.endpoint,
        "status_endpoint": draft.status_endpoint,
        "hosts": hosts,
        "private_network": draft.private_network,
        "deduplicates": draft.deduplicates,
        "prefixes": list(draft.prefixes),
        "aliases": list(draft.aliases),
    }
    partner = Partner.objects.filter(unit_id=draft.unit_id).first()
    if partner is None:
        key = privacy.new_key(by=by, now=now, unit_id=draft.unit_id)
        partner = Partner.objects.create(unit_id=draft.unit_id, key=key, **told)
    else:
        Partner.objects.filter(pk=partner.pk).update(**told, failures=0, rests_until=None)
        partner.refresh_from_db()
    PartnerKey.objects.get_or_create(
        key_id=known.key_id, defaults={"partner": partner, "public_pem": known.pem.decode(), "added_at": now}
    )
    audit.record(
        by=by,
        now=now,
        action="exchange.partner.register",
        subject=Subject("exchange.partner", str(partner.pk), unit_id=draft.unit_id),
        facts={"partner": partner.pk, "key": known.key_id},
    )
    tell("messages")
    return partner


def enable_partner(*, by: Actor, now: datetime, partner_id: int, enabled: bool) -> None:
    """Switch a partner on or off; what waits for it keeps waiting."""
    require(by, "exchange.partner.register")
    if not Partner.objects.filter(pk=partner_id).update(enabled=enabled, failures=0, rests_until=None):
        raise NotFound("没有这个对接单位，或已停用")
    audit.record(
        by=by,
        now=now,
        action="exchange.partner.enable",
        subject=Subject("exchange.partner", str(partner_id)),
        facts={"partner": partner_id, "enabled": enabled},
    )
    tell("messages")


def _check(draft: PartnerDraft) -> None:
    for field, value in (("code", draft.code), ("our_code", draft.our_code)):
        if not _CODE.fullmatch(value):
            raise BadPartner("%(field)s 只能用字母、数字、- 和 _，最多 32 个字符", field=field)
    for prefix in draft.prefixes:
        if not _PREFIX.fullmatch(prefix):
            raise BadPartner("卡号前缀要写成 622588 或 622588/16 的样子", field="prefixes")


def _host(address: str) -> str:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        raise BadPartner("地址要写成 https://主机/路径 的样子", field="endpoint")
    return url.host
