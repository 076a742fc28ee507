"""Tables of the exchange. What was said to partners and what came back is sealed: it holds names and accounts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.contracts import TERMS, ChangeState, CircuitState, MessageState, Outcome, Standing, Step
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import SealedField


class Partner(models.Model):
    """对接单位: a bank, payment institution or operator and how to reach it. No secret inside the house, so without row
    scope, like the unit it belongs to: every station must be able to see which bank a card belongs to."""

    unit = models.OneToOneField("identity.Unit", models.PROTECT, related_name="+")
    code = models.CharField(_("代码"), max_length=32, unique=True)
    #: What the partner calls us; the sender of what we say to it.
    our_code = models.CharField(_("对方给我方的代码"), max_length=32)
    message_format = models.CharField(_("报文格式"), max_length=40, default="goldbell_json")
    endpoint = models.CharField(_("地址"), max_length=300)
    #: Where it takes questions about messages; empty: at the same address.
    status_endpoint = models.CharField(_("查询地址"), max_length=300, blank=True)
    #: The only hosts we talk to for this partner, whatever the address says.
    hosts = ArrayField(models.CharField(max_length=253), default=list)
    #: The partner lives in a private network (a dedicated line, or this machine).
    private_network = models.BooleanField(_("专线或内网"), default=False)
    deduplicates = models.BooleanField(_("对方能识别重复"), default=True)
    enabled = models.BooleanField(_("启用"), default=True)
    prefixes = ArrayField(models.CharField(max_length=24), default=list)
    aliases = ArrayField(models.CharField(max_length=80), default=list)
    #: Data key that seals what comes unasked and so belongs to no case.
    key = models.UUIDField(editable=False)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code

    def circuit(self, now: datetime) -> CircuitState:
        """Whether we call it at ``now``."""
        if self.failures < TERMS.failures_to_open:
            return CircuitState.CLOSED
        return CircuitState.OPEN if self.rests_until and self.rests_until > now else CircuitState.HALF_OPEN


class PartnerKey(models.Model):
    """A partner's public key; an old one stays until it is withdrawn, so that keys can be changed without a gap."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    key_id = models.CharField(max_length=64, unique=True)
    public_pem = models.TextField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key_id


class PartnerChange(models.Model):
    """对接变更: what the system administrator wants a partner to be, and the security administrator's answer. Whose key we
    believe and where we send names and accounts is never one person's word. No case content, so without row scope."""

    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    #: A PartnerDraft as it was asked for (``PartnerDraft.written``).
    draft = models.JSONField()
    reason = models.CharField(_("理由"), max_length=200)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.ASKED)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="exchange_change_two_people", condition=~Q(asked_by=models.F("decided_by"))),
            models.UniqueConstraint("partner_unit", name="exchange_change_one_open", condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.partner_unit_id} {self.state}"


class OutMessage(models.Model):
    """发出的报文: something said to a partner. It commits with the act that caused it; the worker sends it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=40)
    #: The body as canonical JSON; bytes and signature of each try follow from it, the try's moment and our key.
    body = SealedField(kind=Kind.OTHER)
    digest = models.CharField(max_length=64)
    #: Messages with the same order key go one after the other.
    order_key = models.CharField(max_length=80)
    #: The number by which both sides name the business, e.g. the stop order's; used to ask what became of it.
    reference = models.CharField(_("单号"), max_length=64)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    case_id = models.BigIntegerField(null=True)
    state = models.CharField(_("状态"), max_length=12, choices=MessageState.choices, default=MessageState.WAITING)
    queued_by = models.CharField(max_length=80)
    queued_at = models.DateTimeField(_("写入时间"))
    #: When the worker looks at it next; empty when nothing is due by itself.
    next_at = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    #: A try may have arrived although we heard nothing.
    doubtful = models.BooleanField(default=False)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    first_sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(_("送达时间"), null=True)
    ended_at = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=40, blank=True)
    #: A person found out what became of an unknown or abandoned message.
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index("next_at", name="exchange_out_due", condition=Q(state__in=["waiting", "delivered"])),
            models.Index(
                "partner", "order_key", name="exchange_out_order", condition=Q(state__in=["waiting", "sending"])
            ),
            models.Index("lease_until", name="exchange_out_lease", condition=Q(lease__isnull=False)),
            models.Index("subject_kind", "subject_id", name="exchange_out_subject"),
            models.Index("partner", "state", name="exchange_out_partner"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="exchange_out_state", condition=Q(state__in=MessageState.values)),
            models.CheckConstraint(
                name="exchange_out_sending_leased",
                condition=~Q(state="sending") | Q(lease__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="exchange_out_waiting_looked_at", condition=~Q(state="waiting") | Q(next_at__isnull=False)
            ),
            models.CheckConstraint(
                name="exchange_out_ended",
                condition=Q(state__in=["answered", "unknown", "abandoned", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["waiting", "sending", "delivered"], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="exchange_out_settled_says_why",
                condition=Q(settled_at__isnull=True, settled_by="") | ~Q(settled_by="") & ~Q(settled_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Attempt(models.Model):
    """One try: when, how it ended, how long it took. No personal data; never changed."""

    written_once: ClassVar = True

    out = models.ForeignKey(OutMessage, models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    step = models.CharField(max_length=8, choices=Step.choices)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    http_status = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=40, blank=True)
    ms = models.PositiveIntegerField(default=0)
    #: SHA-256 of the bytes that went out.
    sent_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index("out", "at", name="exchange_attempt_out"),
            models.Index("partner", "at", name="exchange_attempt_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.out_id} {self.step} {self.outcome}"


class InMessage(models.Model):
    """收到的报文: what a partner said, exactly as it came, verified before it was believed; never changed."""

    written_once: ClassVar = True

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    message_id = models.UUIDField()
    kind = models.CharField(_("种类"), max_length=40)
    out = models.ForeignKey(OutMessage, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("收到时间"))
    sent_at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    raw = SealedField(kind=Kind.OTHER)
    standing = models.CharField(max_length=10, choices=Standing.choices)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index("out", name="exchange_in_out")]
        constraints: ClassVar = [
            models.UniqueConstraint("partner", "message_id", name="exchange_in_once"),
        ]

    def __str__(self) -> str:
        return str(self.message_id)


class Refusal(models.Model):
    """拒收记录: somebody knocked and was not let in. Why and when, no content: what is not believed is not kept."""

    written_once: ClassVar = True

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index("at", name="exchange_refusal_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.code}"


class QueueAlarm(models.Model):
    """排队告警: messages to a partner waited too long, from when to when."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    #: The moment since which the oldest message waits.
    oldest_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint("partner", name="exchange_alarm_one_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.opened_at:%Y-%m-%d %H:%M}"
