"""Forms of the stop order pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.exchange import queries as exchange
from goldbell.apps.exchange.queries import Partner
from goldbell.apps.interdiction.contracts import Finding, OrderState
from goldbell.apps.interdiction.queries import AGE_BANDS, OrderFilter
from goldbell.common.errors import GoldbellError
from goldbell.common.money import fen_from_yuan
from goldbell.web.failures import told

_AGES = {
    "under30": gettext_lazy("30 分内"),
    "to120": gettext_lazy("30 分–2 时"),
    "to1440": gettext_lazy("2–24 时"),
    "over1440": gettext_lazy("24 时以上"),
}


class OrderFilterForm(forms.Form):
    """What to list, by GET."""

    text = forms.CharField(
        label=gettext_lazy("单号、案号或账号"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"size": 22}),
    )
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("转出已"), required=False)
    partner = forms.ModelChoiceField(label=gettext_lazy("银行"), required=False, queryset=Partner.objects.none())
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "state", [("", _("全部")), ("open", _("等答复的")), *OrderState.choices])
        _choose(self, "age", [("", _("全部")), *_AGES.items()])
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ModelChoiceField)
        partner.queryset = exchange.partners()
        partner.empty_label = _("全部")
        partner.label_from_instance = _bank_name  # type: ignore[method-assign, assignment]

    def wanted(self, sort: str) -> OrderFilter:
        """The filter; what is not right counts as not asked."""
        self.is_valid()
        told = self.cleaned_data
        state = told.get("state") or ""
        states = ("approved", "sent", "unknown") if state == "open" else (state,) if state else ()
        partner = told.get("partner")
        return OrderFilter(
            states=states,
            partner_id=partner.pk if partner else None,
            case_id=told.get("case"),
            age=told.get("age") or "",
            text=told.get("text") or "",
            sort=sort or "-proposed",
        )


class ReasonForm(forms.Form):
    """A reason in the officer's own words."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        help_text=gettext_lazy("不写姓名、账号和电话"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(ReasonForm):
    """What a person found out about an order whose outcome was unknown."""

    finding = forms.ChoiceField(label=gettext_lazy("查明的结果"), choices=Finding.choices, widget=forms.RadioSelect)
    held = forms.CharField(
        label=gettext_lazy("止住（元）"), required=False, max_length=30, help_text=gettext_lazy("银行没有止付就空着")
    )
    executed_at = forms.DateTimeField(
        label=gettext_lazy("银行执行时间"),
        required=False,
        help_text=gettext_lazy("48 小时从这时起算"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("finding", "held", "executed_at", "reason")

    def clean_held(self) -> int:
        """The amount in fen."""
        text = self.cleaned_data["held"].strip()
        try:
            return fen_from_yuan(text) if text else 0
        except GoldbellError as error:
            raise forms.ValidationError(told(error)) from None

    @property
    def executed(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data.get("executed_at")
        return moment


def age_words() -> list[tuple[str, str]]:
    """Age bands with their words, youngest first."""
    return [(age, str(_AGES[age])) for age in AGE_BANDS]


def _bank_name(one: Partner) -> str:
    return one.unit.name


def _choose(form: forms.Form, name: str, listed: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = listed
