"""The record. Rows are written once: the program's role may insert and read them, never change or delete them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act or read: who, when, what, about what, why. Sealed into the chain a moment after it commits."""

    #: The program's role may not update or delete rows of this table (see project.database.schema.grant).
    written_once: ClassVar = True

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_unit = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    nature = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    case_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index("subject_kind", "subject_id", name="audit_entry_subject"),
            models.Index("case_id", name="audit_entry_case"),
            models.Index("actor", "at", name="audit_entry_actor"),
            models.Index("action", "at", name="audit_entry_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.subject_kind}:{self.subject_id}"
