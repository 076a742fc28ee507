"""Forms of the story pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases import queries as cases
from goldbell.apps.outreach.contracts import LONGEST, StoryState
from goldbell.apps.outreach.queries import StoryFilter


class StoryFilterForm(forms.Form):
    """What to list, by GET."""

    text = forms.CharField(
        label=gettext_lazy("在已发布的里找"), required=False, max_length=60, widget=forms.TextInput(attrs={"size": 18})
    )
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    scam_type = forms.ChoiceField(label=gettext_lazy("类型"), required=False)

    def __init__(self, *args: Any, all_states: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("全部"))]
        types = [(one.code, one.label) for one in cases.scam_types(timezone.localdate()) if not one.parent_code]
        for name, listed in (("state", StoryState.choices), ("scam_type", types)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*everything, *listed]
        if not all_states:
            del self.fields["state"]

    def wanted(self) -> StoryFilter:
        """The filter; what is not right counts as not asked."""
        self.is_valid()
        told = self.cleaned_data
        return StoryFilter(
            state=told.get("state") or "", scam_type=told.get("scam_type") or "", text=told.get("text") or ""
        )


class StoryForm(forms.Form):
    """The words of a story."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=80)
    text = forms.CharField(
        label=gettext_lazy("正文"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy("不写姓名、号码、地址、日期和准确金额"),
    )


class ReasonForm(forms.Form):
    """A reason in the officer's own words."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        help_text=gettext_lazy("不写姓名、账号和电话"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
