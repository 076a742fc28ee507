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
            models.Index("at", name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.subject_kind}:{self.subject_id}"


class Unsealed(models.Model):
    """An entry that waits for its seal; a trigger writes the row with the entry, the sealer takes it away."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class Seal(models.Model):
    """A link of the chain: the entry's digest bound to its place and to everything before it (see record.link)."""

    written_once: ClassVar = True

    seal_no = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    entry_hash = models.BinaryField()
    previous = models.BinaryField()
    link = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seal_no"]

    def __str__(self) -> str:
        return str(self.seal_no)


class AnchorRow(models.Model):
    """The database's own copy of an anchor; the one that counts lies outside (see anchors)."""

    written_once: ClassVar = True

    anchor_no = models.BigIntegerField(primary_key=True)
    seal_no = models.BigIntegerField()
    link = models.CharField(max_length=64)
    count = models.BigIntegerField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering: ClassVar = ["anchor_no"]

    def __str__(self) -> str:
        return f"{self.anchor_no}: {self.seal_no}"
