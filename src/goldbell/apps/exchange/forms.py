"""Forms of the exchange pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.exchange.contracts import MessageState
from goldbell.apps.exchange.models import OutMessage, Partner

SORTS = {"queued": "queued_at", "partner": "partner__code", "state": "state", "tries": "attempts"}


class MessageFilterForm(forms.Form):
    """What to list, by GET."""

    text = forms.CharField(label=gettext_lazy("单号"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    partner = forms.ModelChoiceField(label=gettext_lazy("对接单位"), required=False, queryset=Partner.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state, partner = self.fields["state"], self.fields["partner"]
        assert isinstance(state, forms.ChoiceField)
        assert isinstance(partner, forms.ModelChoiceField)
        state.choices = [("", _("全部")), *MessageState.choices]
        partner.queryset = Partner.objects.select_related("unit")
        partner.empty_label = _("全部")
        partner.label_from_instance = _unit_name  # type: ignore[method-assign, assignment]

    def narrowed(self, found: QuerySet[OutMessage], sort: str) -> QuerySet[OutMessage]:
        """The messages that fit, sorted; what is not right counts as not asked."""
        self.is_valid()
        told = self.cleaned_data
        if told.get("state"):
            found = found.filter(state=told["state"])
        if told.get("partner"):
            found = found.filter(partner=told["partner"])
        text = (told.get("text") or "").strip()
        if text:
            found = found.filter(Q(reference__icontains=text))
        column = SORTS.get(sort.lstrip("-"))
        if column is None:
            return found.order_by("-pk")
        return found.order_by(f"-{column}" if sort.startswith("-") else column, "-pk")


def _unit_name(one: Partner) -> str:
    return one.unit.name
