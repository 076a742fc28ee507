"""Tables of intake and cases. Every row carries its unit; names, numbers and words of people are sealed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goldbell.apps.cases.contracts import (
    CaseState,
    Channel,
    ElementState,
    OnPhone,
    ReportState,
    Verdict,
)
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import BlindField, SealedField, WordsField
from goldbell.common.money import MOST_FEN
from goldbell.common.ways import PaymentWay

WAYS = [(way.value, way.label_zh) for way in PaymentWay]


class ScamType(models.Model):
    """案别: the two-level code table. A row is never changed: a new meaning is a new version from a later day."""

    code = models.CharField(max_length=40)
    parent_code = models.CharField(max_length=40, blank=True)
    label_zh = models.CharField(max_length=60)
    label_en = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code", "version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="cases_scamtype_version")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The type in the reader's language."""
        return self.label_en if (get_language() or "").startswith("en") else self.label_zh


class DayNumber(models.Model):
    """How far a unit's numbering has come on a day; its row lock makes numbers gap-free under concurrency."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    series = models.CharField(max_length=1)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "series", "day"], name="cases_daynumber_once")]


class Case(models.Model):
    """案件: what is investigated. ``key`` seals accounts and elements; the victim has the person's own."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case_no = models.CharField(_("案号"), max_length=60, unique=True)
    key = models.UUIDField(editable=False)
    victim = SealedField(kind=Kind.NAME, null=True, blank=True)
    victim_blind = BlindField(null=True, blank=True)
    scam_type = models.CharField(_("类型"), max_length=40, blank=True)
    scam_type_version = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=CaseState.choices, default=CaseState.OPENED)
    opened_at = models.DateTimeField(_("受案时间"))
    opened_by = models.CharField(max_length=80)
    state_at = models.DateTimeField()
    #: The largest unsettled transfer, kept here so that lists sort by the clock; empty when no money is on its way.
    clock_paid_at = models.DateTimeField(_("转出时间"), null=True, blank=True)
    clock_way = models.CharField(max_length=16, blank=True)
    loss_fen = models.BigIntegerField(_("损失"), default=0)

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "-opened_at"], name="cases_case_list"),
            models.Index(fields=["-opened_at"], name="cases_case_opened"),
            models.Index(fields=["scam_type", "-opened_at"], name="cases_case_type"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="cases_case_state", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="cases_case_loss", condition=Q(loss_fen__gte=0)),
            models.CheckConstraint(
                name="cases_case_clock",
                condition=Q(clock_paid_at__isnull=True, clock_way="")
                | Q(clock_paid_at__isnull=False) & ~Q(clock_way=""),
            ),
        ]

    def __str__(self) -> str:
        return self.case_no


class CaseMove(models.Model):
    """One move of a case between states: who, when, why."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, choices=CaseState.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]


class Report(models.Model):
    """警情: what somebody told the room. ``key`` is the reporter's own; ``matter_key`` that of money and accounts,
    which the case inherits, so that erasing the person leaves the case."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    number = models.CharField(_("警情编号"), max_length=60, unique=True)
    idempotency_key = models.CharField(max_length=80)
    content_digest = models.BinaryField(max_length=32)
    key = models.UUIDField(editable=False)
    matter_key = models.UUIDField(editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(_("来源"), max_length=16, choices=Channel.choices)
    outside_no = models.CharField(_("来源单号"), max_length=60, blank=True)
    received_at = models.DateTimeField(_("接警时间"))
    taken_at = models.DateTimeField(_("受理时间"))
    taken_by = models.CharField(max_length=80)
    state = models.CharField(_("状态"), max_length=16, choices=ReportState.choices, default=ReportState.TAKEN)
    state_reason = models.CharField(max_length=400, blank=True)
    words = SealedField(kind=Kind.WORDS, null=True, blank=True)
    reporter_name = SealedField(kind=Kind.NAME, null=True, blank=True)
    reporter_name_blind = BlindField(null=True, blank=True)
    reporter_phone = SealedField(kind=Kind.PHONE, null=True, blank=True)
    reporter_phone_blind = BlindField(null=True, blank=True)
    reporter_id_number = SealedField(kind=Kind.ID_NUMBER, null=True, blank=True)
    reporter_id_number_blind = BlindField(null=True, blank=True)
    reporter_address = SealedField(kind=Kind.ADDRESS, null=True, blank=True)
    on_phone = models.CharField(_("还在和对方通话"), max_length=8, choices=OnPhone.choices, default=OnPhone.UNKNOWN)
    balance_left_fen = models.BigIntegerField(_("卡内余额"), null=True, blank=True)
    scam_type = models.CharField(_("类型"), max_length=40, blank=True)
    #: What the reader took it for when it was taken, beside what the officer said: how good the reader is, is measured on it.
    read_as = models.CharField(max_length=40, blank=True)
    read_score = models.FloatField(null=True, blank=True)
    read_surely = models.BooleanField(default=False)
    #: Keyed two-character lexemes of words, name and address: the database cannot read them, the search can.
    lexemes = WordsField(null=True)
    #: Keyed bands of the words' fingerprint, by which reports with the same script find each other (see ``scripts``).
    script = WordsField(null=True)

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            GinIndex("lexemes", name="cases_report_lexemes"),
            GinIndex("script", name="cases_report_script"),
            models.Index(fields=["unit", "state", "-received_at"], name="cases_report_list"),
            models.Index(fields=["case"], name="cases_report_case"),
            models.Index(fields=["-received_at"], name="cases_report_received"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "idempotency_key"], name="cases_report_once"),
            models.CheckConstraint(name="cases_report_state", condition=Q(state__in=ReportState.values)),
            models.CheckConstraint(
                name="cases_report_balance",
                condition=Q(balance_left_fen__isnull=True) | Q(balance_left_fen__range=(0, MOST_FEN)),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Draft(models.Model):
    """草稿: what is being typed, saved about each second, so that a dead browser or server loses nothing."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    officer = models.CharField(max_length=80)
    key = models.UUIDField(editable=False)
    content = SealedField(kind=Kind.WORDS, null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    report = models.ForeignKey("cases.Report", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-saved_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["officer", "-saved_at"], name="cases_draft_mine")]


class Element(models.Model):
    """要素: one thing named in the words, with its raw span; a proposal until a person settles it."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    report = models.ForeignKey("cases.Report", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("要素"), max_length=24)
    value = SealedField(kind=Kind.OTHER)
    value_blind = BlindField()
    raw = SealedField(kind=Kind.OTHER)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    confidence = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=120), default=list)
    state = models.CharField(max_length=12, choices=ElementState.choices, default=ElementState.PROPOSED)
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["report", "start", "pk"]
        indexes: ClassVar = [models.Index(fields=["case"], name="cases_element_case")]
        constraints: ClassVar = [
            models.CheckConstraint(name="cases_element_span", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="cases_element_settled",
                condition=Q(state=ElementState.PROPOSED, settled_at__isnull=True)
                | ~Q(state=ElementState.PROPOSED) & Q(settled_at__isnull=False),
            ),
        ]


