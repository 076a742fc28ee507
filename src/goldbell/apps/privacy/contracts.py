"""Words of privacy: kinds of personal value, purposes of opening one, and what the vault tells about a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class Kind(models.TextChoices):
    """What a sealed value is; decides its mask and how its blind index is normalised."""

    NAME = "name", _("姓名")
    PHONE = "phone", _("电话")
    ID_NUMBER = "id_number", _("证件号码")
    ACCOUNT = "account", _("账号")
    ADDRESS = "address", _("住址")
    WORDS = "words", _("原话")
    FILE = "file", _("文件名")
    OTHER = "other", _("其他内容")


class Purpose(models.TextChoices):
    """Why somebody opens a masked value; the law asks for a purpose each time (个人信息保护法 art. 6)."""

    CONTACT = "contact", _("联系当事人")
    VERIFY = "verify", _("核实身份")
    STOP_PAYMENT = "stop_payment", _("办理止付")
    STATEMENTS = "statements", _("调取流水")
    INVESTIGATE = "investigate", _("侦办案件")
    RETURN = "return", _("返还资金")
    OTHER = "other", _("其他（写明）")


class ErasureState(models.TextChoices):
    """A person's erasure: asked by one, carried out by the word of another."""

    ASKED = "asked", _("待复核")
    DONE = "done", _("已销毁")
    REFUSED = "refused", _("未同意")


class ExportState(models.TextChoices):
    """An export: asked for, approved by a second person, built as a marked file."""

    ASKED = "asked", _("待复核")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")
    EXPIRED = "expired", _("已到期销毁")


class AlarmLevel(models.TextChoices):
    """How loud: noticed by the administrators, or the officer's look-ups stand still until a chief speaks."""

    NOTICE = "notice", _("提醒")
    STOP = "stop", _("停止查看")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the vault. ``sha256``: hex digest of the plain bytes; ``size``: plain bytes; ``path_id``: its place."""

    sha256: str
    size: int
    path_id: str


@dataclass(frozen=True, slots=True)
class LookupLimits:
    """How many look-ups are unremarkable. Reveals open one masked value; reads are all recorded looks.

    ``stop_per_day`` is the hard limit for reveals, the others raise a notice. ``window_days`` catches the patient:
    88,985 look-ups in nine months are 330 a day."""

    alarm_per_hour: int = 60
    alarm_per_day: int = 200
    stop_per_day: int = 300
    reads_alarm_per_day: int = 300
    alarm_per_window: int = 3000
    window_days: int = 30


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long a kind of record is kept after its business ended, and who says so."""

    code: str
    label: str
    years: int
    source: str


#: Shipped terms; each bureau confirms them or sets its own with a date and a source (see models.RetentionTerm).
SHIPPED_TERMS: Final = (
    RetentionRule("case", gettext_noop("案件材料"), 30, gettext_noop("单位档案保管期限表（由单位核定）")),
    RetentionRule("report", gettext_noop("未立案警情"), 10, gettext_noop("单位档案保管期限表（由单位核定）")),
    RetentionRule("export", gettext_noop("导出文件"), 1, gettext_noop("单位导出管理规定（由单位核定）")),
)


@dataclass(frozen=True, slots=True)
class DueForErasure:
    """A data key whose term has run out; a person still has to ask for its erasure."""

    key: UUID
    unit_id: int
    rule: RetentionRule
    ended_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class DueLine:
    """How many data keys of one kind and unit, whose business ended in one year, are due for erasure."""

    rule: RetentionRule
    unit_id: int
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class KeySheet:
    """One data key before somebody destroys it. ``sealed``: how many values of each kind only it opens; ``due_on``: when
    its term ends, None while its business lasts; ``asked``: somebody wants it destroyed, or it is."""

    key: UUID
    made_at: datetime
    destroyed_at: datetime | None
    due_on: date | None
    asked: bool
    sealed: tuple[tuple[Kind, int], ...]


@dataclass(frozen=True, slots=True)
class MasterStanding:
    """A master key and how many data keys lie under it; ``wraps``: it is the one that wraps now."""

    number: int
    made_at: datetime
    under: int
    wraps: bool
