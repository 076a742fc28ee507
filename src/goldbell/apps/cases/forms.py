"""Forms of the case pages: filters, one more transfer, moves, types, purposes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases.contracts import CASE_MOVES, CaseState, TransferDraft
from goldbell.apps.cases.given import past
from goldbell.apps.cases.queries import CaseFilter, scam_types, way_label
from goldbell.apps.cases.typed import typed_fen, typed_moment
from goldbell.apps.identity import queries as identity
from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.common.ways import PaymentWay
from goldbell.web.failures import told


class CaseFilterForm(forms.Form):
    """What to list, by GET."""

    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    scam_type = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    since = forms.DateField(
        label=gettext_lazy("受案从"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("到"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = scam_types(timezone.localdate())
        units = [unit for unit in identity.units(by=by) if unit.pk in by.visible_units]
        choices: dict[str, list[tuple[str, Any]]] = {
            "state": [("", _("全部")), ("open", _("没办结的")), *CaseState.choices],
            "scam_type": [("", _("全部")), *((one.code, one.label) for one in types)],
            "unit": [("", _("全部")), *((str(unit.pk), unit.name) for unit in units)],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed

    def wanted(self, sort: str) -> CaseFilter:
        """The filter; what is not right counts as not asked."""
        self.is_valid()
        told = self.cleaned_data
        state = told.get("state") or ""
        states = ("opened", "investigating") if state == "open" else (state,) if state else ()
        return CaseFilter(
            states=states,
            scam_type=told.get("scam_type") or "",
            unit_id=int(told["unit"]) if told.get("unit") else None,
            opened_from=told.get("since"),
            opened_until=told.get("until"),
            sort=sort or "-opened",
        )


class TransferForm(forms.Form):
    """One more transfer for a case, as it is told."""

    paid_at = forms.CharField(
        label=gettext_lazy("转出时间"), max_length=40, help_text=gettext_lazy("01:13 或 11-21 01:13")
    )
    amount = forms.CharField(label=gettext_lazy("金额（元）"), max_length=40)
    way = forms.ChoiceField(label=gettext_lazy("怎么转的"))
    to_account = forms.CharField(label=gettext_lazy("收款账号"), max_length=80, required=False)
    to_name = forms.CharField(label=gettext_lazy("收款人"), max_length=80, required=False)
    to_bank = forms.CharField(label=gettext_lazy("收款银行"), max_length=80, required=False)
    from_account = forms.CharField(label=gettext_lazy("付款账号"), max_length=80, required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.value, way_label(way.value)) for way in PaymentWay]

    def clean_paid_at(self) -> datetime:
        """The moment that was typed."""
        try:
            return past(typed_moment(self.cleaned_data["paid_at"], self.now, timezone.get_current_timezone()), self.now)
        except GoldbellError as error:
            raise forms.ValidationError(told(error)) from None

    def clean_amount(self) -> int:
        """The amount in fen."""
        try:
            return typed_fen(self.cleaned_data["amount"], least=1)
        except GoldbellError as error:
            raise forms.ValidationError(told(error)) from None

    def told(self) -> TransferDraft:
        """The transfer; only after ``is_valid``."""
        told = self.cleaned_data
        return TransferDraft(
            paid_at=told["paid_at"],
            amount_fen=told["amount"],
            way=told["way"],
            from_account=told["from_account"],
            to_account=told["to_account"],
            to_name=told["to_name"],
            to_bank=told["to_bank"],
        )


class MoveForm(forms.Form):
    """A move of a case, with its reason."""

    after = forms.ChoiceField(label=gettext_lazy("改为"))
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, before: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, label) for code, label in CaseState.choices if code in CASE_MOVES[before]]


class ReasonForm(forms.Form):
    """A reason or purpose in the officer's own words."""

    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)
