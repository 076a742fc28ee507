"""Tables of interdiction. What must never happen is a constraint: no own approval, no third stop, no sum that is off."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goldbell.apps.interdiction.contracts import Basis, DueKind, Finding, OrderState
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import BlindField, SealedField
from goldbell.common.money import MOST_FEN

_ASKED = Q(state__in=["approved", "sent", "executed", "refused", "unknown", "expired"])
_ANSWERED = Q(state__in=["executed", "refused", "expired"])


class StopOrder(models.Model):
    """紧急止付单: asks one bank to hold money on one account for 48 hours. Two officers sign it."""

    order_no = models.CharField(_("止付单号"), max_length=60, unique=True)
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    #: Copied: the bank reads the order, not the case.
    case_no = models.CharField(_("案号"), max_length=60)
    partner = models.ForeignKey("exchange.Partner", models.PROTECT, related_name="+")
    #: Set when the order is approved: before that it is none of the bank's business.
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, null=True, related_name="+")
    account = SealedField(kind=Kind.ACCOUNT)
    account_blind = BlindField()
    holder = SealedField(kind=Kind.NAME)
    transfer_fen = models.BigIntegerField(_("转入金额"))
    transferred_at = models.DateTimeField(_("转入时间"))
    #: What is shown to have reached the account, of which ``transfer_fen`` is the movement the bank matches.
    basis_fen = models.BigIntegerField()
    basis = models.CharField(_("依据"), max_length=10, choices=Basis.choices)
    trace_run = models.ForeignKey("tracing.TraceRun", models.PROTECT, null=True, related_name="+")
    clock_paid_at = models.DateTimeField(_("转出时间"))
    clock_way = models.CharField(max_length=16)
    ask_fen = models.BigIntegerField(_("要求止付"))
    held_fen = models.BigIntegerField(_("止住"), null=True)
    missed_fen = models.BigIntegerField(_("未止住"), null=True)
    balance_fen = models.BigIntegerField(_("余额"), null=True)
    state = models.CharField(_("状态"), max_length=10, choices=OrderState.choices, default=OrderState.PROPOSED)
    #: First or second stop of the account; given when approved.
    ordinal = models.PositiveSmallIntegerField(_("第几次"), null=True)
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    legal_basis = models.CharField(_("法律依据"), max_length=200)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField(_("提出时间"))
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    executed_at = models.DateTimeField(_("执行时间"), null=True)
    expires_at = models.DateTimeField(_("到期时间"), null=True)
    ended_at = models.DateTimeField(null=True)
    bank_serial = models.CharField(max_length=64, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal_reason = models.CharField(max_length=200, blank=True)
    onward_omitted = models.PositiveIntegerField(default=0)
    #: Why nobody knows: the code of the message's end.
    unknown_code = models.CharField(max_length=40, blank=True)
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    settled_reason = models.CharField(max_length=200, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index("case", name="interdiction_order_case"),
            models.Index(fields=["state", "-proposed_at"], name="interdiction_order_state"),
            models.Index("partner", "state", name="interdiction_order_partner"),
            models.Index("account_blind", name="interdiction_order_account"),
            models.Index("approved_at", name="interdiction_order_approved"),
            models.Index("executed_at", name="interdiction_order_executed"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="interdiction_order_state_known", condition=Q(state__in=OrderState.values)),
            models.CheckConstraint(
                name="interdiction_order_two_people", condition=Q(approved_by="") | ~Q(approved_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="interdiction_order_signed",
                condition=~_ASKED | ~Q(approved_by="") & Q(approved_at__isnull=False, partner_unit__isnull=False),
            ),
            # The first and the second stop are the only ones there are, and each of them there is once.
            models.CheckConstraint(
                name="interdiction_order_no_third",
                condition=Q(ordinal__isnull=True) & ~_ASKED | Q(ordinal__isnull=False, ordinal__in=[1, 2]),
            ),
            models.UniqueConstraint(
                "partner",
                "account_blind",
                "ordinal",
                name="interdiction_order_each_stop_once",
                condition=Q(state__in=["approved", "sent", "unknown", "executed", "expired"]),
            ),
            models.UniqueConstraint(
                "case",
                "account_blind",
                name="interdiction_order_one_pending",
                condition=Q(state__in=["proposed", "approved", "sent", "unknown"]),
            ),
            models.CheckConstraint(
                name="interdiction_order_amounts",
                condition=Q(
                    transfer_fen__range=(1, MOST_FEN),
                    basis_fen__range=(1, MOST_FEN),
                    ask_fen__gte=1,
                    ask_fen__lte=F("basis_fen"),
                    transfer_fen__lte=F("basis_fen"),
                ),
            ),
            models.CheckConstraint(
                name="interdiction_order_adds_up",
                condition=_ANSWERED
                & Q(held_fen__isnull=False, missed_fen__isnull=False)
                & Q(held_fen__gte=0, missed_fen__gte=0, ask_fen=F("held_fen") + F("missed_fen"))
                | ~_ANSWERED & Q(held_fen__isnull=True, missed_fen__isnull=True),
            ),
            models.CheckConstraint(
                name="interdiction_order_refused_held_nothing",
                condition=~Q(state="refused") | Q(held_fen=0) & ~Q(refusal_code=""),
            ),
            models.CheckConstraint(
                name="interdiction_order_48_hours",
                condition=~Q(state__in=["executed", "expired"])
                | Q(executed_at__isnull=False, expires_at__isnull=False, expires_at__gt=F("executed_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.order_no


class OnwardLeg(models.Model):
    """下级转账: money that had left the account before the stop, as the bank's answer lists it; the next place to look."""

    written_once: ClassVar = True

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    order = models.ForeignKey(StopOrder, models.PROTECT, related_name="+")
    to_account = SealedField(kind=Kind.ACCOUNT)
    to_account_blind = BlindField()
    to_name = SealedField(kind=Kind.NAME, null=True)
    to_bank = models.CharField(max_length=200, blank=True)
    amount_fen = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index("order", name="interdiction_leg_order")]

    def __str__(self) -> str:
        return f"leg {self.pk} of order {self.order_id}"


class OrderDue(models.Model):
    """期限: a moment of an order at which something happens by itself, once, whatever the clock or the process does."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    order = models.ForeignKey(StopOrder, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=DueKind.choices)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [models.Index("due_at", name="interdiction_due_open", condition=Q(fired_at=None))]
        constraints: ClassVar = [models.UniqueConstraint("order", "kind", name="interdiction_due_once")]

    def __str__(self) -> str:
        return f"{self.kind} of order {self.order_id}"


class Contradiction(models.Model):
    """矛盾答复: the bank said something about an order that does not fit what is on record; a person must look."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    order = models.ForeignKey(StopOrder, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10)
    held_fen = models.BigIntegerField(default=0)
    bank_serial = models.CharField(max_length=64)
    reason = models.CharField(max_length=40)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.CharField(max_length=80, blank=True)
    looked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("order", "bank_serial", "outcome", name="interdiction_contradiction_once"),
        ]

    def __str__(self) -> str:
        return f"contradiction {self.pk} of order {self.order_id}"


class DayNumber(models.Model):
    """How far a unit's numbering of stop orders has come on a day."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "day"], name="interdiction_daynumber_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.last}"
