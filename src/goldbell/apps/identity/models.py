"""Tables of identity: units and officers. They are no secret inside the house, so no row scope binds them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import PARTNER_KINDS, Role, UnitKind


class Unit(models.Model):
    """机构: a place in the tree; a station also belongs to a brigade's bundle (捆绑派出所)."""

    code = models.CharField(_("机构代码"), max_length=32, unique=True)
    kind = models.CharField(_("类别"), max_length=24, choices=UnitKind.choices)
    name_zh = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    brigade = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    zone = models.CharField(_("时区"), max_length=40, default="Asia/Shanghai")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="identity_unit_kind", condition=models.Q(kind__in=UnitKind.values), violation_error_code="kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def is_partner(self) -> bool:
        """Whether it stands outside the police."""
        return self.kind in PARTNER_KINDS


class Officers(BaseUserManager["Officer"]):
    """How allauth finds an officer by the badge they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Officer:
        """The officer of a badge; badges are compared without regard to case."""
        return self.get(badge__iexact=username)


class Officer(AbstractBaseUser):
    """民警、联络员: a named person who signs in with a badge number (警号) and a second factor."""

    badge = models.CharField(_("警号"), max_length=32, unique=True)
    name = models.CharField(_("姓名"), max_length=80)
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=24, choices=Role.choices), default=list)
    is_active = models.BooleanField(_("在用"), default=True)
    on_duty = models.BooleanField(_("在岗"), default=False)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")
    #: Counted up whenever rights change or the officer is signed out everywhere: older sessions end.
    session_epoch = models.PositiveIntegerField(default=0)

    objects: ClassVar[Officers] = Officers()
    USERNAME_FIELD = "badge"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["badge"]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Sessions end with a new password and with a new epoch."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def has_role(self, *roles: str) -> bool:
        """Whether the officer holds one of the roles."""
        return not set(self.roles).isdisjoint(roles)

    def clean_fields(self, exclude: Any = None) -> None:
        """Badges are kept without blanks around them."""
        self.badge = self.badge.strip()
        super().clean_fields(exclude)
