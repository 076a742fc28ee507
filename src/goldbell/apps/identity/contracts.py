"""Words of identity: kinds of unit, roles, permissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class UnitKind(models.TextChoices):
    """What a unit is in the tree of domain.md §1: city → district → centre, brigades, stations; partners beside them."""

    CITY = "city", _("市局")
    DISTRICT = "district", _("分局")
    CENTRE = "centre", _("反诈中心")
    BRIGADE = "brigade", _("刑警大队")
    STATION = "station", _("派出所")
    BANK = "bank", _("银行")
    PAYMENT_INSTITUTION = "payment_institution", _("支付机构")
    OPERATOR = "operator", _("电信运营商")


#: Units outside the police: they see only what is addressed to them.
PARTNER_KINDS: Final = frozenset({UnitKind.BANK, UnitKind.PAYMENT_INSTITUTION, UnitKind.OPERATOR})


class Role(models.TextChoices):
    """What an officer does. The three administrators are kept apart: none of them sees case content (三权分立)."""

    INTAKE = "intake", _("接警员")
    DUTY = "duty", _("值班员")
    DUTY_CHIEF = "duty_chief", _("值班长")
    ANALYST = "analyst", _("研判员")
    DETECTIVE = "detective", _("侦查员")
    STATION = "station", _("派出所民警")
    BANK_LIAISON = "bank_liaison", _("银行联络员")
    TELECOM_LIAISON = "telecom_liaison", _("通信联络员")
    PUBLICITY = "publicity", _("宣传员")
    CHIEF = "chief", _("领导")
    AUDITOR = "auditor", _("审计员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
#: Police who work on cases, in the order of the duty chain.
POLICE: Final = frozenset(
    {Role.INTAKE, Role.DUTY, Role.DUTY_CHIEF, Role.ANALYST, Role.DETECTIVE, Role.STATION, Role.CHIEF}
)


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do one thing. ``code`` is ``<app>.<noun>.<act>``; ``parts`` names system parts that may do it too
    (they finish what a person decided); ``partner_scope`` is the API scope that lets a partner do it for itself."""

    code: str
    label: str | StrPromise
    roles: frozenset[str]
    parts: frozenset[str] = frozenset()
    partner_scope: str = ""


def permission(
    code: str, label: str | StrPromise, *, roles: Iterable[str], parts: Iterable[str] = (), partner_scope: str = ""
) -> Permission:
    """Declare a permission in an app's ``permissions.py``."""
    return Permission(code, label, frozenset(map(str, roles)), frozenset(parts), partner_scope)
