"""Registering partners: address, key, what cards are theirs; switching them off, taking a key out of use."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime
from typing import Final

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.keys import KnownKey
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.addresses import NetworkPlace, place_of
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.exchange.models import Partner, PartnerKey
from goldbell.apps.exchange.outbound import plain_url
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid, NotFound

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_PREFIX: Final = re.compile(r"[0-9]{1,12}(?:/[0-9]{1,2})?")
_MOST_PREFIXES: Final = 500


class BadPartner(Invalid):
    """The partner's facts cannot be right; ``field`` says which."""

    code = "bad_partner"


class NoSuchPartner(NotFound):
    """No partner has this number, or no key of it that still counts."""

    code = "no_such_partner"


class KeyOfAnother(Conflict):
    """Another partner speaks with this key: two could speak in each other's name."""

    code = "key_of_another"


class ReasonMissing(Invalid):
    """A switch without a reason."""

    code = "reason_missing"


def register_partner(*, by: Actor, now: datetime, draft: PartnerDraft) -> Partner:
    """Register a partner, or bring a registered one to what ``draft`` says; a new key is added beside the old ones.

    Raises BadPartner, KeyOfAnother, adapters' BadKey and UnknownFormat.
    """
    require(by, "exchange.partner.register")
    known = check_draft(draft)
    told = {field.name: getattr(draft, field.name) for field in fields(draft) if field.name != "public_pem"}
    told |= {"prefixes": list(draft.prefixes), "aliases": list(draft.aliases), "hosts": _hosts(draft)}
    partner = Partner.objects.filter(unit_id=draft.unit_id).first()
    if partner is None:
        key = privacy.new_key(by=by, now=now, unit_id=draft.unit_id)
        partner = Partner.objects.create(key=key, **told)
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


def enable_partner(*, by: Actor, now: datetime, partner_id: int, enabled: bool, reason: str) -> None:
    """Switch a partner on or off; what waits for it keeps waiting. Raises NoSuchPartner, ReasonMissing."""
    require(by, "exchange.partner.switch")
    words = _reason(reason)
    if not Partner.objects.filter(pk=partner_id).update(enabled=enabled, failures=0, rests_until=None):
        raise NoSuchPartner("没有这个对接单位")
    audit.record(
        by=by,
        now=now,
        action="exchange.partner.enable",
        subject=Subject("exchange.partner", str(partner_id)),
        purpose=words,
        facts={"partner": partner_id, "enabled": enabled},
    )
    tell("messages")


def withdraw_key(*, by: Actor, now: datetime, partner_id: int, key_id: int, reason: str) -> None:
    """Take a partner's key out of use at once, e.g. because it was stolen; what it signed later is not believed.

    Raises NoSuchPartner, ReasonMissing."""
    require(by, "exchange.partner.switch")
    words = _reason(reason)
    found = PartnerKey.objects.filter(pk=key_id, partner_id=partner_id, withdrawn_at=None)
    if not found.update(withdrawn_at=now):
        raise NoSuchPartner("没有这把密钥，或者已经收回")
    audit.record(
        by=by,
        now=now,
        action="exchange.partner.withdraw",
        subject=Subject("exchange.partner", str(partner_id)),
        purpose=words,
        facts={"partner": partner_id, "key": PartnerKey.objects.get(pk=key_id).key_id},
    )
    tell("messages")


def check_draft(draft: PartnerDraft) -> KnownKey:
    """The draft's key, if everything in the draft can be right. Raises as register_partner."""
    for field, value in (("code", draft.code), ("our_code", draft.our_code)):
        if not _CODE.fullmatch(value):
            raise BadPartner("%(field)s 只能用字母、数字、- 和 _，最多 32 个字符", field=field)
    if len(draft.prefixes) > _MOST_PREFIXES or not all(map(_PREFIX.fullmatch, draft.prefixes)):
        raise BadPartner("卡号前缀要写成 622588 或 622588/16 的样子", field="prefixes")
    if any(not alias.strip() or len(alias) > 80 for alias in draft.aliases):
        raise BadPartner("流水里的名称每个最多 80 字", field="aliases")
    _hosts(draft)
    format_named(draft.message_format)
    if Partner.objects.filter(code=draft.code).exclude(unit_id=draft.unit_id).exists():
        raise BadPartner("代码 %(taken)s 已经是另一个对接单位的", field="code", taken=draft.code)
    known = KnownKey.from_pem(draft.public_pem, owner=draft.code)
    held = PartnerKey.objects.filter(key_id=known.key_id).select_related("partner").first()
    if held is not None and held.partner.unit_id != draft.unit_id:
        raise KeyOfAnother("这把公钥已经登记给另一个对接单位，两家不能用同一把")
    if held is not None and held.withdrawn_at is not None:
        raise KeyOfAnother("这把公钥已经收回，不能再用。请对方换一把新的")
    return known


def _hosts(draft: PartnerDraft) -> list[str]:
    places = (draft.endpoint, draft.status_endpoint or draft.endpoint)
    return sorted({_host(address, private=draft.private_network) for address in places})


def _host(address: str, *, private: bool) -> str:
    url = plain_url(address)
    if url is None or len(address) > 300:
        raise BadPartner("地址要写成 https://主机/路径 的样子", field="endpoint")
    if url.scheme != "https" and not private:
        raise BadPartner("不在专线上的地址要用 https", field="endpoint")
    place = place_of(url.host)
    if place == NetworkPlace.NOWHERE and _is_number(url.host):
        raise BadPartner("这个地址不会是对接单位的", field="endpoint")
    return url.host


def _is_number(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not 4 <= len(words) <= 200:
        raise ReasonMissing("请写明理由，4 到 200 字")
    return words
