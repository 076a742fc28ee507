"""Tables of identity. Units and officers are no secret inside the house (who sits where, who is on duty), and an officer must be
found before anybody has a scope; so these two carry no row scope. All other tables with a unit do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import ADMINISTRATORS, PARTNER_KINDS, Role, UnitKind

_OFFICES = sorted(ADMINISTRATORS)


class Unit(models.Model):
    """机构: a place in the tree; a station also belongs to a brigade's bundle (捆绑派出所)."""

    code = models.CharField(_("机构代码"), max_length=32, unique=True)
    #: Stands in the numbers of reports, cases and orders, where the whole code would be too long to read aloud.
    short_code = models.CharField(_("编号短码"), max_length=8, blank=True)
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
            models.UniqueConstraint("short_code", name="identity_unit_short_code", condition=~models.Q(short_code="")),
            models.CheckConstraint(
                name="identity_unit_short_code_plain", condition=models.Q(short_code__regex=r"^[A-Z0-9]{0,8}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def number_code(self) -> str:
        """What stands for the unit in numbers: its short code, or the whole code where none was given."""
        return self.short_code or self.code

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
    #: The password was given by the security administrator: nothing else opens before the officer has set their own.
    must_change_password = models.BooleanField(default=False)
    #: Counted up whenever rights change or the officer is signed out everywhere: older sessions end.
    session_epoch = models.PositiveIntegerField(default=0)

    objects: ClassVar[Officers] = Officers()
    USERNAME_FIELD = "badge"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["badge"]
        indexes: ClassVar = [models.Index(fields=["unit"], name="identity_officer_unit")]
        constraints: ClassVar = [
            # 三权分立, kept by the database too: an administrator's office stands alone.
            models.CheckConstraint(
                name="identity_officer_offices_apart",
                condition=models.Q(roles__len=1) | ~models.Q(roles__overlap=_OFFICES),
            ),
            models.CheckConstraint(
                name="identity_officer_known_roles", condition=models.Q(roles__contained_by=list(Role.values))
            ),
            models.UniqueConstraint(Lower("badge"), name="identity_officer_badge_any_case"),
        ]

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


class OpenSession(models.Model):
    """在线会话: one browser an officer is signed in with, so that they see it and can end it."""

    officer = models.ForeignKey("identity.Officer", models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.began_at:%Y-%m-%d %H:%M}"


class Shift(models.Model):
    """值班: one officer's turn, from taking over to handing over; ``note`` is what the next one must know (no personal data)."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    officer = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handed_to = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_at"]
        indexes: ClassVar = [models.Index(fields=["unit", "-began_at"], name="identity_shift_of_unit")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(ended_at=None), name="identity_shift_one_open"
            ),
            models.CheckConstraint(
                name="identity_shift_ends_after",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.began_at:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """接口令牌: a partner's key to the API. The secret is shown once; here stands only its digest."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.BinaryField(max_length=32)
    label = models.CharField(_("用途"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    issued_by = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.prefix}…"


class KeptAnswer(models.Model):
    """The answer to a call with an Idempotency-Key, committed with the act: the same call again gets it, not a second act.

    ``body`` is sealed with the program's key, because answers may hold what only their reader may see."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=80, blank=True)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="identity_keptanswer_at")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="identity_keptanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.at:%Y-%m-%d %H:%M}"
