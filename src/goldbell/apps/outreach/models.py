"""Tables of outreach. A story is sealed like the case it comes from until a second officer has released it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goldbell.apps.outreach.contracts import OPEN, StoryState
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.fields import SealedField


class Story(models.Model):
    """案例故事: a case as a citizen may read it.

    Until its release the text lies sealed under the case's key; from then on it is plain, because it holds no personal
    data: erasing the people of the case neither withdraws nor hides what was released. Withdrawn again, the text goes
    back under the seal, for it may have been withdrawn because somebody was recognised.
    """

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    #: Copied: whoever reads released stories never sees the case.
    scam_type = models.CharField(_("类型"), max_length=40, blank=True)
    title = SealedField(kind=Kind.WORDS, null=True)
    text = SealedField(kind=Kind.WORDS, null=True)
    released_title = models.CharField(_("标题"), max_length=80, blank=True)
    released_text = models.TextField(_("正文"), blank=True)
    #: The kind of each thing that was taken out when the story was drafted.
    taken = ArrayField(models.CharField(max_length=24), default=list)
    state = models.CharField(_("状态"), max_length=10, choices=StoryState.choices, default=StoryState.DRAFTED)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField(_("起草时间"))
    #: Who put the present words there, if somebody else than the drafter did.
    edited_by = models.CharField(max_length=80, blank=True)
    edited_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(_("审核时间"), null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    #: Why it was returned or withdrawn.
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "-made_at"], name="outreach_story_state")]
        constraints: ClassVar = [
            models.CheckConstraint(name="outreach_story_state_known", condition=Q(state__in=StoryState.values)),
            models.CheckConstraint(
                name="outreach_story_two_people",
                condition=Q(reviewed_by="") | ~Q(reviewed_by=F("made_by")) & ~Q(reviewed_by=F("edited_by")),
            ),
            # Plain exactly while released, and never without the officer who released it.
            models.CheckConstraint(
                name="outreach_story_plain_once_released",
                condition=Q(state="released", text__isnull=True, reviewed_at__isnull=False)
                & ~Q(released_text="")
                & ~Q(reviewed_by="")
                | ~Q(state="released") & Q(released_text="", released_title=""),
            ),
            models.UniqueConstraint("case", name="outreach_story_one_open", condition=Q(state__in=OPEN)),
        ]

    def __str__(self) -> str:
        return f"story {self.pk}"
