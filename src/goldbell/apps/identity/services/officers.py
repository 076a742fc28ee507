"""Officers and their roles. An account is given by the security administrator; nobody gives themselves anything."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Facts, Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.contracts import ADMINISTRATORS, PARTNER_KINDS, Role
from goldbell.apps.identity.models import Officer, Unit
from goldbell.apps.identity.services import sessions
from goldbell.apps.identity.services.units import NoSuchUnit
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Forbidden, Invalid, NotFound

#: Letters and digits that nobody confuses when reading a one-time password aloud.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
#: Roles a person of a partner may hold.
_OUTSIDE: Final = frozenset({Role.BANK_LIAISON, Role.TELECOM_LIAISON})


class NoSuchOfficer(NotFound):
    """No officer has this id."""

    code = "no_such_officer"


class BadgeTaken(Conflict):
    """Another officer signs in with this badge."""

    code = "badge_taken"


class RolesClash(Invalid):
    """These roles may not be held together, or not in this unit."""

    code = "roles_clash"


class NotOneself(Forbidden):
    """Nobody changes their own rights."""

    code = "not_oneself"


class LastOne(Conflict):
    """Without this officer nobody could give rights any more."""

    code = "last_security_admin"


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """A new account and its one-time password, which is shown now and kept nowhere."""

    officer: Officer
    password: str = field(repr=False)


@transaction.atomic
def add_officer(
    *,
    by: Actor,
    now: datetime,
    badge: str,
    name: str,
    unit_id: int,
    roles: Iterable[str],
    language: str = "zh-hans",
    password: str = "",
) -> NewOfficer:
    """Give a person an account. The one-time password opens only the page where they set their own.

    ``password``: only for the sample district's published one; such an account need not change it. Raises BadgeTaken, RolesClash,
    NoSuchUnit, NotAllowed.
    """
    require(by, "identity.officer.change")
    require(by, "identity.role.change")
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit(_("没有这个机构"))
    badge, name = badge.strip(), name.strip()
    if not badge or not name or len(badge) > 32 or len(name) > 80:
        raise Invalid(_("人员要有警号和姓名"))
    published = password if by.kind == "system" else ""
    secret = published or one_time_password()
    officer = Officer(
        badge=badge, name=name, unit=unit, roles=_checked_roles(roles, unit), language=language,
        must_change_password=not published,
    )  # fmt: skip
    officer.set_password(secret)
    if Officer.objects.filter(badge__iexact=badge).exists():
        raise BadgeTaken(_("警号已经有人用了"))
    try:
        with transaction.atomic():
            officer.save()
    except IntegrityError as error:
        raise BadgeTaken(_("警号已经有人用了")) from error
    _record(by, now, "identity.officer.add", officer, {"unit": unit.pk, "roles": ",".join(officer.roles)})
    return NewOfficer(officer, secret)


@transaction.atomic
def change_roles(*, by: Actor, now: datetime, officer_id: int, roles: Iterable[str], reason: str = "") -> Officer:
    """Set an officer's roles. Their open sessions end, so that no page of the old role stays usable.

    Raises NotOneself, RolesClash, LastOne, NoSuchOfficer, NotAllowed.
    """
    require(by, "identity.role.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    wanted = _checked_roles(roles, officer.unit)
    before = sorted(officer.roles)
    if wanted == before:
        return officer
    if Role.SECURITY_ADMIN in before and Role.SECURITY_ADMIN not in wanted:
        _keep_one_security_admin(officer)
    officer.roles = wanted
    officer.save(update_fields=["roles"])
    sessions.drop(officer)
    facts: Facts = {"before": ",".join(before), "after": ",".join(wanted)}
    _record(by, now, "identity.role.change", officer, facts, purpose=reason)
    return officer


@transaction.atomic
def move_officer(*, by: Actor, now: datetime, officer_id: int, unit_id: int, reason: str = "") -> Officer:
    """Move an officer to another unit; what they see changes at once, and their sessions end. Raises as change_roles."""
    require(by, "identity.officer.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit(_("没有这个机构"))
    if officer.on_duty:
        raise Conflict(_("这位民警还在岗，请先交班再调动"), code="still_on_duty")
    before, officer.unit = officer.unit_id, unit
    officer.roles = _checked_roles(officer.roles, unit)
    officer.save(update_fields=["unit", "roles"])
    sessions.drop(officer)
    _record(by, now, "identity.officer.move", officer, {"before": before, "after": unit.pk}, purpose=reason)
    return officer


@transaction.atomic
def deactivate(*, by: Actor, now: datetime, officer_id: int, reason: str = "") -> Officer:
    """Close an account: the person left. Nothing of theirs is deleted, their acts stay theirs. Raises as change_roles."""
    require(by, "identity.officer.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    if not officer.is_active:
        return officer
    _keep_one_security_admin(officer)
    officer.is_active = officer.on_duty = False
    officer.save(update_fields=["is_active", "on_duty"])
    ended = sessions.drop(officer)
    _record(by, now, "identity.officer.deactivate", officer, {"sessions": ended}, purpose=reason)
    return officer


@transaction.atomic
def reactivate(*, by: Actor, now: datetime, officer_id: int, reason: str = "") -> Officer:
    """Open a closed account again. Raises NotOneself, NoSuchOfficer, NotAllowed."""
    require(by, "identity.officer.change")
    officer = locked(officer_id)
    not_oneself(by, officer)
    if not officer.is_active:
        officer.is_active = True
        officer.save(update_fields=["is_active"])
        _record(by, now, "identity.officer.reactivate", officer, {}, purpose=reason)
    return officer


def one_time_password() -> str:
    """Sixteen easy letters in groups of four: 79 bits, and readable over the phone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def locked(officer_id: int) -> Officer:
    """The officer with their row held until the transaction ends. Raises NoSuchOfficer."""
    officer = Officer.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=officer_id).first()
    if officer is None:
        raise NoSuchOfficer(_("没有这位人员"))
    return officer


def _checked_roles(roles: Iterable[str], unit: Unit) -> list[str]:
    wanted = {str(role) for role in roles}
    if not wanted <= set(Role.values):
        raise RolesClash(_("有的岗位不在名单上"))
    if wanted & ADMINISTRATORS and len(wanted) > 1:
        raise RolesClash(_("系统、安全、审计三种管理员相互分开，也不兼办案岗位：一个人只能任其中一种"))
    if unit.kind in PARTNER_KINDS and not wanted <= _OUTSIDE:
        raise RolesClash(_("协作单位的人只能任联络员"))
    return sorted(wanted)


def not_oneself(by: Actor, officer: Officer) -> None:
    """Nobody changes their own account. Raises NotOneself."""
    if by.kind == "officer" and by.id == str(officer.pk):
        raise NotOneself(_("不能变更自己的岗位和账号，请另一位安全管理员办理"))


def _keep_one_security_admin(leaving: Officer) -> None:
    if Role.SECURITY_ADMIN not in leaving.roles or not leaving.is_active:
        return
    # The rows are held so that two administrators cannot remove each other at the same moment.
    others = Officer.objects.select_for_update().filter(roles__contains=[Role.SECURITY_ADMIN], is_active=True)
    if not [one for one in others if one.pk != leaving.pk]:
        raise LastOne(_("这是最后一位安全管理员，请先任命另一位"))


def _record(by: Actor, now: datetime, action: str, officer: Officer, facts: Facts, *, purpose: str = "") -> None:
    subject = Subject("identity.officer", str(officer.pk), unit_id=officer.unit_id)
    audit.record(by=by, now=now, action=action, subject=subject, purpose=purpose[:200], facts=facts)