class Transfer(models.Model):
    """转账: one payment the reporter made. Belongs to the report, and to the case once there is one."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    report = models.ForeignKey("cases.Report", models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    paid_at = models.DateTimeField(_("转出时间"))
    amount_fen = models.BigIntegerField(_("金额"))
    way = models.CharField(_("方式"), max_length=16, choices=WAYS)
    from_account = SealedField(kind=Kind.ACCOUNT, null=True, blank=True)
    from_account_blind = BlindField(null=True, blank=True)
    to_account = SealedField(kind=Kind.ACCOUNT, null=True, blank=True)
    to_account_blind = BlindField(null=True, blank=True)
    to_name = SealedField(kind=Kind.NAME, null=True, blank=True)
    to_name_blind = BlindField(null=True, blank=True)
    to_bank = models.CharField(_("收款银行"), max_length=80, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    #: Nothing more can be done about it: all stopped, recalled or gone for good. The clock goes on to the next largest.
    settled_at = models.DateTimeField(null=True, blank=True)
    #: Taken back as a slip of the tongue or the hand; kept, but counted nowhere.
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=80, blank=True)
    struck_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["paid_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="cases_transfer_case"),
            models.Index(fields=["amount_fen", "paid_at"], name="cases_transfer_same"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="cases_transfer_amount", condition=Q(amount_fen__range=(1, MOST_FEN))),
            models.CheckConstraint(name="cases_transfer_way", condition=Q(way__in=[way.value for way in PaymentWay])),
            models.CheckConstraint(
                name="cases_transfer_owner", condition=Q(report__isnull=False) | Q(case__isnull=False)
            ),
        ]


class SameReport(models.Model):
    """同一警情: two reports that look like one, and what a person said about it; said once, remembered."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    report = models.ForeignKey("cases.Report", models.PROTECT, related_name="+")
    earlier = models.ForeignKey("cases.Report", models.PROTECT, related_name="+")
    #: Copied, because the earlier report may lie outside the reader's scope.
    earlier_unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    earlier_number = models.CharField(max_length=60)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, default=Verdict.PROPOSED)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["verdict"], name="cases_same_open", condition=Q(verdict=Verdict.PROPOSED)),
            models.Index(fields=["decided_at"], name="cases_same_decided"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "earlier"], name="cases_samereport_once"),
            models.CheckConstraint(name="cases_samereport_two", condition=~Q(report=F("earlier"))),
        ]


class Evidence(models.Model):
    """证据: a file as it came, hashed and sealed at rest."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    name = SealedField(kind=Kind.FILE)
    suffix = models.CharField(max_length=12, blank=True)
    path_id = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "sha256"], name="cases_evidence_once"),
            models.CheckConstraint(name="cases_evidence_size", condition=Q(size_bytes__gt=0)),
        ]
