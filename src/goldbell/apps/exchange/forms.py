"""Forms of the exchange pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.adapters.messages import formats
from goldbell.apps.exchange.contracts import MessageState, PartnerDraft
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


class PartnerForm(forms.Form):
    """What a partner is to be; ``partner`` when one is changed, whose code and unit stay."""

    unit = forms.TypedChoiceField(label=gettext_lazy("机构"), coerce=int)
    code = forms.CharField(label=gettext_lazy("代码（报文里对方的名字）"), max_length=32)
    our_code = forms.CharField(label=gettext_lazy("对方给我方的代码"), max_length=32)
    message_format = forms.ChoiceField(label=gettext_lazy("报文格式"))
    endpoint = forms.CharField(label=gettext_lazy("收报文的地址"), max_length=300)
    status_endpoint = forms.CharField(
        label=gettext_lazy("查询地址（与上面相同就空着）"), max_length=300, required=False
    )
    private_network = forms.BooleanField(label=gettext_lazy("在专线或内网上"), required=False)
    deduplicates = forms.BooleanField(label=gettext_lazy("对方能识别重复的报文"), required=False, initial=True)
    prefixes = forms.CharField(
        label=gettext_lazy("卡号前缀，一行一个，可写 622588/16"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    aliases = forms.CharField(
        label=gettext_lazy("流水里的名称，一行一个"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public_pem = forms.CharField(
        label=gettext_lazy("对方的公钥（PEM，Ed25519）"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    reason = forms.CharField(label=gettext_lazy("理由"), min_length=4, max_length=200)

    def __init__(
        self, units: Iterable[tuple[int, str]], *args: Any, partner: Partner | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        if partner is not None:
            for name in ("unit", "code"):
                del self.fields[name]
            self.fields["public_pem"].label = _("对方的新公钥（不换就空着）")
        else:
            unit = self.fields["unit"]
            assert isinstance(unit, forms.ChoiceField)
            unit.choices = list(units)
        language = self.fields["message_format"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(name, name) for name in sorted(formats())]

    def draft(self, current_pem: str = "") -> PartnerDraft:
        """What was entered; a change without a new key keeps the one that counts."""
        told = self.cleaned_data
        return PartnerDraft(
            unit_id=self.partner.unit_id if self.partner else told["unit"],
            code=self.partner.code if self.partner else told["code"].strip(),
            our_code=told["our_code"].strip(),
            endpoint=told["endpoint"].strip(),
            status_endpoint=told["status_endpoint"].strip(),
            public_pem=(told["public_pem"].strip() or current_pem).encode(),
            deduplicates=told["deduplicates"],
            private_network=told["private_network"],
            prefixes=_lines(told["prefixes"]),
            aliases=_lines(told["aliases"]),
            message_format=told["message_format"],
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
