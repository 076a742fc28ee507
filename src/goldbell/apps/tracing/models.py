"""Tables of tracing: statement files with their rejected rows, and traces."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import SealedField
from goldbell.apps.tracing.contracts import FileState


class StatementFile(models.Model):
    """流水文件: one file an institution returned, for one case. The file itself is evidence; its rows are a sealed segment."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    evidence = models.ForeignKey("cases.Evidence", models.PROTECT, related_name="+")
    name = SealedField(kind=Kind.FILE)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    state = models.CharField(_("状态"), max_length=12, choices=FileState.choices, default=FileState.WAITING)
    handed_in_by = models.CharField(max_length=80)
    handed_in_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    layout = models.CharField(_("格式"), max_length=40, blank=True)
    explanation = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    #: Accounts about which the institution answered with a reason instead of rows.
    failed_queries = models.PositiveIntegerField(default=0)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    failure_code = models.CharField(max_length=40, blank=True)
    failure_text = models.CharField(max_length=300, blank=True)
    segment = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["case", "sha256"], name="tracing_file_case_sha"),
            models.Index(fields=["state"], name="tracing_file_waiting", condition=models.Q(state="waiting")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="tracing_file_rows_add_up",
                condition=models.Q(rows=models.F("accepted") + models.F("rejected")),
            ),
            models.CheckConstraint(
                name="tracing_file_read_has_segment",
                condition=~models.Q(state="read") | ~models.Q(segment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"statement file {self.pk}"


class RejectedRow(models.Model):
    """被拒的行: where it stands and why, without repeating what it says."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    file = models.ForeignKey("tracing.StatementFile", models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["file", "row"]

    def __str__(self) -> str:
        return f"{self.row}: {self.code}"


class TraceRun(models.Model):
    """一次追踪: where the money of a case is at a moment, by a rule, from the statements that were there. Never changed."""

    written_once: ClassVar = True

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    as_of = models.DateTimeField()
    rule = models.CharField(max_length=24)
    run_by = models.CharField(max_length=80)
    run_at = models.DateTimeField()
    files = models.PositiveIntegerField()
    payments = models.PositiveIntegerField()
    asked_fen = models.BigIntegerField()
    held_fen = models.BigIntegerField()
    out_of_sight_fen = models.BigIntegerField()
    cashed_out_fen = models.BigIntegerField()
    #: Paid, but not yet executed by the payer's bank (or after the moment of the trace): to be recalled, not chased.
    pending_fen = models.BigIntegerField()
    result = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["case", "-run_at"], name="tracing_run_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="tracing_run_adds_up",
                condition=models.Q(
                    asked_fen=models.F("held_fen")
                    + models.F("out_of_sight_fen")
                    + models.F("cashed_out_fen")
                    + models.F("pending_fen")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"trace {self.pk} of case {self.case_id}"
