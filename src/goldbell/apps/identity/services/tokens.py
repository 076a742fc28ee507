"""Keys to the API for partners: issued by the security administrator, shown once, limited in scope and time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.contracts import PARTNER_KINDS
from goldbell.apps.identity.models import ApiToken, Unit
from goldbell.apps.identity.permits import partner_scopes
from goldbell.apps.identity.scope import everything
from goldbell.apps.identity.services.units import NoSuchUnit
from goldbell.common.actors import Actor
from goldbell.common.errors import Invalid, NotFound

#: Longest life of a key; a partner asks for a new one every year.
MOST_DAYS: Final = 366
_SEEN_EVERY: Final = timedelta(minutes=1)


class BadToken(Invalid):
    """The key cannot be issued like this."""

    code = "bad_token"


class NoSuchToken(NotFound):
    """No such key, or it is revoked already."""

    code = "no_such_token"


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new key; ``secret`` is shown now and kept nowhere."""

    token: ApiToken
    secret: str = field(repr=False)


def issue_token(
    *, by: Actor, now: datetime, unit_id: int, label: str, scopes: Iterable[str], days: int = 180
) -> IssuedToken:
    """Issue a key to a partner's system. ``scopes`` from ``permits.partner_scopes()``. Raises BadToken, NoSuchUnit, NotAllowed."""
    require(by, "identity.token.change")
    wanted = sorted(set(scopes))
    if not wanted or not partner_scopes().issuperset(wanted):
        raise BadToken(_("请选择名单上的权限范围"))
    if not 1 <= days <= MOST_DAYS:
        raise BadToken(_("有效期要在 1 到 %(most)s 天之间"), most=MOST_DAYS)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit(_("没有这个机构"))
    if unit.kind not in PARTNER_KINDS:
        raise BadToken(_("接口令牌只发给协作单位"))
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    # Row scope: a partner's key belongs to the partner, whose rows the administrator does not see.
    with everything("identity"):
        token = ApiToken.objects.create(
            unit=unit,
            prefix=prefix,
            digest=_digest(secret),
            label=label.strip()[:80],
            scopes=wanted,
            issued_by_id=int(by.id),
            issued_at=now,
            expires_at=now + timedelta(days=days),
        )
        audit.record(
            by=by,
            now=now,
            action="identity.token.issue",
            subject=Subject("identity.apitoken", str(token.pk), unit_id=unit.pk),
            facts={"unit": unit.pk, "scopes": ",".join(wanted), "days": days},
        )
    return IssuedToken(token, f"gbt_{prefix}_{secret}")


def revoke_token(*, by: Actor, now: datetime, token_id: int, reason: str = "") -> None:
    """End a key at once. Raises NoSuchToken, NotAllowed."""
    require(by, "identity.token.change")
    with everything("identity"):
        if not ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=now):
            raise NoSuchToken(_("没有这个令牌，或者已经吊销"))
        unit_id = ApiToken.objects.get(pk=token_id).unit_id
        audit.record(
            by=by,
            now=now,
            action="identity.token.revoke",
            subject=Subject("identity.apitoken", str(token_id), unit_id=unit_id),
            purpose=reason[:200],
            facts={"unit": unit_id},
        )


def bearer(*, presented: str, now: datetime) -> Actor | None:
    """The partner whose key this is, or None for anything else: unknown, expired, revoked or misshapen."""
    kind, _, rest = presented.partition("_")
    prefix, _, secret = rest.partition("_")
    if kind != "gbt" or len(prefix) != 8 or not secret.isascii() or not prefix.isalnum() or not prefix.isascii():
        return None
    with everything("identity"):
        token = ApiToken.objects.filter(prefix=prefix, revoked_at=None, expires_at__gt=now).first()
        if token is None or not hmac.compare_digest(bytes(token.digest), _digest(secret)):
            return None
        if token.last_used_at is None or now - token.last_used_at > _SEEN_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return Actor(
        kind="partner",
        id=str(token.unit_id),
        unit_id=token.unit_id,
        visible_units=frozenset({token.unit_id}),
        scopes=frozenset(token.scopes),
    )


def _digest(secret: str) -> bytes:
    # 256 random bits need no slow hash.
    return hashlib.sha256(secret.encode()).digest()
