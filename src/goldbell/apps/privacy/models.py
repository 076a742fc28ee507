"""Tables of privacy: data keys (wrapped), wishes to erase and to export, and alarms about looking too much."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goldbell.apps.privacy.contracts import AlarmLevel, ErasureState, ExportState


class DataKey(models.Model):
    """The key of one person or one case, wrapped by a master key; without ``wrapped`` what it sealed is gone.

    Everybody may read the wrapped bytes (a liaison opens another unit's order); only the owning unit changes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    wrapped = models.BinaryField(null=True)
    master = models.PositiveIntegerField()
    retention = models.CharField(max_length=24, default="case")
    made_at = models.DateTimeField()
    #: The day its business ended and the retention term began to run; empty while it is in use.
    ended_on = models.DateField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="privacy_datakey_gone_or_kept",
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index("retention", "ended_on", name="privacy_datakey_due")]

    def __str__(self) -> str:
        return str(self.pk)


class Erasure(models.Model):
    """销毁: the wish to destroy a data key, and the second person's answer."""

    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    #: Asked for together with others whose term was over; decided together.
    batch = models.UUIDField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.ASKED)
    reason = models.CharField(_("理由"), max_length=200)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="privacy_erasure_two_people", condition=~Q(asked_by=F("decided_by"))),
            models.UniqueConstraint(
                "key", name="privacy_erasure_asked_once", condition=Q(state__in=[ErasureState.ASKED, ErasureState.DONE])
            ),
        ]
        indexes: ClassVar = [models.Index("batch", name="privacy_erasure_batch", condition=Q(batch__isnull=False))]

    def __str__(self) -> str:
        return f"{self.key_id} {self.state}"


class Export(models.Model):
    """导出: rows that somebody wants to take out of the house; kept sealed until a second person agrees."""

    title = models.CharField(_("标题"), max_length=80)
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+")
    rows_path = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    case_id = models.BigIntegerField(null=True)
    purpose = models.CharField(_("用途"), max_length=200)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.ASKED)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    #: Until when the approved file may be fetched.
    due_at = models.DateTimeField(null=True)
    built_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="privacy_export_two_people", condition=~Q(asked_by=F("decided_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class LookupLimit(models.Model):
    """Limits for look-ups from a day on; the newest that has begun holds, older ones explain old alarms."""

    valid_from = models.DateTimeField(unique=True)
    alarm_per_hour = models.PositiveIntegerField(_("每小时提醒"))
    alarm_per_day = models.PositiveIntegerField(_("每日提醒"))
    stop_per_day = models.PositiveIntegerField(_("每日停止"))
    reads_alarm_per_day = models.PositiveIntegerField(_("每日查阅提醒"))
    alarm_per_window = models.PositiveIntegerField(_("长期提醒"))
    window_days = models.PositiveSmallIntegerField(_("长期天数"), default=30)
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class LookupAlarm(models.Model):
    """An officer looked more often than is unremarkable. A stop holds until a chief lifts it."""

    officer = models.CharField(max_length=80)
    unit_id = models.BigIntegerField(null=True)
    level = models.CharField(max_length=8, choices=AlarmLevel.choices)
    #: Which limit was reached: a field name of LookupLimits.
    limit = models.CharField(max_length=24)
    counted = models.PositiveIntegerField()
    allowed = models.PositiveIntegerField()
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    word = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index("officer", "at", name="privacy_alarm_officer")]
        constraints: ClassVar = [
            models.CheckConstraint(name="privacy_alarm_not_own_judge", condition=~Q(officer=F("closed_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.limit} {self.counted}"


class RetentionTerm(models.Model):
    """A bureau's own retention term from a day on, with its source."""

    code = models.CharField(max_length=24)
    years = models.PositiveSmallIntegerField(_("年限"))
    source = models.CharField(_("依据"), max_length=120)
    valid_from = models.DateField()
    set_by = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [models.UniqueConstraint("code", "valid_from", name="privacy_term_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.years}"
